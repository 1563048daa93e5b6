"""A law gave the company a task in the public interest.

Source: GDPR arts. 6(1)(e), 6(3) and 21(1); privacy-law.md 3.1.
"""

from typing import Final

from desvelo.kernel.lawfulness.basis import ORDINARY, Basis, Law, Record, Standing
from desvelo.kernel.lawfulness.words import gettext_noop

BASIS: Final = Basis(
    code="EU6-e",
    law=Law.GDPR,
    article="GDPR art. 6(1)(e)",
    name=gettext_noop("Public task (GDPR)"),
    explanation=gettext_noop("A law gave the company a task in the public interest."),
    conditions=(gettext_noop("A norm binds the company itself, and it can name the article."),),
    records=frozenset({Record.NORM}),
    carries=ORDINARY,
    only_for=Standing.PUBLIC_BODY,
    ends_by_objection=True,
)
