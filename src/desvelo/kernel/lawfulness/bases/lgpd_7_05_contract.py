"""The data are needed for a contract with the person, or for what they asked before it.

Source: LGPD art. 7 V; privacy-law.md 3.1.
"""

from typing import Final

from desvelo.kernel.lawfulness.basis import ORDINARY, Basis, Law, Record
from desvelo.kernel.lawfulness.words import gettext_noop

BASIS: Final = Basis(
    code="BR7-V",
    law=Law.LGPD,
    article="LGPD art. 7, V",
    name=gettext_noop("Contract or steps before it"),
    explanation=gettext_noop("The data are needed for a contract with the person, or for what they asked before it."),
    conditions=(
        gettext_noop("The person is a party to the contract, or asked for the steps before it."),
        gettext_noop("The data are needed for it; useful is not enough."),
    ),
    records=frozenset({Record.CONTRACT, Record.NECESSITY}),
    carries=ORDINARY,
)
