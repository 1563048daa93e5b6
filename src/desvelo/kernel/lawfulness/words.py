"""Sentences as the catalogue knows them: English here, the reader's language where they are read.

The kernel knows no framework, so it marks its sentences and hands them on with what their places stand for; whoever
shows one looks it up (``base.ui.sentences``).

>>> say(gettext_noop("%(who)s left."), who="Rosa").in_english()
'Rosa left.'
>>> count(ngettext_noop("%(n)s is missing.", "%(n)s are missing."), 2).in_english()
'2 are missing.'
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


def gettext_noop(text: str) -> str:
    """Mark *text* as a sentence people read, so that the catalogue must have it."""
    return text


def ngettext_noop(one: str, many: str) -> tuple[str, str]:
    """Mark a sentence that counts, in both of its forms."""
    return one, many


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A marked sentence, its form for *many* when it counts *n* of something, and what its places stand for.

    A fact that is a marked text itself is looked up as well.
    """

    text: str
    many: str = ""
    n: int = 0
    facts: Mapping[str, str | int] = field(default_factory=dict)

    def in_english(self) -> str:
        """Return it as the source has it, for logs of tests and for whoever has no catalogue."""
        return (self.many if self.many and self.n != 1 else self.text) % {"n": self.n, **self.facts}


def say(text: str, **facts: str | int) -> Sentence:
    """Return a marked text with its facts."""
    return Sentence(text=text, facts=facts)


def count(forms: tuple[str, str], n: int, **facts: str | int) -> Sentence:
    """Return the form of a marked sentence for *n*, with its facts."""
    return Sentence(text=forms[0], many=forms[1], n=n, facts=facts)
