# The two commands that matter: `make up` and `make test`. `make help` lists the others.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
export PORT ?= 8000
# What the parts print must not depend on where they were started from.
export PYTHONUNBUFFERED := 1
.DEFAULT_GOAL := help
.PHONY: help up test test-slow test-all check format bench bench-scale screenshots lock clean setup setup-dev

help: ## this list
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

up: setup ## set up and start everything at http://127.0.0.1:8000 (PORT=, DEMO=0, BIND=)
	@exec $(BIN)/python manage.py up

test: setup-dev ## set up and run the suite (ARGS= for pytest); the slow tests are `make test-slow`
	@command -v chromium >/dev/null || echo "No chromium here: the browser tests are left out (apt-get install chromium)."
	@$(BIN)/python -m pytest $(ARGS)

test-slow: ARGS += -m slow
test-slow: test ## the tests that take long: first starts, installing anew, accessibility of every page

test-all: ARGS += -m "slow or not slow"
test-all: test ## the suite and the slow tests in one run

check: setup-dev ## lint, format, types, templates, layers, migrations: all of them, then the verdict
	@failed=0; for what in \
	  "ruff check ." "ruff format --check ." "mypy" "djlint --quiet --lint templates" \
	  "lint-imports --no-cache" "python manage.py makemigrations --check --dry-run --noinput"; do \
	  echo "-- $$what"; $(BIN)/$$what || failed=1; done; exit $$failed

format: setup-dev ## put the code in its form
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

evaluate: setup-dev ## take the yardstick to the text steps: fails on a drop below the recorded figures (ARGS=)
	@$(BIN)/python manage.py evaluate $(ARGS)

bench: setup-dev ## articles per second through the splitter, seconds from POST to claims
	@$(BIN)/python -m tests.bench

bench-scale: setup-dev ## milliseconds per page with 200,000 claims in a scratch database (ARGS="--claims N --slow MS")
	@$(BIN)/python -m tests.bench_scale $(ARGS)

screenshots: setup-dev ## pictures of the pages, for the README (needs chromium)
	@$(BIN)/python -m tests.screenshots

lock: ## write the lock files anew from pyproject.toml (needs uv)
	uv pip compile --quiet --generate-hashes --no-annotate --no-header --python-version 3.11 \
		pyproject.toml -o requirements.lock
	uv pip compile --quiet --generate-hashes --no-annotate --no-header --python-version 3.11 \
		--group dev -c requirements.lock pyproject.toml -o requirements-dev.lock

clean: ## remove what can be made again; var/, the installation's own folder, stays
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage htmlcov .import_linter_cache
	find . -name __pycache__ -type d -not -path './var/*' -prune -exec rm -rf {} +

setup:
	@$(PYTHON) factcheck/bootstrap.py requirements.lock

setup-dev:
	@$(PYTHON) factcheck/bootstrap.py requirements-dev.lock requirements.lock
