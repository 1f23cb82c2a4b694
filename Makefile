# What a user types. Everything runs in .venv, which `make setup` makes.
PYTHON := .venv/bin/python
PYTEST := $(PYTHON) -m pytest -n auto --maxprocesses 4 --dist loadfile
CAMPAIGNS := $(sort $(notdir $(patsubst %/campaign.json,%,$(wildcard data/*/campaign.json))))

.PHONY: help setup setup-test demo test test-all lint bench docs outlines lock clean

help:
	@echo 'make demo      准备环境，生成全部活动的文书到 output/，并列出'
	@echo 'make test      准备环境，运行全部测试'
	@echo 'make lint      检查代码和模板'
	@echo 'make bench     与同类工具比较速度、内存和版面，打印一张表（约 25 分钟）'
	@echo 'make docs      重新生成文档里的命令说明和问题代码表'
	@echo 'make outlines  模板改动后，重新生成 tests/campaigns/outlines/ 供审阅'

setup:
	@scripts/setup.sh

setup-test:
	@scripts/setup.sh test

demo: setup
	@for id in $(CAMPAIGNS); do .venv/bin/formgen build data/$$id -o output && .venv/bin/formgen build data/$$id -o output --blank && .venv/bin/formgen sheet data/$$id -o output/$$id/填报表.xlsx || exit $$?; done
	@echo; echo '生成的文件：'; find output -type f -not -path '*/.*' | LC_ALL=C sort

test: setup-test
	@$(PYTEST)

test-all: setup-test
	@$(PYTEST) --run-slow

lint: setup-test
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check .
	@.venv/bin/mypy
	@.venv/bin/lint-imports
	@for id in $(CAMPAIGNS); do .venv/bin/formgen lint data/$$id || exit $$?; done

bench: setup-test
	@$(PYTHON) -m benchmarks

docs: setup-test
	@$(PYTHON) -m scripts.reference

outlines: setup
	@for file in templates/*/*; do \
	    mkdir -p tests/campaigns/outlines/$$(basename $$(dirname "$$file")) && \
	    .venv/bin/formgen outline "$$file" > "tests/campaigns/outlines/$$(basename $$(dirname "$$file"))/$$(basename "$$file").txt" || exit $$?; done

lock:
	@.venv/bin/pip-compile -q --strip-extras --generate-hashes --allow-unsafe --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-emit-options -o requirements/runtime.lock requirements/build.in pyproject.toml
	@.venv/bin/pip-compile -q --strip-extras --generate-hashes --allow-unsafe --no-emit-index-url --no-emit-trusted-host --no-emit-find-links --no-emit-options --extra cluster -c requirements/runtime.lock -o requirements/dev.lock requirements/build.in requirements/dev.in pyproject.toml

clean:
	@rm -rf output/* .venv
