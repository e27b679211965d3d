"""Where the benchmarks lie, and where they put what they make."""

from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HERE = ROOT / "benchmarks"
WORKSHOP = ROOT / ".cache" / "bench"
"""Git-ignored, and on the same disk as the clone: a commit must cost what it costs."""

PEERS = HERE / "peers"
NODE_PEER = WORKSHOP / "node"
"""Where `bin/bench` has installed what the Node relay stands on."""

RESULTS = HERE / "results"


class CannotMeasure(Exception):
    """Why nothing can be measured here, in a sentence for the person at the terminal."""
