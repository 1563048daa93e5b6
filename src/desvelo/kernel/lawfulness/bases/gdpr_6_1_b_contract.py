"""The data are needed for a contract with the person, or for steps they asked for before it.

Source: GDPR art. 6(1)(b); privacy-law.md 3.1.
"""

from typing import Final

from desvelo.kernel.lawfulness.basis import ORDINARY, Basis, Law, Record
from desvelo.kernel.lawfulness.words import gettext_noop

BASIS: Final = Basis(
    code="EU6-b",
    law=Law.GDPR,
    article="GDPR art. 6(1)(b)",
    name=gettext_noop("Contract (GDPR)"),
    explanation=gettext_noop(
        "The data are needed for a contract with the person, or for steps they asked for before it."
    ),
    conditions=(
        gettext_noop("The person is a party to the contract, or asked for the steps before it."),
        gettext_noop("The data are needed for it; useful is not enough."),
    ),
    records=frozenset({Record.CONTRACT}),
    carries=ORDINARY,
)
