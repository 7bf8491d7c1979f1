# make test   set up a virtual environment from nothing, then check and test
# make test-engines   set up with Spark (which needs Java) and Ray, too, and test every engine
# make rules  after editing a rule pack: renew the fast form that cleaning loads
# make demo   set up, then clean the samples and show what went
# make bench  set up with the peers, then measure speed, memory and growth; BENCH=... adds options
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
PEERS := $(VENV)/.peers
ENGINES := $(VENV)/.engines

.PHONY: test test-engines check rules demo bench clean

$(READY): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	touch $@

$(PEERS): $(READY)
	$(BIN)/python -m pip install --quiet --editable '.[bench]'
	touch $@

$(ENGINES): $(READY)
	$(BIN)/python -m pip install --quiet --editable '.[engines-test]'
	touch $@

check: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

test: check
	$(BIN)/python -m pytest -n 2

test-engines: $(ENGINES)
	$(BIN)/python -m pytest tests/engines

rules: $(READY)
	$(BIN)/python -m cleanscrape.rules.bake

demo: $(READY)
	@echo '--- one scraped article: what went, and why'
	$(BIN)/cleanscrape clean --diff samples/newsletter-box.txt
	@echo
	@echo '--- all samples: how much of what'
	$(BIN)/cleanscrape clean --summary samples

bench: $(PEERS)
	$(BIN)/python -m tests.benchmarks $(BENCH)

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache
