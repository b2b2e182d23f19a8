# The verbs of the house. `make help` lists them.
SHELL := /bin/bash
PYTHON ?= python3
BIN := .venv/bin
REGISTER ?=
.DEFAULT_GOAL := help
.PHONY: help setup demo test lint fix bench rebuild docs tools

help: ## list the verbs
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /\1\t/' | expand -t 10

FIELD := $(shell find field -path field/node_modules -prune -o -type f -print)

.venv/.installed: pyproject.toml package-lock.json tools/build_assets.py src/sepaham/data/spoken.json $(FIELD)
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Sepaham needs Python 3.11 or newer; set PYTHON=/path/to/it")'
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[server,dev]'
	@command -v npm >/dev/null || $(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[node]'
	$(BIN)/python tools/build_assets.py
	@touch $@

tools:
	@$(PYTHON) tools/system.py

setup: .venv/.installed tools ## make .venv with the sepaham command, everything built, and what tests need

demo: .venv/.installed ## play the example kabupaten and show it at 127.0.0.1:8000
	$(BIN)/sepaham demo

test: setup ## run every test, on PostgreSQL and on SQLite
	@echo "== on PostgreSQL: the tests that touch tables"
	$(BIN)/python tools/postgres.py $(BIN)/python -m pytest -q -n 2 --dist loadfile -m database
	@echo "== on SQLite: all tests"
	$(BIN)/python -m pytest -q -n 2 --dist loadfile

lint: .venv/.installed ## check style, types and the direction of imports
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

fix: .venv/.installed ## mend what can be mended by itself
	$(BIN)/ruff check --fix-only -q .
	$(BIN)/ruff format -q .

bench: .venv/.installed ## print speeds as ratios against a limit measured in the same run
	$(BIN)/python benchmarks/run.py

rebuild: .venv/.installed ## replay the current log and say whether the picture is the same
	$(BIN)/sepaham rebuild

docs: .venv/.installed ## write the API's description to build/openapi.json
	$(BIN)/python tools/openapi.py
