"""A group as an identity provider describes one: its name there, and who is in it, by our ids of them.

Source: RFC 7643 section 4.2.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from desvelo.kernel.provisioning.errors import ScimRefused, invalid

REQUIRED: Final = frozenset({"displayName"})
LONGEST_NAME: Final = 200
MOST_MEMBERS: Final = 2000
_LONGEST_ID: Final = 255


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A group; *members* are our ids of people."""

    name: str
    external_id: str
    members: frozenset[str]


def read(document: Mapping[str, Any]) -> Group:
    """Return the group a document describes.  Raises ScimRefused."""
    name, external_id = document.get("displayName"), document.get("externalId") or ""
    if not isinstance(name, str) or not 0 < len(name.strip()) <= LONGEST_NAME or not name.isprintable():
        raise invalid("displayName", "group_name")
    if not isinstance(external_id, str) or len(external_id) > _LONGEST_ID or not external_id.isprintable():
        raise invalid("externalId")
    return Group(name=name.strip(), external_id=external_id, members=_members(document.get("members")))


def _members(given: Any) -> frozenset[str]:
    if given is None:
        return frozenset()
    if not isinstance(given, list):
        raise invalid("members")
    if len(given) > MOST_MEMBERS:
        raise ScimRefused("many", scim_type="tooMany", about="members")
    return frozenset(_member(each) for each in given)


def _member(given: Any) -> str:
    """Return the id of a member; a group in a group is refused, not heard in part."""
    value = given.get("value") if isinstance(given, Mapping) else None
    if not isinstance(value, str) or not 0 < len(value) <= _LONGEST_ID or not value.isprintable():
        raise invalid("members", "member")
    if given.get("type", "User") not in {"User", None}:
        raise invalid("members", "member")
    return value
