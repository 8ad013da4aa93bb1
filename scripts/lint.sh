#!/bin/sh
# Runs every check, to the end even when one fails, and says at the end which ones failed.
set -u

# A database and a key of their own: the checks say nothing about the site on this machine.
VAR_DIR="$(mktemp -d)"
export VAR_DIR
trap 'rm -rf "$VAR_DIR"' EXIT
failed=""

check() {
    name="$1"
    shift
    echo "== $name"
    "$@" || failed="$failed
  $name"
}

in_production() {
    SITE_URL=https://portal.example ALLOWED_HOSTS=portal.example DEBUG=0 \
        SECRET_KEY="$("$PYTHON" -c 'import secrets; print(secrets.token_urlsafe(64))')" "$@"
}

check "style" "$PYTHON" -m ruff check .
check "format" "$PYTHON" -m ruff format --check .
check "types" "$PYTHON" -m mypy
check "import directions" "$(dirname "$PYTHON")/lint-imports"
check "templates" "$PYTHON" -m djlint templates --lint --quiet
check "migrations" "$PYTHON" manage.py makemigrations --check --dry-run
check "production settings" in_production "$PYTHON" manage.py check --deploy --fail-level WARNING
check "translations" "$PYTHON" scripts/translations.py check
check "documentation" "$PYTHON" scripts/check_docs.py

if [ -n "$failed" ]; then
    echo "Failed:$failed"
    exit 1
fi
echo "All checks passed."
