#!/bin/sh
# The demo county in a browser: its register loaded, its run adopted, a sign-in of each role, served.
# Usage: office.sh BIN FOLDER   (FOLDER as `make demo` makes it)
set -eu
bin=$1
mkdir -p "$2/office"
folder=$(cd "$2" && pwd)
export WUXIANG_KEYS="$folder/keys" WUXIANG_HOME="$folder/office"
"$bin/wuxiang" office load "$folder/snapshot"
"$bin/wuxiang" office adopt "$folder/run"
"$bin/wuxiang" office demo-users
exec "$bin/wuxiang" serve
