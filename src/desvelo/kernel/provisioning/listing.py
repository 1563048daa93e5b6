"""A list as SCIM gives it: a page of what was found, counted from one; and which attributes of a resource are wanted.

Source: RFC 7644 sections 3.4.2.4, 3.4.2.5 and 3.9.

>>> page("0", "-1")
Page(start=1, count=0)
>>> page("", "99999").count
200
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from desvelo.kernel.provisioning import names
from desvelo.kernel.provisioning.errors import invalid

SCHEMA: Final = "urn:ietf:params:scim:api:messages:2.0:ListResponse"
MOST: Final = 200
_ALWAYS: Final = frozenset({"id", "schemas"})
_LARGEST: Final = 10**9


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """From which of what was found, counted from one, and how many."""

    start: int
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What is asked for: a filter, a page, and the attributes that are wanted or not, by their own names."""

    filter: str
    page: Page
    wanted: frozenset[str]
    unwanted: frozenset[str]


def asked(said: Mapping[str, Any]) -> Query:
    """Return what an address or a document asks for.  Raises ScimRefused: ``invalidValue``."""
    wanted = said.get("filter", "")
    if not isinstance(wanted, str):
        raise invalid("filter")
    return Query(
        filter=wanted,
        page=page(str(said.get("startIndex", "")), str(said.get("count", ""))),
        wanted=_top(said.get("attributes", "")),
        unwanted=_top(said.get("excludedAttributes", "")),
    )


def page(start: str, count: str) -> Page:
    """Return which part is asked for.  Raises ScimRefused: ``invalidValue``."""
    first, most = _number(start, "startIndex", default=1), _number(count, "count", default=MOST)
    return Page(start=max(1, first), count=min(MOST, max(0, most)))


def document(resources: Iterable[Mapping[str, Any]], *, total: int, start: int) -> dict[str, Any]:
    """Return the answer to a query."""
    listed = list(resources)
    return {
        "schemas": [SCHEMA],
        "totalResults": total,
        "startIndex": start,
        "itemsPerPage": len(listed),
        "Resources": listed,
    }


def chosen(resource: Mapping[str, Any], query: Query) -> dict[str, Any]:
    """Return *resource* with the attributes that are asked for; what names it always stays."""
    return {
        name: value
        for name, value in resource.items()
        if name in _ALWAYS or ((not query.wanted or name in query.wanted) and name not in query.unwanted)
    }


def _top(said: Any) -> frozenset[str]:
    """Return attributes, written with commas or listed, without their parts."""
    listed = said.split(",") if isinstance(said, str) else said
    if not isinstance(listed, list) or not all(isinstance(each, str) for each in listed):
        raise invalid("attributes")
    found = (names.bare(each.strip()) for each in listed if each.strip())
    return frozenset(each.split(".")[0] for each in found if each)


def _number(written: str, name: str, *, default: int) -> int:
    if not written:
        return default
    digits = written.removeprefix("-")
    if not (digits.isascii() and digits.isdecimal()) or len(digits) > len(str(_LARGEST)):
        raise invalid(name)
    return int(written)
