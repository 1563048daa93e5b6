"""The company needs the data to defend or claim a right in proceedings.

Source: LGPD art. 7 VI; privacy-law.md 3.1.
"""

from typing import Final

from desvelo.kernel.lawfulness.basis import ORDINARY, Basis, Law, Record
from desvelo.kernel.lawfulness.words import gettext_noop

BASIS: Final = Basis(
    code="BR7-VI",
    law=Law.LGPD,
    article="LGPD art. 7, VI",
    name=gettext_noop("Exercise of rights in proceedings"),
    explanation=gettext_noop("The company needs the data to defend or claim a right in proceedings."),
    conditions=(
        gettext_noop(
            "There is a lawsuit, an administrative or arbitral procedure, or an identified claim still within its time."
        ),
    ),
    records=frozenset({Record.PERIOD, Record.PROCEEDINGS}),
    carries=ORDINARY,
)
