"""The person said yes, in so many words, to these special data for this purpose.

Source: GDPR arts. 7, 8 and 9(2)(a); privacy-law.md 3.1.
"""

from typing import Final

from desvelo.kernel.lawfulness.basis import SENSITIVE, Basis, Law, Minors, Record
from desvelo.kernel.lawfulness.words import gettext_noop

BASIS: Final = Basis(
    code="EU9-a",
    law=Law.GDPR,
    article="GDPR art. 9(2)(a)",
    name=gettext_noop("Explicit consent (GDPR)"),
    explanation=gettext_noop("The person said yes, in so many words, to these special data for this purpose."),
    conditions=(
        gettext_noop("It is free, informed and unambiguous, for purposes that were named; a general one is void."),
        gettext_noop("It can be withdrawn at any time, free of charge and as easily as it was given."),
        gettext_noop("The company proves that it was given, with the exact text."),
    ),
    records=frozenset({Record.CONSENT}),
    carries=SENSITIVE,
    minors=Minors.GUARDIAN,
)
