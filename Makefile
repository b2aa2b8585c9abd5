# The commands of the course. `make help` lists them.

PYTHON ?= python3
VENV := .venv
# Material for MkDocs prints an advertisement otherwise.
export NO_MKDOCS_2_WARNING := 1
RUN := $(VENV)/bin/python
# Rewritten only when the pins change: a second run installs nothing.
READY := $(VENV)/.ready
# A worker that has nothing left takes tests from the other one.
WORKERS := -p xdist -n 2 --dist worksteal
# What runs each line of the chapters, and so is measured: that takes twice the time.
MEASURED := chapters tests/ch[0-9]* tests/contract -m "not repeated"
OTHERS := tests --ignore-glob=tests/ch[0-9]* -m "repeated or not since"

.DEFAULT_GOAL := help

.PHONY: help
help: ## list the targets
	@grep -hE '^[a-z][a-z-]*:.*## ' $(MAKEFILE_LIST) | \
	  sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 26

.PHONY: serve
serve: $(READY) ## set up, build and serve the course at 127.0.0.1
	@$(RUN) -m course serve

.PHONY: test
test: $(READY) ## set up and run every test
	@$(RUN) -m pytest -q $(WORKERS)

.PHONY: check
check: $(READY) ## everything that CI checks
	$(RUN) -m ruff check .
	$(RUN) -m ruff format --check .
	$(RUN) -m mypy
	.github/lint-workflows
	$(RUN) -m mkdocs build --strict
	$(RUN) -m pytest -q $(WORKERS) $(MEASURED) -p pytest_cov --cov --cov-report=term
	BUILT_SITE=site $(RUN) -m pytest -q $(WORKERS) $(OTHERS)
	$(RUN) -m course robot --site site

.PHONY: offline
offline: $(READY) ## pack the site as one zip, to be read from disk
	@$(RUN) -m course offline

.PHONY: record
record: $(READY) ## run what the pages show and rewrite docs/recorded
	$(RUN) -m pytest -q -o testpaths=tests/test_recordings --snapshot-update
	$(RUN) -m course robot --record

.PHONY: robot
robot: $(READY) ## follow the pages as a reader does, knowing only the HTML
	@$(RUN) -m course robot

.PHONY: tamper
tamper: $(READY) ## put one mistake after the other into the site: does the robot notice?
	@$(RUN) -m tests.tamper

.PHONY: format
format: $(READY) ## format the code and mend what the linter can
	$(RUN) -m ruff format .
	$(RUN) -m ruff check --fix .

.PHONY: lint-workflows
lint-workflows: ## lint .github/workflows with actionlint
	@.github/lint-workflows

.PHONY: speed
speed: $(READY) ## how long a chapter's tests take, in imports of their libraries
	@$(RUN) -m tests.speed $(CHAPTERS)

.PHONY: site-speed
site-speed: $(READY) ## how long the site takes to build, and to show a change
	@$(RUN) -m tests.site_speed

.PHONY: browser-report
browser-report: $(READY) ## what axe finds on each page, and what each page weighs
	@$(RUN) -m tests.site.report

.PHONY: watch-speed
watch-speed: $(READY) ## how long course watch takes from a save to its result
	@$(RUN) -m tests.watch_speed $(TURNS)

.PHONY: servers-speed
servers-speed: $(READY) ## how long servers take to start, and the tests on all of them
	@$(RUN) -m tests.servers_speed

.PHONY: history
history: $(READY) ## the migrations, revision by revision, on each database: a matrix
	@$(RUN) -m tests.history.matrix

.PHONY: login-timing
login-timing: $(READY) ## does the time of a refused login tell whether the name exists?
	@$(RUN) -m tests.login_timing --db $(or $(DB),sqlite) \
	  --chapter $(or $(CHAPTER),ch09)

.PHONY: expand-contract
expand-contract: $(READY) ## chapter 11 to 12 while requests come in: how many fail?
	@$(RUN) -m tests.expand_contract --db $(or $(DB),all)

.PHONY: batches
batches: $(READY) ## fill 100,000 rows in batches, killed and run again, and at once
	@$(RUN) -m tests.batches --db $(or $(DB),all)

.PHONY: lock-waits
lock-waits: $(READY) ## who waits how long behind a migration that waits for a lock?
	@$(RUN) -m tests.lock_waits --db $(or $(DB),all)

.PHONY: mutants
mutants: $(READY) ## change the chapters a little, many times: do the tests notice?
	@test -x $(VENV)-mutants/bin/cosmic-ray || $(PYTHON) -m venv $(VENV)-mutants
	@$(VENV)-mutants/bin/python -m pip install --quiet --disable-pip-version-check \
	  cosmic-ray==8.7.0
	@$(RUN) -m tests.mutants $(CHAPTERS)

.PHONY: fuzz
fuzz: $(READY) ## send far more of what the OpenAPI documents allow, and do not
	@FUZZ_EXAMPLES=$(or $(EXAMPLES),200) \
	  $(RUN) -m pytest -q -p xdist -n 2 tests/openapi/test_openapi.py

.PHONY: audit
audit: $(READY) ## are there known weaknesses in the pins? asks pypi.org
	@test -x $(VENV)-audit/bin/pip-audit || $(PYTHON) -m venv $(VENV)-audit
	@$(VENV)-audit/bin/python -m pip install --quiet --disable-pip-version-check \
	  pip-audit==2.10.1
	@$(RUN) -m tests.audit $(SERVICE)

.PHONY: pins
pins: $(READY) ## compile requirements.in into requirements.txt
	$(RUN) -m pip install --quiet uv==0.13.8
	$(RUN) -m uv pip compile --quiet --universal --generate-hashes --no-header \
	  --python-version 3.11 --upgrade requirements.in --output-file requirements.txt

.PHONY: clean
clean: ## remove the environment and everything built
	rm -rf $(VENV) $(VENV)-audit $(VENV)-mutants site dist .pytest_cache .mypy_cache .ruff_cache

$(READY): requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "The course needs Python 3.11 or newer; try: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@echo "Setting up $(VENV) (once, and again when the pins change) ..."
	@$(PYTHON) -m venv $(VENV)
	@$(RUN) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@$(RUN) -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@
