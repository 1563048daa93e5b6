"""The person said yes to this purpose, after reading a clear notice.

Source: LGPD arts. 7 I, 8, 9 and 14 § 1; privacy-law.md 3.1.
"""

from typing import Final

from desvelo.kernel.lawfulness.basis import ORDINARY, Basis, Law, Minors, Record
from desvelo.kernel.lawfulness.words import gettext_noop

BASIS: Final = Basis(
    code="BR7-I",
    law=Law.LGPD,
    article="LGPD art. 7, I",
    name=gettext_noop("Consent"),
    explanation=gettext_noop("The person said yes to this purpose, after reading a clear notice."),
    conditions=(
        gettext_noop("It is free, informed and unambiguous, for purposes that were named; a general one is void."),
        gettext_noop("Inside a contract it stands in a clause of its own."),
        gettext_noop("It can be withdrawn at any time, free of charge and as easily as it was given."),
        gettext_noop("The company proves that it was given, with the exact text."),
    ),
    records=frozenset({Record.CONSENT}),
    carries=ORDINARY,
    minors=Minors.GUARDIAN,
)
