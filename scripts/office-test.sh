#!/bin/sh
# The office's tests on a PostgreSQL server of their own. Usage: office-test.sh BIN
set -eu
bin=$1
folder=$(mktemp -d)
chmod 755 "$folder"
here=$(dirname "$0")
trap 'sh "$here/postgres.sh" stop "$folder/server" || true; rm -rf "$folder"' EXIT
trap 'exit 130' INT TERM
WUXIANG_DATABASE=$(sh "$here/postgres.sh" start "$folder/server")
export WUXIANG_DATABASE
"$bin/python" -m pytest -n 2 --dist loadfile tests/web
