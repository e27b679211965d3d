"""`python -m benchmarks`, which `bin/bench` calls once everything is prepared."""

import sys

from benchmarks.command import main

sys.exit(main(sys.argv[1:]))
