"""The data protect somebody's life.

Source: GDPR art. 6(1)(d); privacy-law.md 3.1.
"""

from typing import Final

from desvelo.kernel.lawfulness.basis import ORDINARY, Basis, Law, Record
from desvelo.kernel.lawfulness.words import gettext_noop

BASIS: Final = Basis(
    code="EU6-d",
    law=Law.GDPR,
    article="GDPR art. 6(1)(d)",
    name=gettext_noop("Vital interests (GDPR)"),
    explanation=gettext_noop("The data protect somebody's life."),
    conditions=(gettext_noop("Somebody's life or physical safety is at risk."),),
    records=frozenset({Record.EVENT}),
    carries=ORDINARY,
)
