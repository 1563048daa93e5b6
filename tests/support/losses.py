"""The judge of losses: what was acknowledged against what is there; the same for the product and for its opposite."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Verdict:
    """Acknowledged and not there; there more than once; there and never sent."""

    lost: tuple[str, ...]
    doubled: tuple[str, ...]
    invented: tuple[str, ...]

    @property
    def is_good(self) -> bool:
        return not (self.lost or self.doubled or self.invented)


def judge(*, acknowledged: Iterable[str], sent: Iterable[str], found: Iterable[str]) -> Verdict:
    """Compare three lists of words, each message having words of its own."""
    there = Counter(found)
    return Verdict(
        lost=tuple(sorted(set(acknowledged) - set(there))),
        doubled=tuple(sorted(text for text, count in there.items() if count > 1)),
        invented=tuple(sorted(set(there) - set(sent))),
    )
