"""Filters: which attribute equals which value, joined by ``and``.  That is what identity providers ask with.

Everything else of the grammar is refused by name, never half understood: a filter that is read too widely would show a
provider who it did not ask for, and one read too narrowly would have it make an account twice.

Source: RFC 7644 section 3.4.2.2.

>>> read('userName eq "rui@aurora.example" and active eq true')
(Condition(attribute='userName', value='rui@aurora.example'), Condition(attribute='active', value=True))
"""

import re
from dataclasses import dataclass
from typing import Final

import msgspec

from desvelo.kernel.provisioning import names
from desvelo.kernel.provisioning.errors import ScimRefused

_LONGEST: Final = 1000
_MOST: Final = 5
_CONDITION = re.compile(
    r'\s*(?P<name>[A-Za-z$][\w.:$-]*)\s+(?P<operator>[A-Za-z]{2})\s+(?P<value>"(?:[^"\\]|\\.)*"|true|false)\s*',
    re.ASCII,
)
_AND = re.compile(r"and(?=\s)", re.IGNORECASE)
_VALUES_OF: Final = {"members.value": "members", "emails.value": "emails"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """That *attribute* equals *value*."""

    attribute: str
    value: str | bool


def read(text: str) -> tuple[Condition, ...]:
    """Return the conditions that all have to hold.  Raises ScimRefused: ``invalidFilter``."""
    if len(text) > _LONGEST:
        raise _refused()
    found: list[Condition] = []
    at = 0
    while True:
        match = _CONDITION.match(text, at)
        if match is None or len(found) == _MOST or match["operator"].lower() != "eq":
            raise _refused()
        found.append(_condition(match["name"], match["value"]))
        at = match.end()
        if at == len(text):
            return tuple(found)
        joined = _AND.match(text, at)
        if joined is None:
            raise _refused()
        at = joined.end()


def _condition(name: str, written: str) -> Condition:
    attribute = names.bare(name)
    if attribute is None:
        raise _refused()
    try:
        value: str | bool = msgspec.json.decode(written, type=str | bool)
    except (msgspec.DecodeError, UnicodeEncodeError):
        raise _refused() from None
    if isinstance(value, str) and not value.isprintable():
        raise _refused()
    return Condition(attribute=_VALUES_OF.get(attribute, attribute), value=value)


def _refused() -> ScimRefused:
    return ScimRefused("filter", scim_type="invalidFilter")
