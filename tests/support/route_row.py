"""One route as the table of routes knows it: where it is tried, and what each role gets there."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    """What the addresses of the table are filled with."""

    conversation: str
    datum: str
    team: str
    entry: int
    message: str
    file: str
    hide: str
    person: str


@dataclass(frozen=True)
class Row:
    """One method of one route: the address, what is sent, and what each column gets."""

    method: str
    address: Callable[[Place], str]
    expected: tuple[int | str, ...]
    fields: tuple[tuple[str, str], ...] = ()
