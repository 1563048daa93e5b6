"""How long and how much: what a short run and a long one differ in."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """The size of a run; the defaults are those of ``make bench`` without options, under ten minutes in all."""

    seconds: float = 8.0  # each timed stretch
    minute: float = 60.0  # the stretch whose rate must hold
    rate: float | None = None  # messages a second that are to hold; without one it is searched
    connections: int = 64
    crowd: int = 256  # connections, where more than the usual number is a question
    agents: int = 10
    people: int = 50  # agents who work beside the traffic
    pace: tuple[float, float] = (3.0, 8.0)  # seconds from one act of theirs to the next
    contacts: int = 200
    clients: int = 1_000  # contacts of the people who work
    waiting: int = 72_000  # deliveries that nobody took in: an hour of 20 a second
    messages: int = 100_000  # in the base behind the pages
    leaves: int = 100_000
    keys: int = 100_000  # of contacts, wrapped anew
    megabytes: int = 100  # of files in the backup that is restored, beside the messages
    rounds: int = 200  # of whatever is asked one by one
    stored: int = 4_000  # messages whose bytes are counted
    texts: Path | None = None  # messages of somebody else's for the detection, one JSON object with "text" a line


MILLION = 1_000_000
GIGABYTE = 1_000  # in megabytes
TEN_MINUTES = 600.0
HOUR_AT_A_HUNDRED = 360_000
