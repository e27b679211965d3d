"""One run: a fresh server, a crowd that comes in and does what it is told, and what that has cost."""

import json
import os
import signal
from collections import Counter
from dataclasses import dataclass, field, replace
from typing import Any

from benchmarks import generator, machine
from benchmarks.crowd import Crowd
from benchmarks.generator import Load
from benchmarks.places import CannotMeasure
from benchmarks.servers import Kind, Server, Subject, serving

Told = dict[str, Any]

FAULTS = {
    "refused": "wishes were refused",
    "lost": "lines were lost",
    "missed": "deliveries are missing",
    "twice": "deliveries came twice",
    "strayed": "deliveries came into another room",
}
SIGNALS = {"begin": signal.SIGUSR1, "end": signal.SIGUSR2}
"""What tells `benchmarks.stack` when it is measured."""

BUSY = 0.9
"""The crowd's share of its own core from which on it may be the one that holds up the server."""


@dataclass(frozen=True)
class Sample:
    """What the server has used so far, and holds right now."""

    cpu_seconds: float
    memory_bytes: int

    @classmethod
    def of(cls, server: Server) -> "Sample":
        """Look now."""
        return cls(machine.cpu_seconds(server.pid), machine.memory_bytes(server.pid))


@dataclass(frozen=True)
class Run:
    """What one run has shown: the words of the generator, and a sample of the server at each of them."""

    kind: Kind
    told: dict[str, Told]
    samples: dict[str, Sample]
    parts: dict[str, int] = field(default_factory=dict)
    functions: dict[str, int] = field(default_factory=dict)

    @property
    def deliveries_per_second(self) -> float:
        """Messages that arrived with someone."""
        return float(self._done["deliveries"] / self._done["seconds"])

    @property
    def deliveries_per_cpu_second(self) -> float:
        """The same by what the server had to work for it."""
        return float(self._done["deliveries"] / self.cpu_seconds) if self.cpu_seconds else 0.0

    @property
    def messages_per_second(self) -> float:
        """Messages that were acknowledged: by us that means committed."""
        return float(self._done["acknowledged"] / self._done["seconds"])

    @property
    def cpu_seconds(self) -> float:
        """What the server worked while it was measured."""
        return self.samples["end"].cpu_seconds - self.samples["begin"].cpu_seconds

    @property
    def core_share(self) -> float:
        """The same as a share of one core, in percent."""
        return 100 * self.cpu_seconds / float(self._done["seconds"])

    @property
    def effort(self) -> str:
        """How hard both sides worked: a server that waits for others has not shown what it can."""
        return f"server {self.core_share:.0f} % of its core, crowd {100 * self._done['load_cpu']:.0f} %"

    @property
    def p50_ms(self) -> float:
        """From saying to hearing, for half of all who hear."""
        return float(self._done["p50_ms"])

    @property
    def p99_ms(self) -> float:
        """From saying to hearing, for all but one in a hundred."""
        return float(self._done["p99_ms"])

    @property
    def joins_per_second(self) -> float:
        """How quickly the crowd came in."""
        return float(self.told["joined"]["per_second"])

    @property
    def join_seconds(self) -> float:
        """How long it took until all were in."""
        return float(self.told["joined"]["seconds"])

    @property
    def megabytes(self) -> float:
        """What the server holds once all are there."""
        return self.samples["settled"].memory_bytes / 1e6

    @property
    def kilobytes_per_member(self) -> float:
        """What each member who is only there costs the server."""
        grown = self.samples["settled"].memory_bytes - self.samples["start"].memory_bytes
        return grown / 1000 / int(self.told["joined"]["members"])

    @property
    def time_by_part(self) -> dict[str, float]:
        """The share of its time that each part of the service has taken, the greatest first."""
        all_looks = sum(self.parts.values()) or 1
        return {part: count / all_looks for part, count in Counter(self.parts).most_common()}

    @property
    def remarks(self) -> list[str]:
        """What went wrong, and whether the crowd held up the server."""
        wrong = [f"{self._done[name]} {words}" for name, words in FAULTS.items() if self._done[name]]
        busy = self._done["load_cpu"] > BUSY
        return [*wrong, *(["the crowd's own core was full"] if busy else [])]

    @property
    def is_whole(self) -> bool:
        """Whether everything that was said arrived once with everyone, and nobody was sent away."""
        return not any(self._done[name] for name in FAULTS)

    @property
    def _done(self) -> Told:
        return self.told["done"]


def run(subject: Subject, crowd: Crowd, load: Load, node: str) -> Run:
    """Measure one server once."""
    told: dict[str, Told] = {}
    with serving(subject, crowd, node) as server:
        samples = {"start": Sample.of(server)}
        try:
            with generator.running(
                server.port, server.plan, replace(load, tickets=int(subject.kind is Kind.OURS))
            ) as news:
                for one in news:
                    event = one.pop("event")
                    samples[event] = Sample.of(server)
                    told[event] = one
                    if subject.samples_stack and event in SIGNALS:
                        os.kill(server.pid, SIGNALS[event])
        except CannotMeasure as reason:
            raise CannotMeasure(f"{subject.kind}: {reason}\nThe server said:\n{server.log}") from reason
        stack = server.folder / "stack.json"
        counted = json.loads(stack.read_text(encoding="utf-8")) if stack.exists() else []
        return Run(subject.kind, told, samples, *counted)
