# 两个命令就够：make run（装好、开起来）、make test（装好、全部测试）
SHELL := /bin/bash
PYTHON ?= python3
BIN := .venv/bin
PORT ?= 8000
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: run test check format bench pictures requirements clean

run: .venv/run-ready ## 装好、迁移、载入演示区县，开在 http://127.0.0.1:8000（PORT 可改）
	BAOPIN_DEMO=$${BAOPIN_DEMO:-1} $(BIN)/baopin serve --port $(PORT)

test: .venv/test-ready ## 装好测试要的，跑全部测试
	@./tests/needs.sh
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/baopin check
	$(BIN)/python -m pytest -n 2 --dist worksteal

check: .venv/test-ready ## 不跑测试，只看格式、类型、依赖方向
	$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy && $(BIN)/lint-imports && $(BIN)/baopin check

format: .venv/test-ready ## 排版
	$(BIN)/ruff check --fix . && $(BIN)/ruff format .

bench: .venv/test-ready ## 量一量每秒能听多少条（见 benchmarks/README.md；ARGS 可加参数）
	$(BIN)/python -m benchmarks.messages $(ARGS)

pictures: .venv/test-ready ## 重拍 README 里的图（要 chromium）
	@./tests/needs.sh
	$(BIN)/python docs/pictures/take.py
	PICTURES=docs/pictures $(BIN)/python -m pytest tests/browser/test_casework_walk.py tests/browser/test_roster_page.py -q -n 0

requirements: .venv/test-ready ## 重新锁定依赖（要 uv）
	$(BIN)/pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --extra semantic pyproject.toml -o requirements.txt
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --extra semantic --extra test -c requirements.txt pyproject.toml -o requirements-test.txt

.venv/bin/python:
	$(PYTHON) -m venv .venv || { rm -rf .venv; echo "建不了虚拟环境。Debian 上先装：sudo apt-get install python3-venv" >&2; exit 1; }

.venv/run-ready: requirements.txt pyproject.toml | .venv/bin/python
	$(BIN)/pip install --quiet --require-hashes -r requirements.txt
	$(BIN)/pip install --quiet --no-deps --config-settings editable_mode=compat --editable .
	@touch $@

.venv/test-ready: requirements-test.txt pyproject.toml | .venv/bin/python
	$(BIN)/pip install --quiet --require-hashes -r requirements-test.txt
	$(BIN)/pip install --quiet --no-deps --config-settings editable_mode=compat --editable .
	@touch $@ .venv/run-ready

clean: ## 删掉装的和缓存；var/ 里是数据，不删
	rm -rf .venv build *.egg-info .mypy_cache .ruff_cache .import_linter_cache .hypothesis
