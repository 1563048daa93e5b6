"""The company has a concrete interest, and the rights of the person do not weigh more.

Source: LGPD arts. 7 IX, 10 and 37; ANPD guide on legitimate interest, February 2024; privacy-law.md 3.1.
"""

from typing import Final

from desvelo.kernel.lawfulness.basis import ORDINARY, Basis, Law, Record
from desvelo.kernel.lawfulness.words import gettext_noop

BASIS: Final = Basis(
    code="BR7-IX",
    law=Law.LGPD,
    article="LGPD art. 7, IX",
    name=gettext_noop("Legitimate interest"),
    explanation=gettext_noop("The company has a concrete interest, and the rights of the person do not weigh more."),
    conditions=(
        gettext_noop("The interest is lawful, concrete and written down, and the person could expect it."),
        gettext_noop("Only strictly necessary data, with a notice and an easy way to object."),
        gettext_noop("Never for sensitive data."),
    ),
    records=frozenset({Record.BALANCING}),
    carries=ORDINARY,
    ends_by_objection=True,
)
