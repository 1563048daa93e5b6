"""A law allows these special data for research, statistics or archives in the public interest.

Source: GDPR arts. 9(2)(j) and 89; privacy-law.md 3.1.
"""

from typing import Final

from desvelo.kernel.lawfulness.basis import SENSITIVE, Basis, Law, Record, Standing
from desvelo.kernel.lawfulness.words import gettext_noop

BASIS: Final = Basis(
    code="EU9-j",
    law=Law.GDPR,
    article="GDPR art. 9(2)(j)",
    name=gettext_noop("Research and archives (GDPR)"),
    explanation=gettext_noop(
        "A law allows these special data for research, statistics or archives in the public interest."
    ),
    conditions=(gettext_noop("The law it stands on brings safeguards of its own, and they are in place."),),
    records=frozenset({Record.ANONYMISATION, Record.NORM, Record.SAFEGUARDS}),
    carries=SENSITIVE,
    only_for=Standing.RESEARCH_BODY,
)
