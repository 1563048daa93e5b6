r"""The words by which a customer stops promotions, or wants them again.

Meta turns only its own settings into a webhook; a word in the chat is for the business to understand.  The message must
be that word and nothing else, in any case, with or without accents: "parar de tomar o remédio" is a question for a
doctor.  «CANCELAR» is not one of them, because it usually means an appointment.

Source: ux.md 7.5 and 13.8; whatsapp-cloud-api section 18.9.

>>> wish("PARAR"), wish(" Párar! "), wish("voltar"), wish("quero parar a dor"), wish("cancelar")
(False, False, True, None, None)
"""

import re
from collections.abc import Sequence
from enum import StrEnum
from typing import Final

from desvelo.kernel.detection import folding

KINDS: Final = frozenset({"button", "interactive", "text"})
_PLACES: Final = frozenset({"button.text", "interactive.button_reply.title", "text.body"})
_LONGEST: Final = 60
_PROMOTIONS: Final = r"(?: (?:as |de receber )?(?:promoc(?:ao|oes)|propagandas?))?"
_STOP: Final = re.compile(rf"\W*(?:parar|sair|stop|descadastrar){_PROMOTIONS}\W*", re.ASCII)
_AGAIN: Final = re.compile(r"\W*voltar\W*", re.ASCII)


class Way(StrEnum):
    """Where a customer said it: in WhatsApp's own settings, or with a word in the chat."""

    SETTINGS = "settings"
    WORD = "word"


def said(texts: Sequence[tuple[str, str]]) -> bool | None:
    """Tell the wish of a message by what was typed in it or stood on the button that was tapped: (where, what)."""
    words = [what for where, what in texts if where in _PLACES]
    return wish(words[0]) if len(words) == 1 else None


def wish(text: str) -> bool | None:
    """Tell whether a message says that promotions are wanted (True), are not (False), or neither (None)."""
    if len(text) > _LONGEST:
        return None
    folded = " ".join(folding.fold(folding.unveil(text).text).split())
    if _STOP.fullmatch(folded):
        return False
    return True if _AGAIN.fullmatch(folded) else None
