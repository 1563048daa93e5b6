"""Refuse a template, a quick reply or a bot's text that asks in the chat for what must not be asked there.

Each refusal shows the place, the rule, and the safe way.  A sentence is judged alone: what one says does not excuse
what the next one asks.

>>> [(each.rule.value, each.start, each.end) for each in refusals("Oi! Me passa o CPF?")]
[('document', 15, 18)]
>>> refusals("Nunca envie sua senha. Confirme os 4 últimos dígitos do cartão.")
()
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from desvelo.kernel.detection.folding import unveil
from desvelo.kernel.lawfulness.asking import frames
from desvelo.kernel.lawfulness.asking.objects import OBJECTS, PAPERS, Rule
from desvelo.kernel.lawfulness.words import Sentence, gettext_noop, say

LONGEST: Final = 4_096
"""No message of WhatsApp is longer; what is, is judged by its first part and refused by its length elsewhere."""


class SafeWay(StrEnum):
    """What to do instead."""

    PAYMENT_LINK = "payment_link"
    SECURE_FORM = "secure_form"
    NOBODY_ASKS = "nobody_asks"


_SAFE: Final = {
    Rule.CARD: SafeWay.PAYMENT_LINK,
    Rule.CVV: SafeWay.PAYMENT_LINK,
    Rule.SECRET: SafeWay.NOBODY_ASKS,
    Rule.DOCUMENT: SafeWay.SECURE_FORM,
    Rule.BANK: SafeWay.SECURE_FORM,
    Rule.HEALTH: SafeWay.SECURE_FORM,
}
_WRONG: Final = {
    Rule.CARD: gettext_noop("This text asks for a card number in the chat, and WhatsApp does not allow that."),
    Rule.CVV: gettext_noop("This text asks for the security code of a card. Nobody may keep it, not even sealed."),
    Rule.SECRET: gettext_noop(
        "This text asks for a password or a code. Whoever gets used to that obeys a fraudster too."
    ),
    Rule.DOCUMENT: gettext_noop("This text asks for a document in the chat, and WhatsApp does not allow that."),
    Rule.BANK: gettext_noop("This text asks for a bank account in the chat, and WhatsApp does not allow that."),
    Rule.HEALTH: gettext_noop("This text asks about health in the chat, where it is not protected enough."),
}
_STEP: Final = {
    SafeWay.PAYMENT_LINK: gettext_noop("Send the link of the payment provider, or ask for the last 4 digits alone."),
    SafeWay.SECURE_FORM: gettext_noop("Ask by secure form: the answer does not pass through the conversation."),
    SafeWay.NOBODY_ASKS: gettext_noop("Take it out. Whoever forgot a password changes it on your own page."),
}
_SENTENCES: Final = re.compile(r"[^.!?;\n]+(?:\.(?=\S)[^.!?;\n]*)*[.!?;]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A place in a text, ``[start, end)`` in characters, that asks for what must not be asked in a chat."""

    start: int
    end: int
    rule: Rule

    @property
    def safe_way(self) -> SafeWay:
        """Return what to do instead."""
        return _SAFE[self.rule]

    @property
    def wrong(self) -> Sentence:
        """Return what is wrong, in words."""
        return say(_WRONG[self.rule])

    @property
    def step(self) -> Sentence:
        """Return what to do, in words."""
        return say(_STEP[self.safe_way])


def refusals(text: str) -> tuple[Refusal, ...]:
    """Return every place of *text* that asks for it, left to right, none over another."""
    seen = unveil(text[:LONGEST])
    found: list[Refusal] = []
    for sentence in _SENTENCES.finditer(seen.folded):
        for start, end, rule in sorted(_asked(sentence.group()), key=lambda each: (each[0], -each[1])):
            first, last = seen.span(sentence.start() + start, sentence.start() + end)
            if not found or first >= found[-1].end:
                found.append(Refusal(start=first, end=last, rule=rule))
    return tuple(found)


def _asked(sentence: str) -> Iterator[tuple[int, int, Rule]]:
    for rule, pattern in OBJECTS.items():
        for each in pattern.finditer(sentence):
            if frames.asks_for(sentence, *each.span(), about_health=rule is Rule.HEALTH):
                yield *each.span(), rule
    for each in PAPERS.finditer(sentence):
        is_asked = frames.asks_for(sentence, *each.span(), about_health=True)
        if is_asked and frames.gives(sentence, each.end()):
            yield *each.span(), Rule.HEALTH
