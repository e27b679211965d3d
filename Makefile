# For those who like make: every target is a command in bin/, which needs no make.

.DEFAULT_GOAL := help

.PHONY: help run test check demo pictures bench guards soak lock audit
help run test check demo pictures bench guards soak lock audit:
	@bin/$@
