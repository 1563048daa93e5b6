"""The data protect somebody's life or physical safety.

Source: LGPD art. 7 VII; privacy-law.md 3.1.
"""

from typing import Final

from desvelo.kernel.lawfulness.basis import ORDINARY, Basis, Law, Record
from desvelo.kernel.lawfulness.words import gettext_noop

BASIS: Final = Basis(
    code="BR7-VII",
    law=Law.LGPD,
    article="LGPD art. 7, VII",
    name=gettext_noop("Protection of life"),
    explanation=gettext_noop("The data protect somebody's life or physical safety."),
    conditions=(gettext_noop("Somebody's life or physical safety is at risk."),),
    records=frozenset({Record.DECIDED_BY, Record.EVENT}),
    carries=ORDINARY,
)
