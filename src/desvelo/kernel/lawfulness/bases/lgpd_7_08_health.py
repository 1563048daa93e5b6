"""A health professional or service needs the data for a procedure.

Source: LGPD art. 7 VIII; privacy-law.md 3.1.
"""

from typing import Final

from desvelo.kernel.lawfulness.basis import ORDINARY, Basis, Law, Record, Standing
from desvelo.kernel.lawfulness.words import gettext_noop

BASIS: Final = Basis(
    code="BR7-VIII",
    law=Law.LGPD,
    article="LGPD art. 7, VIII",
    name=gettext_noop("Protection of health"),
    explanation=gettext_noop("A health professional or service needs the data for a procedure."),
    conditions=(gettext_noop("Only in procedures by health professionals, health services or the health authority."),),
    records=frozenset({Record.PROCEDURE, Record.REGISTRATION}),
    carries=ORDINARY,
    only_for=Standing.HEALTH_SERVICE,
)
