"""Whom a text speaks to in its first words: «Bom dia, Rosa!» speaks to Rosa.

Only a courtesy against the wrong window: whoever asks compares the name with those it knows, so that a word which is
nobody's name costs nothing.

>>> greeted("Bom dia, Rosa! Seu exame ficou pronto.")
'rosa'
>>> greeted("José, tudo bem?")
'jose'
>>> greeted("O exame da Rosa ficou pronto")
''
"""

import re

from desvelo.kernel.detection.folding import fold

_HELLO = r"(?:oi+e?|ola|opa|alo|bom dia|boa tarde|boa noite|tudo bem|prezad[oa]|querid[oa]|car[oa]|hi|hello|dear)"
_TITLE = r"(?:d[ao]na|seu|sr|sra|senhora?|dra?)"
_GREETED = re.compile(rf"\W*(?:{_HELLO}\W+){{1,3}}(?:{_TITLE}\W+)?([a-z]{{2,30}})\b")
_CALLED = re.compile(rf"\W*(?:{_TITLE}\W+)?([a-z]{{2,30}})\s*[,!:]")
_FIRST_WORDS = 80


def greeted(text: str) -> str:
    """Return the first name *text* begins by speaking to, folded, or nothing."""
    folded = fold(text[:_FIRST_WORDS])
    found = _GREETED.match(folded) or _CALLED.match(folded)
    return found[1] if found else ""


def first_name(name: str) -> str:
    """Return the first word of *name*, folded as ``greeted`` returns it."""
    return next(iter(fold(name).split()), "")
