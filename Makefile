# The only commands a newcomer needs: make run, make test, make lint. (make bench and make docs are there too.)

# The first Python that is new enough; name another with PYTHON=.
NEW_ENOUGH := -c 'import sys; sys.exit(sys.version_info < (3, 11))'
PYTHON ?= $(firstword $(foreach name,python3 python3.13 python3.12 python3.11,\
	$(shell $(name) $(NEW_ENOUGH) 2>/dev/null && echo $(name))) python3)
VENV ?= .venv
PORT ?= 8000
VAR_DIR ?= var
# How many test processes; "make test WORKERS=0" runs in one, for a debugger.
WORKERS ?= auto
# What to test, for a part of the suite: make test TESTS=tests/indicators
TESTS ?= tests

export VAR_DIR
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed

.PHONY: run test lint bench docs help
.DEFAULT_GOAL := help

help:
	@echo "make run    the portal with its demo content on http://127.0.0.1:$(PORT)  (PORT= for another)"
	@echo "make test   the whole suite on SQLite, and on PostgreSQL when TEST_DATABASE_URL is set"
	@echo "make lint   style, types, import directions, templates, migrations, translations, production settings"
	@echo "make bench  every benchmark's table"
	@echo "make docs   checks that the documentation's links and commands exist"

run: $(INSTALLED)
	@PYTHON=$(BIN)/python PORT=$(PORT) scripts/run.sh

test: $(INSTALLED)
	@PYTHON=$(BIN)/python WORKERS=$(WORKERS) scripts/test.sh $(TESTS)

lint: $(INSTALLED)
	@PYTHON=$(BIN)/python scripts/lint.sh

bench: $(INSTALLED)
	@PYTHON=$(BIN)/python scripts/bench.sh

docs: $(INSTALLED)
	@$(BIN)/python scripts/check_docs.py

# Installed anew whenever the requirements change, and only then.
$(INSTALLED): requirements.txt requirements-dev.txt
	@$(PYTHON) $(NEW_ENOUGH) || \
		{ echo "Python 3.11 or newer is needed, and $(PYTHON) is not: make PYTHON=/path/to/python3.13" >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || \
		{ echo "$(PYTHON) cannot make virtual environments; on Debian: apt install python3-venv" >&2; exit 1; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@
