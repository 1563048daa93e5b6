"""A law of the Union or of a Member State orders it.

Source: GDPR arts. 6(1)(c) and 6(3); privacy-law.md 3.1.
"""

from typing import Final

from desvelo.kernel.lawfulness.basis import ORDINARY, Basis, Law, Record
from desvelo.kernel.lawfulness.words import gettext_noop

BASIS: Final = Basis(
    code="EU6-c",
    law=Law.GDPR,
    article="GDPR art. 6(1)(c)",
    name=gettext_noop("Legal duty (GDPR)"),
    explanation=gettext_noop("A law of the Union or of a Member State orders it."),
    conditions=(
        gettext_noop("A norm binds the company itself, and it can name the article."),
        gettext_noop("Only the data that the norm asks for."),
    ),
    records=frozenset({Record.NORM}),
    carries=ORDINARY,
)
