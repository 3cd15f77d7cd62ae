# Everything a contributor does, one target each. Installs take the hash-locked files in requirements/ only.
SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PORT ?= 8000
BIN := .venv/bin
PYTHON := $(BIN)/python
SYSTEM_UV := $(shell command -v uv 2>/dev/null)
UV := $(if $(SYSTEM_UV),$(SYSTEM_UV),$(BIN)/uv)
BASE := .venv/$(if $(SYSTEM_UV),.with-system-uv,.with-own-uv)
INSTALL := $(UV) pip install --quiet --python $(PYTHON)
LOCK := $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate
PO := $(wildcard src/chiso/wording/locale/*/LC_MESSAGES/*.po src/chiso_web/locale/*/LC_MESSAGES/*.po)
MO := $(PO:.po=.mo)
# A .venv that has the developer's tools has everything the demo needs.
DEVELOPING := $(wildcard .venv/.dev)$(filter test check mutate bench catalogues docs,$(MAKECMDGOALS))
RUNTIME := $(if $(DEVELOPING),.venv/.dev,.venv/.web)

.PHONY: help install demo demo-check test check mutate bench lock catalogues docs dist dist-check clean

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' Makefile | awk -F'|' '{ printf "%-20s %s\n", $$1, $$2 }'

install: $(RUNTIME) .venv/.chiso $(MO) ## prepare .venv with the chiso command

demo: install ## build the demonstration database and serve it (PORT=8000)
	@mkdir -p var
	@exec $(BIN)/chiso demo --database var/demo.sqlite3 --port $(PORT)

demo-check: install ## start the demo on a fresh database, fetch three pages, stop it
	@$(PYTHON) scripts/demo_check.py

test: .venv/.dev .venv/.chiso $(MO) ## run every test, the platform's also on PostgreSQL where it is installed
	$(BIN)/pytest -n 2
	@scripts/with_postgres.sh $(BIN)/pytest -n 2 tests/web

check: .venv/.dev .venv/.chiso $(MO) ## run every static check
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	MYPYPATH=src:benchmarks $(BIN)/mypy benchmarks
	$(BIN)/lint-imports --no-logo
	$(PYTHON) scripts/catalogues.py check
	CHISO_DATABASE_URL=sqlite:///:memory: $(BIN)/chiso manage makemigrations --check --dry-run
	$(BIN)/bandit --quiet --recursive --configfile pyproject.toml --severity-level medium src
	CHISO_PRODUCTION=1 CHISO_BEHIND_PROXY=1 CHISO_ALLOWED_HOSTS=chiso.example CHISO_DATABASE_URL=sqlite:///:memory: \
	  CHISO_SECRET_KEY=$$($(PYTHON) -c 'import secrets; print(secrets.token_urlsafe(48))') \
	  $(BIN)/chiso manage check --deploy --fail-level WARNING
	$(PYTHON) scripts/licences.py check
	@! grep -nE '://|--(extra-)?index-url|--find-links|^(-e|/|\.)' requirements/*.txt || { echo 'requirements/ names an index host or a local path.' >&2; exit 1; }
	$(BIN)/pytest -q tests/architecture

mutate: .venv/.dev .venv/.chiso ## move every threshold of the shipped editions by a step; a worked case must fail
	$(PYTHON) scripts/mutate_thresholds.py

bench: .venv/.dev .venv/.chiso ## run the benchmarks
	@$(PYTHON) benchmarks/run.py

lock: $(BASE) ## lock requirements/ anew (LOCK_FLAGS=--upgrade for the newest versions)
	$(LOCK) $(LOCK_FLAGS) pyproject.toml --all-extras --group dev --output-file requirements/dev.txt
	$(LOCK) $(LOCK_FLAGS) pyproject.toml --constraint requirements/dev.txt --output-file requirements/engine.txt
	$(LOCK) $(LOCK_FLAGS) pyproject.toml --constraint requirements/dev.txt --extra files --output-file requirements/files.txt
	$(LOCK) $(LOCK_FLAGS) pyproject.toml --constraint requirements/dev.txt --extra web --group build --output-file requirements/web.txt
	$(LOCK) $(LOCK_FLAGS) pyproject.toml --constraint requirements/dev.txt --extra web --extra postgres --group build --output-file requirements/postgres.txt
	$(LOCK) $(LOCK_FLAGS) --group uv --output-file requirements/uv.txt

catalogues: .venv/.dev .venv/.chiso ## bring the message catalogues up to date with the sources
	$(PYTHON) scripts/catalogues.py extract
	$(PYTHON) scripts/catalogues.py compile
	$(PYTHON) scripts/catalogues.py check

docs: .venv/.dev .venv/.chiso ## write docs/cli.md from what --help prints, and docs/licences.md
	$(PYTHON) scripts/cli_docs.py
	$(PYTHON) scripts/licences.py write

dist: $(RUNTIME) ## build the wheel into dist/
	$(PYTHON) -m hatchling build --target wheel --directory dist

dist-check: $(RUNTIME) ## build the wheel and try it in clean environments
	@scripts/wheel_check.sh

clean: ## remove .venv, caches, build products and var/
	rm -rf .venv build dist var .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	rm -f $(MO)
	find src tests scripts -name __pycache__ -type d -prune -exec rm -rf {} +

$(BASE): requirements/uv.txt
ifneq ($(SYSTEM_UV),)
	@python=$$(sh scripts/preflight.sh with-uv) && $(UV) venv --quiet --allow-existing --python "$$python" .venv
else
	@python=$$(sh scripts/preflight.sh) && "$$python" -m venv .venv
	@$(PYTHON) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/uv.txt
endif
	@touch $@

.venv/.web: requirements/web.txt $(BASE)
	@echo 'Installing Chiso into .venv (once) …'
	@$(INSTALL) --require-hashes -r requirements/web.txt
	@touch $@

.venv/.dev: requirements/dev.txt $(BASE)
	@echo 'Installing the developer tools into .venv (once) …'
	@$(INSTALL) --require-hashes -r requirements/dev.txt
	@touch $@

.venv/.chiso: pyproject.toml hatch_build.py | $(RUNTIME)
	@$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

%.mo: %.po | .venv/.chiso
	@$(PYTHON) scripts/catalogues.py compile
	@touch $(MO)
