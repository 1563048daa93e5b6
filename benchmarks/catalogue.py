"""The benchmarks there are: each file of ``measures/`` adds itself under a name."""

import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module

from benchmarks import measures
from benchmarks.effort import Effort
from benchmarks.figures import Figure
from benchmarks.stage import Stage

Run = Callable[[Stage, Effort], Iterator[Figure]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One benchmark: what it is called, what it measures, and how."""

    name: str
    about: str
    run: Run


_known: dict[str, Measure] = {}


def add(name: str, *, about: str) -> Callable[[Run], Run]:
    """Register a benchmark under *name*."""

    def register(run: Run) -> Run:
        _known[name] = Measure(name=name, about=about, run=run)
        return run

    return register


def shipped() -> dict[str, Measure]:
    """Return every benchmark by name, in the order of the alphabet."""
    for module in pkgutil.iter_modules(measures.__path__, f"{measures.__name__}."):
        import_module(module.name)
    return dict(sorted(_known.items()))
