# Everything happens in .venv; nothing is installed outside this folder.
PYTHON ?= python3
BIN := .venv/bin
DB := demo/record.duckdb
# What the installation depends on; the package itself is used where it lies.
PACKAGING := $(wildcard pyproject.toml hatch_build.py $(addprefix rasid/gazetteer/,build.py keys.py names.py row.py writer.py) rasid/gazetteer/data/* \
	rasid/registry/*.yaml rasid/registry/*/*.yaml rasid/registry/*.py)
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.DEFAULT_GOAL := help
.PHONY: help demo test lint bench bench-accuracy train docs build clean

help: ## say what can be made
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.venv/made:
	$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Rasid needs Python 3.11 or newer: make PYTHON=python3.11 ...")'
	$(PYTHON) -m venv .venv
	touch $@

.venv/rasid: .venv/made $(PACKAGING)
	$(INSTALL) --editable .
	touch $@

.venv/dev: .venv/made $(PACKAGING)
	$(INSTALL) --editable '.[dev]'
	touch $@ .venv/rasid

# Says a command and runs it; what is not read on a terminal is made a hundred columns wide.
tell = @echo "$$ rasid $(1)"; [ -t 1 ] || export COLUMNS=100; $(BIN)/rasid $(1); echo

demo: .venv/rasid ## code the sample pages and show the record
	@mkdir -p demo
	$(call tell,run examples/pages --db $(DB))
	$(call tell,events --db $(DB) --since 2024-01-01 --modality asserted --limit 10)
	$(call tell,control --db $(DB) --modality asserted --limit 4)
	$(call tell,measures --db $(DB) --limit 5)
	$(call tell,show --db $(DB) $$($(BIN)/rasid events --db $(DB) --actor isis --place palmyra --modality asserted --limit 1 --format csv | tail -n 1 | cut -d, -f1))
	@echo "That is the record of examples/pages, kept in $(DB). What to type next:"
	@echo
	@echo "  source $(BIN)/activate"
	@echo "  export RASID_DB=$(DB)"
	@echo "  rasid events --country SY     only what is placed in one country"
	@echo "  rasid claims                  who says what, and who denies it"
	@echo "  rasid issues                  what was skipped or is in doubt"
	@echo "  rasid code YOUR_PAGE.html     your own page, as JSON"

lint: .venv/dev ## check style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

test: lint ## check style and types, and run every test
	$(BIN)/pytest -n 2

bench: .venv/dev ## measure speed, start-up and memory of the default reader (minutes)
	$(BIN)/python bench/speed.py

bench-accuracy: .venv/dev ## score the readers on the sample pages, on the corpus, and on public sets that are at hand
	$(BIN)/python bench/samples.py
	$(BIN)/python -m bench.who
	$(BIN)/python -m bench.names
	$(BIN)/python -m bench.extract.ours
	$(BIN)/python -m bench.where
	$(BIN)/python -m bench.where --set lgl geovirus geocorpora airwars
	$(BIN)/python -m bench.times
	$(BIN)/python bench/when.py
	$(BIN)/python -m bench.extract.public --reader rules trained
	$(BIN)/python -m bench.extract.verbs

.venv/train: .venv/dev
	$(INSTALL) 'torch==2.13.0'  # this release has a build for processors alone; the newest brings gigabytes for GPUs
	$(INSTALL) --editable '.[dev,train]'
	touch $@

train: .venv/train ## make the trained reader's weights again (two cores beside other work: two hours)
	$(BIN)/python -m train.base
	$(BIN)/python -m train.prepare
	$(BIN)/python -m train.gate
	$(BIN)/python -m train.fit --save train/out/reader.pt
	$(BIN)/python -m train.export train/out/reader.pt
	$(BIN)/python -m train.calibrate --test

docs: .venv/dev ## write docs/reference and the output of the docs' examples again
	$(BIN)/python docs/build.py
	$(BIN)/python docs/examples.py

build: .venv/dev ## make the wheel and the source archive in dist/
	$(INSTALL) build
	$(BIN)/python -m build

clean: ## remove everything that make made
	rm -rf .venv demo dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find rasid tests bench docs -name __pycache__ -prune -exec rm -rf {} +
