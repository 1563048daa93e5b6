"""One thing that is wrong with a case, a notice, a proof or a form: what, where it is written, and what to do."""

from collections.abc import Iterable
from dataclasses import dataclass

from desvelo.kernel.lawfulness.words import Sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What is wrong (*wrong*), the *article* that says so, what to do (*step*), and the *field* it stands in."""

    code: str
    field: str
    article: str
    wrong: Sentence
    step: Sentence


def codes(problems: Iterable[Problem]) -> tuple[str, ...]:
    """Return the codes alone, in order."""
    return tuple(each.code for each in problems)
