"""The public administration needs these sensitive data for a policy that a law provides for.

Source: LGPD art. 11 II b; privacy-law.md 3.1.
"""

from typing import Final

from desvelo.kernel.lawfulness.basis import SENSITIVE, Basis, Law, Record, Standing
from desvelo.kernel.lawfulness.words import gettext_noop

BASIS: Final = Basis(
    code="BR11-II-b",
    law=Law.LGPD,
    article="LGPD art. 11, II, b",
    name=gettext_noop("Public policy (sensitive data)"),
    explanation=gettext_noop(
        "The public administration needs these sensitive data for a policy that a law provides for."
    ),
    conditions=(
        gettext_noop("Only the public administration may use it."),
        gettext_noop("The data are indispensable for it."),
    ),
    records=frozenset({Record.AGREEMENT}),
    carries=SENSITIVE,
    only_for=Standing.PUBLIC_BODY,
)
