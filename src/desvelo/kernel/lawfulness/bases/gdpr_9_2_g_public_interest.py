"""A law asks for these special data for a substantial public interest.

Source: GDPR art. 9(2)(g); privacy-law.md 3.1.
"""

from typing import Final

from desvelo.kernel.lawfulness.basis import SENSITIVE, Basis, Law, Record
from desvelo.kernel.lawfulness.words import gettext_noop

BASIS: Final = Basis(
    code="EU9-g",
    law=Law.GDPR,
    article="GDPR art. 9(2)(g)",
    name=gettext_noop("Substantial public interest (GDPR)"),
    explanation=gettext_noop("A law asks for these special data for a substantial public interest."),
    conditions=(
        gettext_noop("A norm binds the company itself, and it can name the article."),
        gettext_noop("The law it stands on brings safeguards of its own, and they are in place."),
    ),
    records=frozenset({Record.NORM, Record.SAFEGUARDS}),
    carries=SENSITIVE,
)
