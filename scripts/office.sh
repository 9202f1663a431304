#!/bin/sh
# The demo county in a browser: its register loaded, its run adopted, a sign-in of each role, served.
# Usage: office.sh BIN FOLDER PORT   (FOLDER as `make demo` makes it)
set -eu
bin=$1 port=$3
mkdir -p "$2/office"
folder=$(cd "$2" && pwd)
export WUXIANG_KEYS="$folder/keys" WUXIANG_HOME="$folder/office"
began=$(date +%s)
echo
echo "The office: its register, the run that it works from, and its sign-ins"
"$bin/wuxiang" office load "$folder/snapshot"
"$bin/wuxiang" office adopt "$folder/run"
"$bin/wuxiang" office demo-users
echo "The office was filled in $(($(date +%s) - began)) s. Open the address below in a browser; Ctrl-C ends it,"
echo "make office serves it again, make demo SERVE=0 does the county's own work alone."
"$bin/wuxiang" worker &
worker=$!
trap 'kill "$worker" 2>/dev/null || true' EXIT
trap 'exit 130' INT TERM
"$bin/wuxiang" serve --port "$port"
