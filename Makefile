# Everything a person types here.  `make` alone prints the list.
# Needs python3 (3.11 or newer) with pip, and make.  Progress goes to stderr; stdout belongs to the command.
# What is made is stamped inside the folder it was made in: delete .venv or .boot and it is made again.

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory --no-builtin-rules
SHELL := /bin/sh

# Exported one by one: what a caller says is kept, what nobody says gets these.
PYTHON ?= python3
export PYTHON

ARGS ?=
WORKERS ?= 2
SECONDS ?= 300
TRIES ?= 10000
SEED ?= 7
WITHOUT ?=
ONLY ?=
BIN := .venv/bin
BOOT := .boot/.made
RUNTIME := .venv/.synced-runtime
DEV := .venv/.synced-dev
OPPONENTS := .venv-bench/.synced
LOCK := pyproject.toml uv.lock
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard src/desvelo/locale/*/LC_MESSAGES/*.po))
# Tests that need neither Django nor a database: plain pytest, no settings.
BARE := $(BIN)/python -m pytest -q -p no:django -n $(WORKERS)

.PHONY: help demo test check lint bench chaos gates brute fmt

help: ## print this list
	@echo 'Desvelo. Commands:'
	@awk -F ':[^#]*## ' '/^[a-z]+:.*## / { printf "  make %-7s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: $(RUNTIME) $(CATALOGUES) ## start everything with a pretend WhatsApp beside the desk (options: make demo ARGS="--port 8700")
	@exec $(BIN)/desvelo demo $(ARGS)

test: $(DEV) $(CATALOGUES) ## run every test, a real browser included (one folder: make test ARGS="tests/kernel")
	@scripts/test.sh $(WORKERS) $(ARGS)

check: lint ## lint, format, types, import contracts, kernel and architecture tests (under 2 minutes)
	@echo 'kernel and architecture tests' >&2 && $(BARE) tests/kernel tests/architecture

lint: $(DEV) $(CATALOGUES) ## lint, format, types, import contracts
	@echo 'ruff' >&2 && $(BIN)/ruff check --quiet . && $(BIN)/ruff format --check --quiet .
	@echo 'mypy' >&2 && $(BIN)/mypy
	@echo 'import contracts' >&2 && $(BIN)/lint-imports --no-logo

bench: $(DEV) $(OPPONENTS) $(CATALOGUES) ## measure against references run beside (some: make bench ARGS="intake reveal")
	@exec $(BIN)/python -m benchmarks $(ARGS)

chaos: $(DEV) $(CATALOGUES) ## break everything while customers write, count what was lost (make chaos SECONDS=1800 SEED=7)
	@PYTHONPATH=tests/support exec $(BIN)/python -m chaos --seconds $(SECONDS) --seed $(SEED) --without $(WITHOUT) --only $(ONLY)

gates: $(DEV) $(CATALOGUES) ## take each call of the gate away, one by one; the test named for it has to fail
	@PYTHONPATH=tests/support GATES_OFF=tests/support/gates.json exec $(BIN)/python -m pytest -q -p gates -n $(WORKERS) \
		$$($(BIN)/python -c 'import json; print(*sorted({t.partition("[")[0] for t in json.load(open("tests/support/gates.json")).values()}))')

brute: $(DEV) $(CATALOGUES) ## guess at the door 10,000 times from 1,000 addresses, and see who gets in (make brute TRIES=1000)
	@PYTHONPATH=tests/support exec $(BIN)/python -m brute --tries $(TRIES) --seed $(SEED)

fmt: $(DEV) ## put the code into the one format and mend what lint can mend alone
	@$(BIN)/ruff check --quiet --fix-only . && $(BIN)/ruff format --quiet .

$(BOOT): scripts/bootstrap.txt scripts/bootstrap.sh
	@scripts/bootstrap.sh && touch $@

$(RUNTIME): $(BOOT) $(LOCK) scripts/sync.sh
	@scripts/sync.sh runtime && touch $@

$(DEV): $(BOOT) $(LOCK) scripts/sync.sh
	@scripts/sync.sh dev && touch $@ $(RUNTIME)

$(OPPONENTS): $(BOOT) $(LOCK) scripts/sync.sh
	@scripts/sync.sh bench && touch $@

# Debian without gettext has no msgfmt, so Babel does it, from .boot: the product itself never needs it.
%.mo: %.po | $(BOOT)
	@PYTHONPATH=.boot $(PYTHON) -m babel.messages.frontend --quiet compile --input-file $< --output-file $@ \
		--locale $(notdir $(patsubst %/LC_MESSAGES/,%,$(dir $<))) >&2
