"""The data identify and authenticate the person in an electronic register, to keep fraud away from them.

Source: LGPD arts. 9 and 11 II g; ANPD guide on legitimate interest, February 2024; privacy-law.md 3.1.
"""

from typing import Final

from desvelo.kernel.lawfulness.basis import SENSITIVE, Basis, Law, Record
from desvelo.kernel.lawfulness.words import gettext_noop

BASIS: Final = Basis(
    code="BR11-II-g",
    law=Law.LGPD,
    article="LGPD art. 11, II, g",
    name=gettext_noop("Prevention of fraud and safety of the person"),
    explanation=gettext_noop(
        "The data identify and authenticate the person in an electronic register, to keep fraud away from them."
    ),
    conditions=(
        gettext_noop("The data are indispensable for it."),
        gettext_noop("The interest is lawful, concrete and written down, and the person could expect it."),
    ),
    records=frozenset({Record.BALANCING}),
    carries=SENSITIVE,
)
