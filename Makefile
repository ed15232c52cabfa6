# Suara: `make` lists the targets.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
ARGS ?=
WORKERS ?= auto
ROOMS := suara bot aggregator qr_posters data simulator
CHROMIUM := /usr/bin/chromium

.PHONY: help demo test check format bench study pictures lock clean

help:  ## list the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Suara needs Python 3.11 or newer as $(PYTHON); name another with: make PYTHON=/path/to/python3"; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "Python's venv module is missing; install it with: apt-get install python3-venv"; exit 1; }
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: requirements.lock pyproject.toml | $(VENV)/bin/python
	@echo "Installing Suara into $(VENV) (about a minute, once) ..."
	@$(PIP) install --require-hashes -r requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.installed-dev: requirements-dev.lock $(VENV)/.installed
	@echo "Installing what tests and checks need ..."
	@$(PIP) install --require-hashes -r requirements-dev.lock
	@touch $@

# The browser of the tests; without it they are skipped. As root, or where sudo asks nothing, apt brings it.
$(CHROMIUM):
	@if [ "$$(id -u)" = 0 ]; then as=; else as="sudo -n"; fi; \
	get="$$as env DEBIAN_FRONTEND=noninteractive apt-get -qq"; \
	if command -v apt-get >/dev/null && $$as true 2>/dev/null; then \
		echo "Installing Chromium for the tests of the demo's page (once) ..."; \
		install="$$get install -y --no-install-recommends chromium fonts-noto-color-emoji"; \
		$$install >/dev/null 2>&1 || { $$get update && $$install; } >/dev/null 2>&1 || true; \
	fi; \
	[ -x $@ ] || echo "The browser tests are skipped: there is no $@. Get it with: apt-get install chromium"

demo: $(VENV)/.installed  ## the sample office on this machine, no account needed (ARGS=--once: play four weeks and exit)
	@$(BIN)/suara demo $(ARGS)

check: $(VENV)/.installed-dev  ## formatting, lint, types and the direction of imports
	@$(BIN)/ruff format --check --quiet . || { $(BIN)/ruff format --check .; exit 1; }
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache > $(VENV)/lint-imports.txt || { cat $(VENV)/lint-imports.txt; exit 1; }

test: check $(CHROMIUM)  ## all checks and all tests
	@$(BIN)/pytest -n $(WORKERS) $(ARGS)

format: $(VENV)/.installed-dev  ## format and fix what ruff can fix
	@$(BIN)/ruff format . && $(BIN)/ruff check --fix .

bench: $(VENV)/.installed-dev  ## measure side by side: ingest, fan-out, charts
	@$(BIN)/python -m benchmarks $(ARGS)

study: $(VENV)/.installed-dev  ## play the simulated worlds and write the tables of docs/method.md anew
	@OPENBLAS_NUM_THREADS=1 $(BIN)/python -m benchmarks.study $(ARGS)

pictures: $(VENV)/.installed-dev $(CHROMIUM)  ## draw the pictures of the README anew
	@$(BIN)/python -m docs.pictures

lock: | $(VENV)/bin/python  ## resolve the locks anew from pyproject.toml (needs uv)
	@uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --upgrade --quiet --output-file requirements.lock
	@uv pip compile --group dev --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --upgrade --constraint requirements.lock --quiet --output-file requirements-dev.lock

clean:  ## remove what make has made
	@rm -rf $(VENV) *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
