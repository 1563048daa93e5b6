"""The company has a concrete interest, and those of the person, above all of a child, do not weigh more.

Source: GDPR arts. 6(1)(f) and 21; privacy-law.md 3.1.
"""

from typing import Final

from desvelo.kernel.lawfulness.basis import ORDINARY, Basis, Law, Record, Standing
from desvelo.kernel.lawfulness.words import gettext_noop

BASIS: Final = Basis(
    code="EU6-f",
    law=Law.GDPR,
    article="GDPR art. 6(1)(f)",
    name=gettext_noop("Legitimate interests (GDPR)"),
    explanation=gettext_noop(
        "The company has a concrete interest, and those of the person, above all of a child, do not weigh more."
    ),
    conditions=(
        gettext_noop("The interest is lawful, concrete and written down, and the person could expect it."),
        gettext_noop("Only strictly necessary data, with a notice and an easy way to object."),
        gettext_noop("Public authorities cannot use it for their tasks."),
    ),
    records=frozenset({Record.BALANCING}),
    carries=ORDINARY,
    only_for=Standing.NOT_PUBLIC,
    ends_by_objection=True,
)
