"""Health care by a professional who is bound to secrecy needs these special data.

Source: GDPR arts. 9(2)(h) and 9(3); privacy-law.md 3.1.
"""

from typing import Final

from desvelo.kernel.lawfulness.basis import SENSITIVE, Basis, Law, Record, Standing
from desvelo.kernel.lawfulness.words import gettext_noop

BASIS: Final = Basis(
    code="EU9-h",
    law=Law.GDPR,
    article="GDPR art. 9(2)(h)",
    name=gettext_noop("Health care (GDPR)"),
    explanation=gettext_noop("Health care by a professional who is bound to secrecy needs these special data."),
    conditions=(
        gettext_noop("Only in procedures by health professionals, health services or the health authority."),
        gettext_noop("Whoever reads is bound to professional secrecy."),
    ),
    records=frozenset({Record.REGISTRATION, Record.SECRECY}),
    carries=SENSITIVE,
    only_for=Standing.HEALTH_SERVICE,
)
