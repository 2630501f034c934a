# `make help` lists the targets. Variables: SCENARIO and ARGS for `run`, BUILD for the build folder.

SCENARIO ?= scenarios/kazakhstan.yaml
ARGS ?=
BUILD ?= .build
SWIFT_FLAGS ?=

# One build serves the command and the tests, which reach into modules: building again for them would
# cost a minute. Tests run in release because the model does most of their work. Exclusive access that
# the compiler cannot prove is checked in debug builds alone: the check takes a fifth of founding firms.
FLAGS := -c release -Xswiftc -enable-testing -Xswiftc -enforce-exclusivity=unchecked \
	--scratch-path $(BUILD) $(SWIFT_FLAGS)
TRISKELE = $(BUILD)/release/triskele
SOURCES := Package.swift Sources Tests Examples \
	$(addprefix Benchmarks/,Package.swift Draws Firms Sources Tests)

.PHONY: help setup libraries build run test examples bench verify pictures format lint clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## Install what is missing: GSL, SQLite, and the Vega bundle that draws charts in reports
	@.ci/set-up libraries
	@.ci/set-up vega

libraries:
	@.ci/set-up libraries

build: libraries
	swift build $(FLAGS) --product triskele

run: setup build ## Set up, build, and run a scenario (SCENARIO=…, ARGS="--seed 7")
	$(TRISKELE) run $(SCENARIO) $(ARGS)

test: libraries ## Build and run all tests
	swift test $(FLAGS) --disable-testable-imports

examples: libraries ## Build and run the example programs
	@for example in OwnObserver StepByStep WardOnATable; do \
		swift build $(FLAGS) --product $$example && $(BUILD)/release/$$example || exit 1; \
	done

bench: build ## Run the benchmarks (PYTHON=… for one that has fastcluster)
	swift package --package-path Benchmarks benchmark
	swift run --package-path Benchmarks -c release kernel
	TRISKELE=$(TRISKELE) swift run --package-path Benchmarks -c release engine

verify: build ## Hold the model against its evidence, and a study of 2,000 runs against kills (15 minutes)
	@status=0; \
	.ci/kills $(TRISKELE) || status=$$?; \
	$(TRISKELE) verify scenarios/neutral.yaml --ablations $(ARGS) || status=$$?; \
	$(TRISKELE) verify scenarios/kazakhstan.yaml --set scale=10 --ablations $(ARGS) || status=$$?; \
	exit $$status

pictures: setup build ## Make the pictures of README and documentation again (needs Chromium)
	@.ci/set-up browser
	.ci/pictures $(TRISKELE)

format: ## Format the sources
	swift format --in-place --parallel --recursive $(SOURCES)

lint: ## Check the format of the sources
	swift format lint --strict --parallel --recursive $(SOURCES)

clean: ## Remove builds and what set-up fetched
	rm -rf .build .build-* .setup Benchmarks/.build
