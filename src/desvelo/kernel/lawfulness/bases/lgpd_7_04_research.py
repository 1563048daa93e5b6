"""A research body studies, with anonymised data whenever possible.

Source: LGPD arts. 5 XVIII and 7 IV; privacy-law.md 3.1.
"""

from typing import Final

from desvelo.kernel.lawfulness.basis import ORDINARY, Basis, Law, Record, Standing
from desvelo.kernel.lawfulness.words import gettext_noop

BASIS: Final = Basis(
    code="BR7-IV",
    law=Law.LGPD,
    article="LGPD art. 7, IV",
    name=gettext_noop("Studies by a research body"),
    explanation=gettext_noop("A research body studies, with anonymised data whenever possible."),
    conditions=(gettext_noop("Only a research body may use it, and it anonymises whenever possible."),),
    records=frozenset({Record.ANONYMISATION, Record.RESEARCH_BODY}),
    carries=ORDINARY,
    only_for=Standing.RESEARCH_BODY,
)
