"""A health professional or service needs these sensitive data for a procedure.

Source: LGPD art. 11 II f, §§ 4 and 5; privacy-law.md 3.1.
"""

from typing import Final

from desvelo.kernel.lawfulness.basis import SENSITIVE, Basis, Law, Record, Standing
from desvelo.kernel.lawfulness.words import gettext_noop

BASIS: Final = Basis(
    code="BR11-II-f",
    law=Law.LGPD,
    article="LGPD art. 11, II, f",
    name=gettext_noop("Protection of health (sensitive data)"),
    explanation=gettext_noop("A health professional or service needs these sensitive data for a procedure."),
    conditions=(
        gettext_noop("Only in procedures by health professionals, health services or the health authority."),
        gettext_noop("Whoever reads is bound to professional secrecy."),
        gettext_noop("Health data are not shared for economic gain, and health plans do not select risks with them."),
    ),
    records=frozenset({Record.REGISTRATION, Record.SECRECY}),
    carries=SENSITIVE,
    only_for=Standing.HEALTH_SERVICE,
)
