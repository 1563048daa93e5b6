"""How long a short thing takes: the best of several rounds, which is the round that others disturbed least."""

import time
from collections.abc import Callable, Sequence
from typing import TypeVar

ROUNDS = 7
_T = TypeVar("_T")


def best_mean_us(do: Callable[[_T], object], things: Sequence[_T], *, rounds: int = ROUNDS) -> float:
    """Return the mean microseconds of *do* over *things*, of the best round."""
    return min(_round(do, things) for _ in range(rounds)) / len(things) * 1e6


def _round(do: Callable[[_T], object], things: Sequence[_T]) -> float:
    begun = time.perf_counter()
    for thing in things:
        do(thing)
    return time.perf_counter() - begun
