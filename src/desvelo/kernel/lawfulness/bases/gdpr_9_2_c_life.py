"""These special data protect a life, and the person cannot say yes.

Source: GDPR art. 9(2)(c); privacy-law.md 3.1.
"""

from typing import Final

from desvelo.kernel.lawfulness.basis import SENSITIVE, Basis, Law, Record
from desvelo.kernel.lawfulness.words import gettext_noop

BASIS: Final = Basis(
    code="EU9-c",
    law=Law.GDPR,
    article="GDPR art. 9(2)(c)",
    name=gettext_noop("Vital interests of who cannot consent (GDPR)"),
    explanation=gettext_noop("These special data protect a life, and the person cannot say yes."),
    conditions=(gettext_noop("Somebody's life or physical safety is at risk."),),
    records=frozenset({Record.EVENT, Record.SAFEGUARDS}),
    carries=SENSITIVE,
)
