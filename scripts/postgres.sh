#!/bin/sh
# A PostgreSQL 15 server of our own, for tests. Usage: postgres.sh start FOLDER | stop FOLDER
# Nothing is vacuumed by itself: that would hold a database which a test drops.
# `start` installs Debian's server if it is missing (as root), and prints the address to connect to.
set -eu
command=$1 folder=$2
bin=/usr/lib/postgresql/15/bin
port=${POSTGRES_PORT:-54329}

as_owner() {
  if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi
}

start() {
  [ -x "$bin/initdb" ] || {
    [ "$(id -u)" = 0 ] || { echo "install PostgreSQL first: apt-get install postgresql-15" >&2; exit 2; }
    apt-get update -qq >&2 && apt-get install -y -qq --no-install-recommends postgresql-15 >&2
  }
  mkdir -p "$folder"
  [ "$(id -u)" != 0 ] || chown postgres "$folder"
  as_owner "$bin/initdb" --pgdata "$folder/data" --auth trust --encoding UTF8 --locale C.UTF-8 >&2
  as_owner "$bin/pg_ctl" --pgdata "$folder/data" --log "$folder/log" --wait start \
    --options "-p $port -k $folder -c listen_addresses=127.0.0.1 -c fsync=off -c full_page_writes=off -c autovacuum=off" >&2
  as_owner "$bin/createuser" --host 127.0.0.1 --port "$port" --createdb wuxiang
  as_owner "$bin/createdb" --host 127.0.0.1 --port "$port" --owner wuxiang wuxiang
  echo "postgresql://wuxiang@127.0.0.1:$port/wuxiang"
}

stop() {
  as_owner "$bin/pg_ctl" --pgdata "$folder/data" --mode fast --wait stop >&2
  rm -rf "$folder"
}

"$command"
