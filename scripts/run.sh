#!/bin/sh
# Brings the database up to date, fills an empty one with the demo content and serves the portal for development.
set -eu

export DEBUG="${DEBUG:-1}"
export SITE_URL="${SITE_URL:-http://127.0.0.1:$PORT}"

"$PYTHON" manage.py migrate --verbosity 0
"$PYTHON" manage.py demo
echo
echo "    $SITE_URL          the portal"
echo "    $SITE_URL/admin/   the newsroom and the figures"
echo
exec "$PYTHON" manage.py runserver "127.0.0.1:$PORT"
