# Daily commands. What CI runs is .ci/run, step by step; these call the same.

CI = .ci/run

.DEFAULT_GOAL := test
.PHONY: ci fmt vet staticcheck build test race fuzz bench corpus cover demo golden help

help: ## list the targets
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

ci: ## everything that a merge needs
	$(CI)

fmt: ## format the code
	gofmt -w .

vet: ## go vet
	$(CI) vet

staticcheck: ## static analysis, with the version that internal/tools pins
	$(CI) staticcheck

build: ## build without cgo, for this system and for Windows
	$(CI) build

test: ## all tests; a tool or the corpus that is missing skips its tests
	go test ./...

race: ## tests of the concurrent parts under the race detector
	$(CI) race

fuzz: ## every fuzz target for FUZZTIME (default 10s) each
	$(CI) fuzz

bench: ## all benchmarks
	go test -run='^$$' -bench=. -benchmem ./...

corpus: ## judge the corpus that MOTCUA_CORPUS names; the last line counts
	$(CI) corpus

cover: ## statement coverage of every package
	go test -cover ./...

demo: ## write sample documents into demo-out/ and judge them
	go run ./examples/motcua demo

golden: ## rewrite golden files and docs/coverage.md; read the diff afterwards
	go test ./report ./internal/catalogue -update
