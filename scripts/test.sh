#!/bin/sh
# Runs the tests on SQLite and, when TEST_DATABASE_URL names one, once more on PostgreSQL.
set -eu

export VAR_DIR="${TEST_VAR_DIR:-${TMPDIR:-/tmp}/portal-tests-$(id -u)}"
# What the developer's own shell has set for a running site is not the tests' business.
unset DATABASE_URL DATABASE_REPLICA_URLS CACHE_URL MEDIA_URL_BACKEND SECRET_KEY DEBUG ALLOWED_HOSTS \
    SITE_NAME SITE_NAME_EN SITE_URL EMAIL_URL 2>/dev/null || true
status=0

echo "== SQLite"
"$PYTHON" -m pytest -n "$WORKERS" "$@" || status=$?

if [ -n "${TEST_DATABASE_URL:-}" ]; then
    echo "== PostgreSQL"
    DATABASE_URL="$TEST_DATABASE_URL" "$PYTHON" -m pytest -n "$WORKERS" "$@" || status=$?
else
    echo "== PostgreSQL: not run, TEST_DATABASE_URL is not set"
fi
exit "$status"
