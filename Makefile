# Two commands are all that a new user needs: `make edition` and `make test`.
# Everything lives in .venv and build/; `make clean` removes build/ only.

BIN := .venv/bin
SHARED := ../shared
# Where the long matrix puts its editions, apart from what a person builds.
MATRIX := build/.matrix

.PHONY: help edition test check-all seeds lock benchmark clean distclean
.PHONY: setup setup-tests lint editions fuzz wheel check-web benchmark-repair benchmark-strangers benchmark-merge benchmark-clean benchmark-growth benchmark-issue benchmark-web

help:
	@echo 'make edition    set up, then build the sample edition from sources/ into build/'
	@echo 'make test       set up, then run the tests'
	@echo 'make check-all  make test, lint, types, every theme and validator, fuzzing, the wheel'
	@echo 'make seeds      build the edition of $(SHARED)/seeds into build/seeds'
	@echo 'make benchmark  time a build beside pandoc and WeasyPrint'
	@echo "make benchmark-repair  score the repair of $(SHARED)/corpus, document by document"
	@echo 'make benchmark-clean    count what repair changes in clean texts (benchmark-growth: how its cost grows)'
	@echo 'make lock       refresh requirements.lock from pyproject.toml'
	@echo 'make clean      remove what was built (distclean: .venv too)'

setup:
	@scripts/setup.sh edition

setup-tests:
	@scripts/setup.sh tests

edition: setup
	$(BIN)/docforge build sources --out build

test: setup-tests
	$(BIN)/python -m pytest -n 2

seeds: setup
	@scripts/build_seeds.sh build/seeds

check-all: test lint editions fuzz wheel check-web
	@echo 'check-all: everything passed'

lint: setup-tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

editions: setup-tests
	$(BIN)/python scripts/check_editions.py $(MATRIX)

fuzz: setup-tests
	$(BIN)/python benchmarks/fuzz.py --runs 300

wheel: setup-tests
	scripts/try_wheel.sh

benchmark-merge: setup-tests
	$(BIN)/python benchmarks/merge.py --pdf

# The words of the corpus on pages that it does not hold: other engines, other designs.
benchmark-strangers: setup-tests
	$(BIN)/python benchmarks/engines.py build/strangers/engines
	$(BIN)/python benchmarks/repair.py --pairs build/strangers/engines --alone
	$(BIN)/python benchmarks/typeset.py build/strangers/designs
	$(BIN)/python benchmarks/engines.py build/strangers/dumps --of build/strangers/designs
	$(BIN)/python benchmarks/repair.py --pairs build/strangers/dumps --alone

# Articles of the corpus as one issue, in each theme: veraPDF, words, faults of the layout, same bytes.
benchmark-issue: setup-tests
	$(BIN)/python benchmarks/issue.py

# Twenty articles of the corpus as HTML, JATS, EPUB and site, past every checker.
check-web: setup-tests
	$(BIN)/python benchmarks/web.py --check

# All but PDF: the time beside pandoc's.
benchmark-web: setup-tests
	$(BIN)/python benchmarks/web.py

benchmark-clean: setup-tests
	$(BIN)/python benchmarks/clean.py

benchmark-growth: setup-tests
	$(BIN)/python benchmarks/growth.py

benchmark-repair: setup-tests
	$(BIN)/python benchmarks/repair.py

benchmark-references: setup-tests
	$(BIN)/python benchmarks/references.py --shipped

benchmark: setup-tests
	$(BIN)/python benchmarks/build.py
	$(BIN)/python benchmarks/issue_speed.py

# The lock holds every dependency with its hashes, for every platform and Python from 3.11 on.
lock: setup-tests
	@scripts/lock.sh

clean:
	rm -rf build dist

distclean: clean
	rm -rf .venv
