"""These sensitive data protect somebody's life or physical safety.

Source: LGPD art. 11 II e; privacy-law.md 3.1.
"""

from typing import Final

from desvelo.kernel.lawfulness.basis import SENSITIVE, Basis, Law, Record
from desvelo.kernel.lawfulness.words import gettext_noop

BASIS: Final = Basis(
    code="BR11-II-e",
    law=Law.LGPD,
    article="LGPD art. 11, II, e",
    name=gettext_noop("Protection of life (sensitive data)"),
    explanation=gettext_noop("These sensitive data protect somebody's life or physical safety."),
    conditions=(
        gettext_noop("Somebody's life or physical safety is at risk."),
        gettext_noop("The data are indispensable for it."),
    ),
    records=frozenset({Record.DECIDED_BY, Record.EVENT}),
    carries=SENSITIVE,
)
