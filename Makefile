# The only door. `make demo` and `make test` are all a newcomer needs.
PORT ?= 8000
SERVE ?= 1
RESET ?=
VENV := .venv
BIN := $(VENV)/bin
export UV_SYSTEM_CERTS := 1
export UV_PYTHON_DOWNLOADS := never
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help env demo run test check fix bench docs messages lock
help: ## Show this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

env: $(VENV)/.ready ## Build .venv with the framsteg command in it

# pip installs one pinned uv; uv installs everything else from locked, hashed lists.
$(VENV)/.ready: requirements/bootstrap.txt requirements/dev.txt pyproject.toml
	@python="$$(scripts/python)" && "$$python" -m venv --clear $(VENV)
	@$(BIN)/python -m pip install -q --require-hashes --only-binary :all: -r requirements/bootstrap.txt
	@$(BIN)/uv pip sync -q --require-hashes --python $(BIN)/python requirements/bootstrap.txt requirements/dev.txt
	@$(BIN)/uv pip install -q --no-deps --no-build-isolation --python $(BIN)/python -e .
	@touch $@

demo: env ## Build the demo kommun and serve it on PORT (SERVE=0: only the table, RESET=1: start over)
	@$(BIN)/framsteg demo --port $(PORT) $(if $(filter 0,$(SERVE)),--no-serve) $(if $(RESET),--reset)

run: env ## Serve the application with your own settings
	@$(BIN)/framsteg serve --port $(PORT)

test: env ## Every test: libraries, rooms on SQLite and PostgreSQL, repository, journeys in Chromium
	@$(BIN)/python scripts/test.py

check: env ## Format, lint, types, import order, migrations, lock file
	@$(BIN)/python scripts/check.py

fix: env ## Mend what can be mended by machine
	@$(BIN)/ruff check --fix -q . ; $(BIN)/ruff format -q .

bench: env $(VENV)-bench/.ready ## Measure, and write docs/reference/performance.md
	@$(BIN)/python scripts/bench.py

# What is only measured beside stands in an environment of its own, so that nothing else comes to need it.
$(VENV)-bench/.ready: requirements/bench.txt
	@"$$(scripts/python)" -m venv --clear $(VENV)-bench
	@$(BIN)/uv pip sync -q --require-hashes --python $(VENV)-bench/bin/python requirements/bench.txt
	@touch $@

docs: env ## Generate the reference pages
	@$(BIN)/python scripts/docs.py

messages: env ## Gather and compile the English texts (needs gettext)
	@$(BIN)/python scripts/messages.py

lock: env ## Resolve the dependencies anew (writes no addresses)
	@$(BIN)/uv pip compile -q --upgrade --universal --generate-hashes --no-header --python-version 3.11 pyproject.toml -o requirements/base.txt
	@$(BIN)/uv pip compile -q --upgrade --universal --generate-hashes --no-header --python-version 3.11 pyproject.toml --group dev -o requirements/dev.txt
	@$(BIN)/uv pip compile -q --upgrade --universal --generate-hashes --no-header --python-version 3.11 pyproject.toml --group bench -o requirements/bench.txt
