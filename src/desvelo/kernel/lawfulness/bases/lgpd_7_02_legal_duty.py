"""A law or a regulator orders the company to process these data.

Source: LGPD art. 7 II; privacy-law.md 3.1.
"""

from typing import Final

from desvelo.kernel.lawfulness.basis import ORDINARY, Basis, Law, Record
from desvelo.kernel.lawfulness.words import gettext_noop

BASIS: Final = Basis(
    code="BR7-II",
    law=Law.LGPD,
    article="LGPD art. 7, II",
    name=gettext_noop("Legal or regulatory duty"),
    explanation=gettext_noop("A law or a regulator orders the company to process these data."),
    conditions=(
        gettext_noop("A norm binds the company itself, and it can name the article."),
        gettext_noop("Only the data that the norm asks for."),
    ),
    records=frozenset({Record.NORM, Record.PERIOD}),
    carries=ORDINARY,
)
