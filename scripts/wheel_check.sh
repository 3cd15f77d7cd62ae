#!/bin/sh
# Builds the wheel and tries it as a user gets it: the engine alone, then with chiso[files], then with chiso[web].
# What needs an extra that is not there has to say so in one sentence, with exit code 2.
set -eu
cd "$(dirname "$0")/.."
root=$(pwd)
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT
uv=$(command -v uv || echo "$root/.venv/bin/uv")
chiso="$here/venv/bin/chiso"

fail() { echo "wheel-check: $1" >&2; exit 1; }

install() { "$uv" pip install --quiet --python "$here/venv/bin/python" "$@"; }

refused() { # the extra, then the command
    extra=$1; shift
    code=0; "$@" >"$here/out" 2>"$here/err" || code=$?
    [ "$code" = 2 ] || fail "“$*” ended with $code instead of 2: $(cat "$here/err")"
    grep -q "chiso\[$extra\]" "$here/err" || fail "“$*” does not name chiso[$extra]: $(cat "$here/err")"
    [ "$(wc -l <"$here/err")" -le 2 ] || fail "“$*” says more than a sentence: $(cat "$here/err")"
}

.venv/bin/python -m hatchling build --target wheel --directory "$here/dist" >/dev/null 2>"$here/err" || fail "$(cat "$here/err")"
wheel=$(echo "$here"/dist/*.whl)
names=$("$root/.venv/bin/python" -m zipfile --list "$wheel")
for needed in chiso/wording/locale/vi/LC_MESSAGES/chiso.mo chiso_web/locale/vi/LC_MESSAGES/django.mo \
    chiso_web/portal/texts/method/ chiso_web/portal/texts/guide/ chiso_web/portal/texts/glossary.md chiso/datasets/papi/SOURCES.md chiso/indices/measures.yaml LICENSE NOTICE; do
    case $names in *"$needed"*) ;; *) fail "the wheel lacks $needed" ;; esac
done

"$uv" venv --quiet --python "$root/.venv/bin/python" "$here/venv"
install --require-hashes -r requirements/engine.txt
install --no-deps "$wheel"
cd "$here"
"$chiso" --version
"$chiso" editions >/dev/null
"$chiso" check >/dev/null || fail "the wheel's own editions have faults"
"$chiso" observations papi --year 2023 >obs.csv
"$chiso" score papi@2023 --observations obs.csv --format json >scores.json
"$chiso" explain papi@2023 --observations obs.csv --unit 01 --node 4 >/dev/null
: >x.parquet
refused files "$chiso" score papi@2023 --observations obs.csv --format xlsx --out x.xlsx
refused files "$chiso" score papi@2023 --observations x.parquet
refused web "$chiso" serve
echo "The engine alone scores PAPI 2023."

cd "$root" && install --require-hashes -r requirements/files.txt && cd "$here"
"$here/venv/bin/python" -c 'import pyarrow.csv as c, pyarrow.parquet as p; p.write_table(c.read_csv("obs.csv", convert_options=c.ConvertOptions(column_types={"unit": "string", "period": "string"})), "x.parquet")'
"$chiso" score papi@2023 --observations obs.csv --format xlsx --out x.xlsx
"$chiso" score papi@2023 --observations x.parquet --format json >from_parquet.json
[ -s x.xlsx ] || fail "x.xlsx is empty"
cmp -s scores.json from_parquet.json || fail "Parquet and CSV give different scores"
echo "With chiso[files] it reads Parquet and writes XLSX."

cd "$root" && install --require-hashes -r requirements/web.txt
"$root/.venv/bin/python" scripts/demo_check.py "$chiso" /method/papi /en/method/papi /data/api
