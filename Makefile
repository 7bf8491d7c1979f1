# make test   set up a virtual environment from nothing, then check and test
# make rules  after editing a rule pack: renew the fast form that cleaning loads
# make demo   set up, then clean the samples and show what went
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: test check rules demo clean

$(READY): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	touch $@

check: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

test: check
	$(BIN)/python -m pytest -n 2

rules: $(READY)
	$(BIN)/python -m cleanscrape.rules.bake

demo: $(READY)
	@echo '--- one scraped article: what went, and why'
	$(BIN)/cleanscrape clean --diff samples/newsletter-box.txt
	@echo
	@echo '--- all samples: how much of what'
	$(BIN)/cleanscrape clean --summary samples

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache
