"""A research body studies sensitive data, anonymised whenever possible.

Source: LGPD arts. 11 II c and 13; privacy-law.md 3.1.
"""

from typing import Final

from desvelo.kernel.lawfulness.basis import SENSITIVE, Basis, Law, Record, Standing
from desvelo.kernel.lawfulness.words import gettext_noop

BASIS: Final = Basis(
    code="BR11-II-c",
    law=Law.LGPD,
    article="LGPD art. 11, II, c",
    name=gettext_noop("Studies by a research body (sensitive data)"),
    explanation=gettext_noop("A research body studies sensitive data, anonymised whenever possible."),
    conditions=(gettext_noop("Only a research body may use it, and it anonymises whenever possible."),),
    records=frozenset({Record.ANONYMISATION, Record.RESEARCH_BODY}),
    carries=SENSITIVE,
    only_for=Standing.RESEARCH_BODY,
)
