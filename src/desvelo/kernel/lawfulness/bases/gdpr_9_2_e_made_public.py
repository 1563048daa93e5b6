"""The person clearly made these special data public themselves.

Source: GDPR art. 9(2)(e); privacy-law.md 3.1.
"""

from typing import Final

from desvelo.kernel.lawfulness.basis import SENSITIVE, Basis, Law, Record
from desvelo.kernel.lawfulness.words import gettext_noop

BASIS: Final = Basis(
    code="EU9-e",
    law=Law.GDPR,
    article="GDPR art. 9(2)(e)",
    name=gettext_noop("Made public by the person (GDPR)"),
    explanation=gettext_noop("The person clearly made these special data public themselves."),
    conditions=(gettext_noop("The data are needed for it; useful is not enough."),),
    records=frozenset({Record.PUBLICITY}),
    carries=SENSITIVE,
)
