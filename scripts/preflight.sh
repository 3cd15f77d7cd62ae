#!/bin/sh
# Prints the Python to build .venv with; when there is none, one sentence: the cause and what mends it.
# `preflight.sh with-uv` does not ask for venv and pip, since uv brings its own.
set -eu

recent() { command -v "$1" >/dev/null 2>&1 && "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; }

fail() { echo "Chiso cannot start: $1" >&2; exit 1; }

for python in python3 python3.13 python3.12 python3.11 none; do
    recent "$python" && break
done
if [ "$python" = none ]; then
    if command -v python3 >/dev/null 2>&1; then
        fail "it needs Python 3.11 or newer and this machine has $(python3 --version 2>&1); mend it with: sudo apt install python3.11 python3.11-venv"
    fi
    fail "Python is not installed; mend it with: sudo apt install python3 python3-venv"
fi
if [ "${1:-}" != with-uv ] && ! "$python" -c 'import ensurepip, venv' >/dev/null 2>&1; then
    fail "$python lacks its venv module; mend it with: sudo apt install $python-venv"
fi
echo "$python"
