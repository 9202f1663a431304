#!/bin/sh
# The backup of a release, for the test that upgrades it: a small invented county, with keys of its own.
# Usage: release_backup.sh BIN RELEASE   (with $WUXIANG_DATABASE: of PostgreSQL)
set -eu
bin=$1 release=$2
here=$(dirname "$0")/..
out="$here/tests/data/releases"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
engine=sqlite
[ -z "${WUXIANG_DATABASE:-}" ] || engine=postgresql
mkdir -p "$out"
export WUXIANG_KEYS="$folder/keys" WUXIANG_HOME="$folder/office"
"$bin/wuxiang" demo "$folder/files" --seed 7 --scale 0.005
"$bin/wuxiang" intake "$folder/files" --county "$here/counties/hequ" --out "$folder/snapshot" --quiet
"$bin/wuxiang" run --county "$here/counties/hequ" --snapshot "$folder/snapshot" --out "$folder/run" --quiet
"$bin/wuxiang" office load "$folder/snapshot" --quiet
"$bin/wuxiang" office adopt "$folder/run"
"$bin/wuxiang" office demo-users
"$bin/wuxiang" office backup "$out/$release-$engine.tar.gz"
cp "$folder/keys/keys.json" "$out/$release-$engine.keys.json"
