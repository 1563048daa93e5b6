"""The person, or a guardian, said yes to these sensitive data for this purpose, apart from everything else.

Source: LGPD arts. 8, 11 I and 14 § 1; privacy-law.md 3.1.
"""

from typing import Final

from desvelo.kernel.lawfulness.basis import SENSITIVE, Basis, Law, Minors, Record
from desvelo.kernel.lawfulness.words import gettext_noop

BASIS: Final = Basis(
    code="BR11-I",
    law=Law.LGPD,
    article="LGPD art. 11, I",
    name=gettext_noop("Specific and highlighted consent"),
    explanation=gettext_noop(
        "The person, or a guardian, said yes to these sensitive data for this purpose, apart from everything else."
    ),
    conditions=(
        gettext_noop("It is free, informed and unambiguous, for purposes that were named; a general one is void."),
        gettext_noop("It can be withdrawn at any time, free of charge and as easily as it was given."),
        gettext_noop("The company proves that it was given, with the exact text."),
    ),
    records=frozenset({Record.CONSENT}),
    carries=SENSITIVE,
    minors=Minors.GUARDIAN,
)
