"""One run: a fresh server, a crowd that comes in and does what it is told, and what that has cost."""

from dataclasses import dataclass
from typing import Any

from benchmarks import generator, machine
from benchmarks.crowd import Crowd
from benchmarks.generator import Load
from benchmarks.servers import Kind, Server, serving

Told = dict[str, Any]


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
    """What one run has shown: the generator's words and samples of the server at each of them."""

    kind: Kind
    told: dict[str, Told]
    samples: dict[str, Sample]

    @property
    def deliveries_per_second(self) -> float:
        """Messages that arrived with someone."""
        return float(self._done["deliveries"] / self._done["seconds"])

    @property
    def deliveries_per_cpu_second(self) -> float:
        """The same by what the server had to work for it."""
        return float(self._done["deliveries"] / self.cpu_seconds)

    @property
    def messages_per_second(self) -> float:
        """Messages that were acknowledged: by us that means committed."""
        return float(self._done["acknowledged"] / self._done["seconds"])

    @property
    def cpu_seconds(self) -> float:
        """What the server worked while it was measured."""
        return self.samples["end"].cpu_seconds - self.samples["begin"].cpu_seconds

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
    def kilobytes_per_member(self) -> float:
        """What each member costs the server who is only there."""
        grown = self.samples["end"].memory_bytes - self.samples["start"].memory_bytes
        return grown / 1000 / int(self.told["joined"]["members"])

    @property
    def faults(self) -> list[str]:
        """What went wrong, in words."""
        names = {
            "refused": "wishes were refused",
            "lost": "lines were lost",
            "missed": "deliveries are missing",
            "twice": "deliveries came twice",
            "strayed": "deliveries came into another room",
        }
        return [f"{self._done[name]} {words}" for name, words in names.items() if self._done[name]]

    @property
    def _done(self) -> Told:
        return self.told["done"]


def run(kind: Kind, crowd: Crowd, load: Load, node: str) -> Run:
    """Measure one server once."""
    told: dict[str, Told] = {}
    with serving(kind, crowd, node) as server:
        samples = {"start": Sample.of(server)}
        with generator.running(server.port, server.plan, load) as news:
            for one in news:
                samples[one["event"]] = Sample.of(server)
                told[one["event"]] = one
    return Run(kind, told, samples)
