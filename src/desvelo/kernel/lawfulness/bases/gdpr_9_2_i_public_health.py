"""A law asks for these special data for public health.

Source: GDPR art. 9(2)(i); privacy-law.md 3.1.
"""

from typing import Final

from desvelo.kernel.lawfulness.basis import SENSITIVE, Basis, Law, Record
from desvelo.kernel.lawfulness.words import gettext_noop

BASIS: Final = Basis(
    code="EU9-i",
    law=Law.GDPR,
    article="GDPR art. 9(2)(i)",
    name=gettext_noop("Public health (GDPR)"),
    explanation=gettext_noop("A law asks for these special data for public health."),
    conditions=(
        gettext_noop("A norm binds the company itself, and it can name the article."),
        gettext_noop("The law it stands on brings safeguards of its own, and they are in place."),
        gettext_noop("Whoever reads is bound to professional secrecy."),
    ),
    records=frozenset({Record.NORM, Record.SAFEGUARDS, Record.SECRECY}),
    carries=SENSITIVE,
)
