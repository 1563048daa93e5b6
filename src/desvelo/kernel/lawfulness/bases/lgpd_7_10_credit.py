"""The data protect credit, as credit law allows.

Source: LGPD art. 7 X; CDC art. 43; privacy-law.md 3.1.
"""

from typing import Final

from desvelo.kernel.lawfulness.basis import ORDINARY, Basis, Law, Record
from desvelo.kernel.lawfulness.words import gettext_noop

BASIS: Final = Basis(
    code="BR7-X",
    law=Law.LGPD,
    article="LGPD art. 7, X",
    name=gettext_noop("Protection of credit"),
    explanation=gettext_noop("The data protect credit, as credit law allows."),
    conditions=(gettext_noop("The data are needed for it; useful is not enough."),),
    records=frozenset({Record.CREDITOR, Record.DEBT, Record.NOTICES_SENT}),
    carries=ORDINARY,
)
