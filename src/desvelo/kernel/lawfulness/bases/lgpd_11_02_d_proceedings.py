"""A contract with the person or a right in proceedings cannot do without these sensitive data.

Source: LGPD art. 11 II d; privacy-law.md 3.1.
"""

from typing import Final

from desvelo.kernel.lawfulness.basis import SENSITIVE, Basis, Law, Record
from desvelo.kernel.lawfulness.words import gettext_noop

BASIS: Final = Basis(
    code="BR11-II-d",
    law=Law.LGPD,
    article="LGPD art. 11, II, d",
    name=gettext_noop("Exercise of rights, contract included (sensitive data)"),
    explanation=gettext_noop(
        "A contract with the person or a right in proceedings cannot do without these sensitive data."
    ),
    conditions=(gettext_noop("The data are indispensable for it."),),
    records=frozenset({Record.CONTRACT, Record.NECESSITY}),
    carries=SENSITIVE,
)
