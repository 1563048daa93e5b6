"""Faults on demand: what goes wrong, for whom, how often, and by which luck.

A rule has a kind, and may have a recipient, a number of times, a number of occasions to let pass first, and a
probability.  The luck comes from a seed, so a run can be repeated.

>>> faults = Faults(seed=7)
>>> rule = faults.add(Asked(kind="503", times=1, after=1))
>>> [faults.take(("503",), "5511900004417") is not None for _ in range(3)]
[False, True, False]
"""

from collections.abc import Collection
from dataclasses import asdict, dataclass, field
from random import Random
from typing import Any, Final

FOR_EVER: Final = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A rule as it is asked for: *times* is -1 for ever, *after* lets occasions pass, *copies* are more of the same."""

    kind: str
    recipient: str | None = None
    times: int = FOR_EVER
    after: int = 0
    probability: float = 1.0
    seed: int | None = None
    seconds: float = 1.5
    copies: int = 1


@dataclass(slots=True, kw_only=True)
class Rule:
    """A rule as it stands: how many occasions still pass, how often it may still strike, and how often it did."""

    id: int
    asked: Asked
    passes: int
    left: int
    luck: Random = field(repr=False)
    suffered: int = 0

    @property
    def kind(self) -> str:
        """Return what goes wrong."""
        return self.asked.kind

    @property
    def seconds(self) -> float:
        """Return how long something takes, where the kind is about time."""
        return self.asked.seconds

    def strikes(self, kinds: Collection[str], recipient: str | None) -> bool:
        """Say whether it happens on this occasion, and count it."""
        if self.kind not in kinds or self.left == 0 or self.asked.recipient not in {None, recipient}:
            return False
        if self.passes > 0:
            self.passes -= 1
            return False
        if self.luck.random() >= self.asked.probability:
            return False
        self.left = max(self.left - 1, FOR_EVER)
        self.suffered += 1
        return True

    def shown(self) -> dict[str, Any]:
        """Return what the control interface says of it."""
        return {"id": self.id, **asdict(self.asked), "left": self.left, "suffered": self.suffered}


class Faults:
    """The rules in the order they were made; on one occasion the first that strikes is suffered."""

    def __init__(self, *, seed: int) -> None:
        self._seed = seed
        self.clear()

    def clear(self) -> None:
        """Forget every rule and begin the luck anew."""
        self.rules: list[Rule] = []
        self._made = 0

    def add(self, asked: Asked) -> Rule:
        """Make a rule; its luck is that of its own seed, or of the sandbox's and its place among the rules."""
        self._made += 1
        seed = f"{self._seed} {self._made}" if asked.seed is None else asked.seed
        luck = Random(seed)  # noqa: S311  luck, not secrecy
        rule = Rule(id=self._made, asked=asked, passes=asked.after, left=asked.times, luck=luck)
        self.rules.append(rule)
        return rule

    def remove(self, kinds: Collection[str]) -> None:
        """Forget the rules of these kinds."""
        self.rules = [rule for rule in self.rules if rule.kind not in kinds]

    def take(self, kinds: Collection[str], recipient: str | None) -> Rule | None:
        """Return the rule that strikes on this occasion, or None."""
        return next((rule for rule in self.rules if rule.strikes(kinds, recipient)), None)
