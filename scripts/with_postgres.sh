#!/bin/sh
# Runs a command with CHISO_DATABASE_URL naming a throwaway PostgreSQL cluster, and removes the cluster afterwards.
# The cluster is UTF8 whatever the locale of the machine, and orders as a dictionary where it can, as most in service do:
# what is sorted by bytes is to say so. PostgreSQL refuses root, so root hands it to `postgres`.
# CHISO_POSTGRES_OPTIONS takes the place of what makes tests fast and a power cut fatal (fsync=off).
set -eu

initdb=$(command -v initdb || ls -1 /usr/lib/postgresql/*/bin/initdb 2>/dev/null | sort -V | tail -n 1 || true)
if [ -z "$initdb" ]; then
    echo "PostgreSQL is not installed, so this ran on SQLite only; mend it with: sudo apt install postgresql" >&2
    [ -z "${CI:-}" ] || exit 1
    exit 0
fi
bin=$(dirname "$(readlink -f "$initdb")") # a link to initdb alone is not the folder of the others
here=$(mktemp -d)
as_owner() { "$@"; }
if [ "$(id -u)" = 0 ]; then
    chown postgres "$here"
    as_owner() { runuser -u postgres -- "$@"; }
fi

stop() {
    as_owner "$bin/pg_ctl" --pgdata="$here/data" --mode=immediate --silent stop >/dev/null 2>&1 || true
    rm -rf "$here"
}
trap stop EXIT
trap 'exit 130' INT TERM

order=""
if "$bin/initdb" --help | grep -q icu-locale; then order="--locale-provider=icu --icu-locale=vi-VN"; fi
port=$(.venv/bin/python -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
back=$(pwd)
cd "$here"
as_owner "$bin/initdb" --pgdata="$here/data" --username=chiso --auth=trust --encoding=UTF8 --no-locale $order --no-sync >/dev/null
as_owner "$bin/pg_ctl" --pgdata="$here/data" --log="$here/log" --wait --silent \
    --options="-p $port -h 127.0.0.1 -k $here ${CHISO_POSTGRES_OPTIONS:--c fsync=off -c full_page_writes=off} -c max_connections=50" start >/dev/null
as_owner "$bin/createdb" --host=127.0.0.1 --port="$port" --username=chiso --template=template0 --encoding=UTF8 chiso
cd "$back"

CHISO_DATABASE_URL="postgresql://chiso@127.0.0.1:$port/chiso" "$@"
