"""How long and how much: what a short run and a long one differ in."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """The size of a run; the defaults are those of ``make bench`` without options, under ten minutes in all."""

    seconds: float = 8.0  # each timed stretch
    minute: float = 60.0  # the stretch whose rate must hold
    connections: int = 64
    agents: int = 10
    contacts: int = 200
    messages: int = 100_000  # in the base behind the pages
    leaves: int = 100_000
    rounds: int = 200  # of whatever is asked one by one
    stored: int = 4_000  # messages whose bytes are counted
    texts: Path | None = None  # messages of somebody else's for the detection, one JSON object with "text" a line


MILLION = 1_000_000
