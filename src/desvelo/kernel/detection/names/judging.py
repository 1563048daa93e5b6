"""The verdict on a run of words: the sum of the weights of its signals, against zero.

A linear model over candidates only, so that each decision can be printed as a list of reasons.  The weights are made by
``scripts/train_names.py`` from material in the repository.

Source: logistic regression; weights.py; guidelines.md (PERSON_NAME).

>>> verdict(frozenset(["given name", "kin before"])).total > verdict(frozenset(["given name", "thing before"])).total
True
"""

from typing import NamedTuple

from desvelo.kernel.detection.names.weights import WEIGHTS

_ASKED = 400
_WEIGHTS = WEIGHTS | {"asked for": _ASKED}
"""A question for a name is not in the training material, which has no conversations: set by hand."""
SURE = 100


class Verdict(NamedTuple):
    """The sum, in hundredths of a log-odd, and what it is the sum of, heaviest first."""

    total: int
    reasons: tuple[tuple[str, int], ...]

    @property
    def is_name(self) -> bool:
        """Whether what speaks for a name outweighs what speaks against it."""
        return self.total > 0

    @property
    def rule(self) -> str:
        """The heaviest reason for the verdict."""
        return next((name for name, weight in self.reasons if (weight > 0) == self.is_name), "")


def verdict(signals: frozenset[str]) -> Verdict:
    """Weigh *signals*."""
    reasons = [(name, _WEIGHTS.get(name, 0)) for name in signals]
    total = _WEIGHTS["bias"] + sum(weight for _, weight in reasons)
    return Verdict(total, tuple(sorted(reasons, key=lambda reason: (-abs(reason[1]), reason[0]))))
