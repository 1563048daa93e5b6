"""The public administration carries out a policy that a law or an agreement provides for.

Source: LGPD art. 7 III; privacy-law.md 3.1.
"""

from typing import Final

from desvelo.kernel.lawfulness.basis import ORDINARY, Basis, Law, Record, Standing
from desvelo.kernel.lawfulness.words import gettext_noop

BASIS: Final = Basis(
    code="BR7-III",
    law=Law.LGPD,
    article="LGPD art. 7, III",
    name=gettext_noop("Public policy"),
    explanation=gettext_noop("The public administration carries out a policy that a law or an agreement provides for."),
    conditions=(gettext_noop("Only the public administration may use it."),),
    records=frozenset({Record.AGREEMENT}),
    carries=ORDINARY,
    only_for=Standing.PUBLIC_BODY,
)
