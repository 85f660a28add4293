# `make run` does the main job, `make test` runs every check; both set up what they need, once.
PYTHON ?= python3.11
BIN := .venv/bin
READY := .venv/ready
RIVALS := .venv/rivals

.PHONY: run test bench clean

run: $(READY)
	$(BIN)/detente run

test: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/pytest -n 2

bench: $(READY) $(RIVALS)
	for each in tests/bench/bench_*.py; do echo "== $$each"; $(BIN)/python $$each || exit 1; done

# built again when the lock or the project file changes
$(READY): requirements.lock pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	$(BIN)/python -m compileall -q pipeline flows  # commands start a sixth sooner
	touch $(READY)

# the extractors that ours is measured against; nothing but the benchmark imports them
$(RIVALS): $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check "pip>=24.1"  # 23 stumbles over lxml[html_clean]
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation -e ".[bench]"
	touch $(RIVALS)

clean:
	rm -rf .venv
