#!/bin/sh
# Runs every benchmark in bench/, each in its turn so that none disturbs another's measurement.
# A file whose name begins with an underscore is a part of others and not run by itself.
set -eu

status=0
for script in bench/[!_]*.py bench/[!_]*.sh; do
    [ -e "$script" ] || continue
    echo "== $script"
    case "$script" in
        *.py) "$PYTHON" "$script" || status=$? ;;
        *) sh "$script" || status=$? ;;
    esac
done
exit "$status"
