#!/bin/sh
# From a demo county's spreadsheets to its answers, each step timed. Usage: demo.sh BIN FOLDER SEED
set -eu
bin=$1 folder=$2 seed=$3
wuxiang() { "$bin/wuxiang" "$@"; }
began=$(date +%s) last=$(date +%s) times=
took() { now=$(date +%s); times="$times, $1 $((now - last)) s"; last=$now; }

rm -rf "$folder"
mkdir -p "$folder"
WUXIANG_KEYS=$(cd "$folder" && pwd)/keys
export WUXIANG_KEYS

echo "1/4 A demo county's spreadsheets (invented people in the real villages of Hequ)"
wuxiang demo "$folder/files" --seed "$seed"
took spreadsheets
echo "2/4 Taking them in"
wuxiang intake "$folder/files" --county counties/hequ --out "$folder/snapshot"
took intake
echo "3/4 Deciding for everyone"
wuxiang run --county counties/hequ --snapshot "$folder/snapshot" --out "$folder/run"
took run
echo "4/4 The gap list, and who is due what by name"
wuxiang gaps "$folder/run" --out "$folder/gaps.xlsx" &
wuxiang entitlements "$folder/run" --out "$folder/entitlements.xlsx"
wait $!
took lists
cat <<END

The county's own work took $((last - began)) s:${times#,}.

Try next:
  export WUXIANG_KEYS=$WUXIANG_KEYS PATH=$(cd "$bin" && pwd):\$PATH
  wuxiang explain ...            (as named above: why a household gets what it gets)
  wuxiang policy show counties/hequ/policies/spending/hospital_stay_allowance.yaml
  wuxiang verify $folder/run
and open $folder/gaps.xlsx, $folder/entitlements.xlsx, and the workbooks in $folder/snapshot/report/workbooks
END
