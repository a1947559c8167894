# Two commands are enough: `make run` and `make test`. `make help` lists the rest.
SHELL := /bin/bash
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
WORKERS ?= 2

.PHONY: help run test test-clients test-document test-long bench browser check format lint types contracts migrations openapi image-proof lock clean

help: ## list what can be made
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## / - /'

run: $(VENV)/.run ## serve on http://127.0.0.1:8000 (PORT changes it), with a PostgreSQL of its own
	@exec $(BIN)/ownorbit serve

test: $(VENV)/.dev browser ## the whole suite, in parallel
	@$(BIN)/python -m pytest -n $(WORKERS) -q -ra

test-long: $(VENV)/.dev ## what takes too long for each day: 2,000 lives of phones that sync, 2,000 keys over a line that breaks
	@OWNORBIT_TEST_LONG=1 $(BIN)/python -m pytest -q -s -ra tests/attack/test_authorization_codes.py tests/core/idempotency/test_cut_connections.py tests/connections/sync/machine

test-document: $(VENV)/.dev ## the OpenAPI document, by Spectral with OWASP's rules and by Redocly (Node 20 or newer, npm)
	@$(BIN)/python -m pytest tests/document -q -ra

test-clients: $(VENV)/.dev ## real clients against a real service (Node 20 or newer, npm)
	@$(BIN)/python -m pytest tests/clients -q -ra

bench: $(VENV)/.dev ## what a request costs, as ratios (ROUNDS=5); see docs/performance.md
	@command -v wrk > /dev/null || { [ "$$(id -u)" = 0 ] && command -v apt-get > /dev/null \
	  && apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq wrk > /dev/null; } \
	  || { echo "make bench needs wrk, which makes the load. Please install it."; exit 1; }
	@$(BIN)/python -m benchmarks $(ROUNDS)
	@$(BIN)/python -m benchmarks.history

browser: ## a Chromium for the test of the docs page, if apt-get and root are there
	@command -v chromium chromium-browser google-chrome > /dev/null && exit 0; \
	if [ "$$(id -u)" = 0 ] && command -v apt-get > /dev/null; then \
	  echo "Installing Chromium for the test of the docs page (once) …"; \
	  export DEBIAN_FRONTEND=noninteractive; \
	  { apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium fonts-dejavu-core; } \
	    > /dev/null || echo "apt-get could not install it; tests/journeys/test_docs_page.py will fail."; \
	else \
	  echo "No Chromium: tests/journeys/test_docs_page.py will fail. Please install the package chromium."; \
	fi

check: format lint types contracts migrations test ## everything that CI runs

format: $(VENV)/.dev ## refuse code that is not formatted
	@$(BIN)/ruff format --check .

lint: $(VENV)/.dev
	@$(BIN)/ruff check .

types: $(VENV)/.dev
	@$(BIN)/mypy app benchmarks migrations tests
	@$(BIN)/ty check app

contracts: $(VENV)/.dev ## the directions of docs/architecture.md
	@$(BIN)/lint-imports

migrations: $(VENV)/.dev ## up, down, up again, and no drift from the models
	@$(BIN)/python -m pytest -q tests/architecture/test_migrations.py

openapi: $(VENV)/.dev ## write docs/openapi.json anew
	@$(BIN)/ownorbit openapi > docs/openapi.json

image-proof: $(VENV)/.dev ## build and run the Dockerfile's steps without an engine (root, debootstrap)
	@$(BIN)/python -m tests.image.prove "$$(mktemp -d)"

lock: $(VENV)/.dev ## write requirements/*.txt anew from pyproject.toml
	@$(BIN)/python -m pip install -q uv
	@for each in "server" "run --extra embedded" "dev --extra embedded --group dev"; do \
	  set -- $$each; name=$$1; shift; \
	  $(BIN)/uv pip compile pyproject.toml "$$@" --group build --universal --python-version 3.11 \
	    --generate-hashes --no-header --no-annotate -q -o requirements/$$name.txt; \
	done
	@$(BIN)/uv pip compile --group generator --universal --python-version 3.11 \
	  --generate-hashes --no-header --no-annotate -q -o requirements/generator.txt

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
