"""The person said yes to this purpose, apart from other matters, and the company can show it.

Source: GDPR arts. 6(1)(a), 7 and 8; privacy-law.md 3.1.
"""

from typing import Final

from desvelo.kernel.lawfulness.basis import ORDINARY, Basis, Law, Minors, Record
from desvelo.kernel.lawfulness.words import gettext_noop

BASIS: Final = Basis(
    code="EU6-a",
    law=Law.GDPR,
    article="GDPR art. 6(1)(a)",
    name=gettext_noop("Consent (GDPR)"),
    explanation=gettext_noop(
        "The person said yes to this purpose, apart from other matters, and the company can show it."
    ),
    conditions=(
        gettext_noop("It is free, informed and unambiguous, for purposes that were named; a general one is void."),
        gettext_noop("It can be withdrawn at any time, free of charge and as easily as it was given."),
        gettext_noop("The company proves that it was given, with the exact text."),
    ),
    records=frozenset({Record.CONSENT}),
    carries=ORDINARY,
    minors=Minors.GUARDIAN,
)
