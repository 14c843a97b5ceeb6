# Halqa. `make help` lists what there is.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin
# The lock holds everything: with --no-deps pip asks nobody whether a newer extra would do.
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes
export PYTHONDONTWRITEBYTECODE ?=

.DEFAULT_GOAL := help
.PHONY: help try test test-quick test-long check check-static fix run migrate migration docs texts lock screenshots bench-playground bench-feeds clean

help:  ## List these targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-17s %s\n", $$1, $$2}'

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

# Two stamps: trying Halqa needs a third of what testing it needs.
$(VENV)/.run: requirements.lock | $(VENV)/bin/python
	$(PIP) -r requirements.lock
	@touch $@

$(VENV)/.dev: requirements-dev.lock | $(VENV)/bin/python
	$(PIP) -r requirements-dev.lock
	@touch $@ $(VENV)/.run

try: $(VENV)/.run  ## Start the playground: all of Halqa in a browser, no token, no network
	$(BIN)/python -m bot playground $(ARGS)

test: $(VENV)/.dev  ## Run all tests (browser tests need chromium and say so)
	$(BIN)/python -m pytest -n 2 --dist loadfile -q $(ARGS)

test-quick: $(VENV)/.dev  ## The tests that need no browser and no PostgreSQL, in under a minute
	$(BIN)/python -m pytest -n 2 --dist loadfile -q -m "not browser and not slow and not long" -k "not postgresql" $(ARGS)

test-long: $(VENV)/.dev  ## The safety tests at their full size: crashes, races, bad updates, years (about an hour)
	$(BIN)/python -m pytest -n 2 --dist load -q -m long --timeout 3600 $(ARGS)

check: check-static test  ## Everything that must hold: format, lint, types, imports, texts, docs, tests

check-static: $(VENV)/.dev  ## Everything but the tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/deptry bot
	$(BIN)/python -m bot.texts.collect --check
	$(MAKE) docs

fix: $(VENV)/.dev  ## Format, and mend what can be mended by itself
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .
	$(BIN)/python -m bot.texts.collect

run: $(VENV)/.run  ## Run the bot with config.toml
	$(BIN)/python -m bot run --config config.toml

migrate: $(VENV)/.run  ## Bring the configured database to the present shape
	$(BIN)/python -m bot migrate --config config.toml

migration: $(VENV)/.dev  ## Write the next migration: make migration m="goals: Add a horizon."
	$(BIN)/python -m bot.db.autogenerate "$(m)"

docs: $(VENV)/.dev  ## Build the documentation; warnings are errors
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict --quiet

texts: $(VENV)/.dev  ## Collect the texts into the catalogues
	$(BIN)/python -m bot.texts.collect

screenshots: $(VENV)/.dev  ## Make the pictures of the playground anew (needs chromium)
	$(BIN)/python -m tests.browser.screenshots

bench-playground: $(VENV)/.dev  ## Measure the playground's page: first paint, one more message, scrolling
	$(BIN)/python -m benchmarks.playground

bench-feeds: $(VENV)/.dev  ## Measure reading feeds: items a second, how late the loop is
	$(BIN)/python -m benchmarks.feeds

# The second lock is bound to the first: what runs is what was tested.
lock: $(VENV)/.dev  ## Make the lock files anew from pyproject.toml
	$(BIN)/uv pip compile -q --universal --generate-hashes --python-version 3.11 --no-emit-index-url \
	  --no-annotate --no-header --extra postgres --extra dev pyproject.toml -o requirements-dev.lock
	$(BIN)/uv pip compile -q --universal --generate-hashes --python-version 3.11 --no-emit-index-url \
	  --no-annotate --no-header --extra postgres -c requirements-dev.lock pyproject.toml -o requirements.lock

clean:  ## Remove what was built
	rm -rf $(VENV) site dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
