"""`bin/guards`: precision and recall of each guard, in each language, for both halves of the corpus."""

import argparse
import sys
import time
from collections.abc import Callable

from . import GUARDS, HALVES, entries, scores

ROUNDS = 200
ORDINARY = "I had a long day and walked by the place where I used to pick up, and did not go in. Thanks for being here."
LONG = (ORDINARY * 40)[:4_000]


def main() -> int:
    """Print the table, and what was asked for besides."""
    parser = argparse.ArgumentParser(prog="bin/guards", description="Tell how often the guards are right.")
    parser.add_argument("--misses", action="store_true", help="the tuned lines on which they are wrong")
    parser.add_argument("--speed", action="store_true", help="what they cost a message, in microseconds of CPU time")
    wanted = parser.parse_args()
    for half in HALVES:
        print(f"{half.replace('_', ' ')}, {len(list(entries(half)))} lines")
        for (guard, language), score in scores(half).items():
            print(
                f"  {guard:<13}{language:<4} precision {score.precision:.2f}  recall {score.recall:.2f}"
                f"  ({score.hits} found, {score.misses} missed, {score.false_alarms} false)"
            )
    if wanted.misses:
        _tell_misses()
    if wanted.speed:
        _tell_speed()
    return 0


def _tell_misses() -> None:
    for entry in entries("tuned"):
        for guard, look in GUARDS.items():
            if bool(look(entry.text)) != (guard in entry.labels):
                print(f"  {'missed' if guard in entry.labels else 'false'}: {guard}, {entry.language}: {entry.text}")


def _tell_speed() -> None:
    innocent = [entry.text for entry in entries("tuned") if not entry.labels]
    print("microseconds a message: ordinary, innocent lines of the corpus, 4,000 characters")
    for guard, look in GUARDS.items():
        spent = [_microseconds(look, texts) for texts in ([ORDINARY], innocent, [LONG])]
        print(f"  {guard:<13}" + "".join(f"{one:8.1f}" for one in spent))


def _microseconds(look: Callable[[str], object], texts: list[str]) -> float:
    rounds = max(1, ROUNDS // len(texts))
    best = float("inf")
    for _ in range(5):
        began = time.process_time()
        for _ in range(rounds):
            for text in texts:
                look(text)
        best = min(best, time.process_time() - began)
    return best / rounds / len(texts) * 1e6


if __name__ == "__main__":
    sys.exit(main())
