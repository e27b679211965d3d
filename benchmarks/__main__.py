"""`python -m benchmarks`, which `bin/bench` calls once everything is prepared."""

import signal
import sys

from benchmarks.command import main

# Servers that were started are stopped on the way out, also when somebody else ends this.
signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
sys.exit(main(sys.argv[1:]))
