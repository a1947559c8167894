# Two commands are enough: `make run` and `make test`. `make help` lists the rest.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
WORKERS ?= 2

.PHONY: help run test check format lint types contracts migrations openapi lock clean

help: ## list what can be made
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## / - /'

run: $(VENV)/.run ## serve on http://127.0.0.1:8000 (PORT changes it), with a PostgreSQL of its own
	@exec $(BIN)/ownorbit serve

test: $(VENV)/.dev ## the whole suite, in parallel
	@$(BIN)/python -m pytest -n $(WORKERS) -q -ra

check: format lint types contracts migrations test ## everything that CI runs

format: $(VENV)/.dev ## refuse code that is not formatted
	@$(BIN)/ruff format --check .

lint: $(VENV)/.dev
	@$(BIN)/ruff check .

types: $(VENV)/.dev
	@$(BIN)/mypy app migrations tests
	@$(BIN)/ty check app

contracts: $(VENV)/.dev ## the directions of docs/architecture.md
	@$(BIN)/lint-imports

migrations: $(VENV)/.dev ## up, down, up again, and no drift from the models
	@$(BIN)/python -m pytest -q tests/architecture/test_migrations.py

openapi: $(VENV)/.dev ## write docs/openapi.json anew
	@$(BIN)/ownorbit openapi > docs/openapi.json

lock: $(VENV)/.dev ## write requirements/*.txt anew from pyproject.toml
	@$(BIN)/python -m pip install -q uv
	@for each in "server" "run --extra embedded" "dev --extra embedded --group dev"; do \
	  set -- $$each; name=$$1; shift; \
	  $(BIN)/uv pip compile pyproject.toml "$$@" --group build --universal --python-version 3.11 \
	    --generate-hashes --no-header --no-annotate -q -o requirements/$$name.txt; \
	done

clean: ## forget the virtual environment; data stay
	@rm -rf $(VENV)

$(VENV)/.run: requirements/run.txt pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing what requirements/run.txt lists into $(VENV) (once) …"
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r $<
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: requirements/dev.txt pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing what requirements/dev.txt lists into $(VENV) (once) …"
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r $<
	@$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@ $(VENV)/.run
