"""A law or a regulator orders the company to process these sensitive data.

Source: LGPD art. 11 II a; privacy-law.md 3.1.
"""

from typing import Final

from desvelo.kernel.lawfulness.basis import SENSITIVE, Basis, Law, Record
from desvelo.kernel.lawfulness.words import gettext_noop

BASIS: Final = Basis(
    code="BR11-II-a",
    law=Law.LGPD,
    article="LGPD art. 11, II, a",
    name=gettext_noop("Legal or regulatory duty (sensitive data)"),
    explanation=gettext_noop("A law or a regulator orders the company to process these sensitive data."),
    conditions=(
        gettext_noop("A norm binds the company itself, and it can name the article."),
        gettext_noop("The data are indispensable for it."),
    ),
    records=frozenset({Record.NORM, Record.PERIOD}),
    carries=SENSITIVE,
)
