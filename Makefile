# The targets a person runs are the targets CI runs.
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready

.PHONY: help demo test check bench-intake bench-audit templates sample units docs clean

help: ## what there is to run
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  \1\t/'

$(READY): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $(READY)

demo: $(READY) ## validate, aggregate and render the sample; says where the Word file is
	$(BIN)/khuyenhoc validate
	$(BIN)/khuyenhoc aggregate --period 2024H1
	$(BIN)/khuyenhoc render --template soket

test: $(READY) ## all tests, on all cores; those that take times afterwards, alone
	$(BIN)/python -m pytest -m "not timed" -n auto --dist loadfile
	$(BIN)/python -m pytest -m timed

check: $(READY) ## style, types, architecture
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m pytest tests/test_architecture.py

bench-intake: $(READY) ## how well faults are found in random returns of many layouts
	$(BIN)/python -m tests.bench_intake

bench-audit: $(READY) ## how well changed figures are found in drafts of every template
	$(BIN)/python -m tests.bench_audit

templates: $(READY) ## build templates/*.docx from their sources
	$(BIN)/python -m templates.build

sample: $(READY) ## make sample_returns/ anew
	$(BIN)/python -m scripts.make_sample

units: $(READY) ## derive schemas/units/ anew from the packages it comes from
	$(BIN)/python -m scripts.build_units

docs: $(READY) ## write the generated pages anew: codes, rules of the audit
	$(BIN)/python -m scripts.build_handbook
	$(BIN)/python -m scripts.build_audit_rules

clean: ## remove what the targets made
	rm -rf $(VENV) out .khuyenhoc build dist
