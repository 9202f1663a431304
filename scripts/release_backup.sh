#!/bin/sh
# The backup of a release, for the test that upgrades it: a small invented county, with keys of its own.
# Usage: release_backup.sh BIN RELEASE [OUT]   (with $WUXIANG_DATABASE: of PostgreSQL)
#
# That of the last release lies in tests/data/releases, 1 MB for each engine; its keys open nothing else.
# tests/web/test_upgrade.py brings it up (and others in $WUXIANG_RELEASES), and makes one with this script each
# time, so that it runs.
set -eu
bin=$1 release=$2
here=$(cd "$(dirname "$0")/.." && pwd)
out=${3:-$here/tests/data/releases}
exec </dev/null
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
trap 'exit 130' INT TERM
engine=sqlite
[ -z "${WUXIANG_DATABASE:-}" ] || engine=postgresql
mkdir -p "$out"
export WUXIANG_KEYS="$folder/keys" WUXIANG_HOME="$folder/office"
"$bin/wuxiang" demo "$folder/files" --seed 7 --scale "${SCALE:-0.001}"
"$bin/wuxiang" intake "$folder/files" --county "$here/counties/hequ" --out "$folder/snapshot" --quiet
"$bin/wuxiang" run --county "$here/counties/hequ" --snapshot "$folder/snapshot" --out "$folder/run" --quiet
"$bin/wuxiang" office load "$folder/snapshot" --quiet
"$bin/wuxiang" office adopt "$folder/run"
"$bin/wuxiang" office demo-users
"$bin/wuxiang" office backup "$out/$release-$engine.tar.gz"
cp "$folder/keys/keys.json" "$out/$release-$engine.keys.json"
