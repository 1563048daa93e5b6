"""Order numbers of a company, recognised only in the forms it says: some letters before some digits.

A form is written with a 9 for each digit: ``PED-999999``, ``#99999``.  That is all a form can say, so a setting can
never become a pattern that takes long or that matches everything.

Source: security-design D6.1 (order number).

>>> form = read("PED-999999")
>>> found("sobre o pedido ped-004512, ok?", (form,)), found("PED-0045123", (form,))
(['PED004512'], [])
>>> typed("ped 004512", (form,))
'PED004512'
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from desvelo.kernel.detection.folding import fold

MOST_FORMS = 4
_WRITTEN = re.compile(r"([A-Z#/-]{0,8})(9{4,12})", re.ASCII)
_LEAST_BARE = 5
_SIGNS = "#/-"
_ANY_SIGN = r"[\s#/.-]?"


class NotAForm(ValueError):
    """A form is up to eight capital letters or signs (``-``, ``/``, ``#``) and then 4 to 12 nines."""


@dataclass(frozen=True, slots=True)
class Form:
    """One form of order numbers, as it was written and as it is looked for in folded text."""

    written: str
    pattern: re.Pattern[str]


def read(written: str) -> Form:
    """Read one form.  Raises NotAForm; digits without anything before them must be at least five."""
    parts = _WRITTEN.fullmatch(written)
    if parts is None or (not parts[1] and len(parts[2]) < _LEAST_BARE):
        raise NotAForm(written)
    before = "".join(_ANY_SIGN if char in _SIGNS else char.lower() for char in parts[1])
    if parts[1] and parts[1][-1] not in _SIGNS:
        before += _ANY_SIGN
    return Form(written, re.compile(rf"(?<![0-9a-z_]){before}[0-9]{{{len(parts[2])}}}(?![0-9a-z_])"))


def found(text: str, forms: Sequence[Form]) -> list[str]:
    """Return the order numbers in a text, each once, as they are indexed."""
    folded = fold(text) if forms else ""
    return list(dict.fromkeys(_normal(match.group()) for form in forms for match in form.pattern.finditer(folded)))


def typed(text: str, forms: Sequence[Form]) -> str | None:
    """Return the order number that *text* is, and nothing else, as it is indexed."""
    folded = fold(text.strip())
    return next((_normal(folded) for form in forms if form.pattern.fullmatch(folded)), None)


def _normal(folded: str) -> str:
    return "".join(char for char in folded if char.isalnum()).upper()
