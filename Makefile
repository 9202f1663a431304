# make demo   a demo county from spreadsheets to answers, then in a browser: http://127.0.0.1:8000
#             SERVE=0 stops before serving, PORT=8001 serves there
# make office the same again in the browser, without making the county anew
#
# make test   all tests
# make setup  only the environment (.venv)                    make check  lint, types, import contracts
# make lock   pin the dependencies anew, with hashes

PYTHON ?= python3
BIN := .venv/bin
SEED ?= 2019
DEMO := demo
SERVE ?= 1
PORT ?= 8000

# make office-test  the office's tests on PostgreSQL (installs and starts a server of its own)
# make coverage     all tests, and which lines and branches of the core they leave out

.PHONY: setup develop demo office test office-test coverage check lock clean reference
.DEFAULT_GOAL := demo

setup: .venv/.run
develop: .venv/.develop

.venv/bin/pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Wuxiang needs Python 3.11 or newer: make PYTHON=/path/to/python3.11"; exit 2; }
	$(PYTHON) -m venv .venv

.venv/.run: locks/run.txt pyproject.toml | .venv/bin/pip
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r locks/run.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.venv/.develop: locks/develop.txt .venv/.run
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r locks/develop.txt
	@touch $@

demo: setup
	@[ $(SERVE) = 0 ] || $(BIN)/wuxiang serve --port $(PORT) --check
	@sh scripts/demo.sh $(BIN) $(DEMO) $(SEED)
	@[ $(SERVE) = 0 ] || sh scripts/office.sh $(BIN) $(DEMO) $(PORT)

office: setup
	@test -d $(DEMO)/run || $(MAKE) demo SERVE=0
	@sh scripts/office.sh $(BIN) $(DEMO) $(PORT)

test: develop
	$(BIN)/python -m pytest -n 2 --dist loadfile

office-test: develop
	@sh scripts/office-test.sh $(BIN)

coverage: develop
	$(BIN)/python -m pytest -n 2 --dist loadfile --cov --cov-report=term-missing

check: develop
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

reference: develop
	$(BIN)/python docs/generate.py

lock: develop
	sh scripts/lock.sh $(BIN)

clean:
	rm -rf .venv $(DEMO)
