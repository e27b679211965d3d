"""`bin/mutants`: rules changed on purpose, one change at a time, and whether a test notices."""

import os
import subprocess
import sys

WHO_MAY = (
    "support_groups.*.rules.*x_check_may_*",
    "support_groups.*.rules.*x_may*",
    "support_groups.groups.rules.powers.*",
    "support_groups.rooms.rules.floor.x_check_*",
    "support_groups.rooms.rules.judge.*",
    "support_groups.rooms.rules.lobby.x_check_*",
    "support_groups.rooms.rules.powers.*",
)
UNNOTICED = ("survived", "no tests", "suspicious")


def main(wanted: list[str]) -> int:
    """Change what these patterns name, or all that says who may; 1 if a change goes unnoticed."""
    patterns = wanted or list(WHO_MAY)
    mutmut("run", "--max-children", str(os.cpu_count()), *patterns)
    results = [line.split(": ") for line in mutmut("results", "--all", "true").splitlines() if ": " in line]
    verdicts = {name.strip(): verdict.strip() for name, verdict in results if verdict.strip() != "not checked"}
    unnoticed = [name for name, verdict in verdicts.items() if verdict in UNNOTICED]
    for name in unnoticed:
        print(mutmut("show", name))
    print(f"{len(verdicts)} changes, {len(unnoticed)} that no test notices.")
    return 1 if unnoticed else 0


def mutmut(*given: str) -> str:
    """What a step of `mutmut` says."""
    step = subprocess.run([sys.executable, "-m", "mutmut", *given], check=False, capture_output=True, text=True)
    if step.returncode not in (0, 1):
        sys.exit(step.stdout + step.stderr)
    return step.stdout


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
