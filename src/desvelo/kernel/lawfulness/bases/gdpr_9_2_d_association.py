"""A political, philosophical, religious or union body processes data of its own members.

Source: GDPR art. 9(2)(d); privacy-law.md 3.1.
"""

from typing import Final

from desvelo.kernel.lawfulness.basis import SENSITIVE, Basis, Law, Record, Standing
from desvelo.kernel.lawfulness.words import gettext_noop

BASIS: Final = Basis(
    code="EU9-d",
    law=Law.GDPR,
    article="GDPR art. 9(2)(d)",
    name=gettext_noop("Members of a non-profit body (GDPR)"),
    explanation=gettext_noop("A political, philosophical, religious or union body processes data of its own members."),
    conditions=(gettext_noop("The law it stands on brings safeguards of its own, and they are in place."),),
    records=frozenset({Record.SAFEGUARDS}),
    carries=SENSITIVE,
    only_for=Standing.ASSOCIATION,
)
