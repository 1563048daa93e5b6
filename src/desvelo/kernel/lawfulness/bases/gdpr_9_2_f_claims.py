"""A legal claim cannot be made or defended without these special data.

Source: GDPR art. 9(2)(f); privacy-law.md 3.1.
"""

from typing import Final

from desvelo.kernel.lawfulness.basis import SENSITIVE, Basis, Law, Record
from desvelo.kernel.lawfulness.words import gettext_noop

BASIS: Final = Basis(
    code="EU9-f",
    law=Law.GDPR,
    article="GDPR art. 9(2)(f)",
    name=gettext_noop("Legal claims (GDPR)"),
    explanation=gettext_noop("A legal claim cannot be made or defended without these special data."),
    conditions=(
        gettext_noop(
            "There is a lawsuit, an administrative or arbitral procedure, or an identified claim still within its time."
        ),
    ),
    records=frozenset({Record.PROCEEDINGS}),
    carries=SENSITIVE,
)
