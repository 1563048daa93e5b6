"""Employment or social security law asks the employer for these special data.

Source: GDPR art. 9(2)(b); privacy-law.md 3.1.
"""

from typing import Final

from desvelo.kernel.lawfulness.basis import SENSITIVE, Basis, Law, Record, Standing
from desvelo.kernel.lawfulness.words import gettext_noop

BASIS: Final = Basis(
    code="EU9-b",
    law=Law.GDPR,
    article="GDPR art. 9(2)(b)",
    name=gettext_noop("Employment and social security law (GDPR)"),
    explanation=gettext_noop("Employment or social security law asks the employer for these special data."),
    conditions=(
        gettext_noop("A norm binds the company itself, and it can name the article."),
        gettext_noop("The law it stands on brings safeguards of its own, and they are in place."),
    ),
    records=frozenset({Record.NORM, Record.SAFEGUARDS}),
    carries=SENSITIVE,
    only_for=Standing.EMPLOYER,
)
