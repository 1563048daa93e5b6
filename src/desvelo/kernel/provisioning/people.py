"""A person as an identity provider describes one: what is read of it, and nothing else.

A role is no attribute of a person here, so one that names roles is refused rather than heard in part.  *externalId* is
who they are there, the ``sub`` of their sign-in: without one an account enters nothing, and given once it never
changes.

Source: RFC 7643 section 4.1; docs/decisions/0056.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from desvelo.kernel.provisioning.errors import ScimRefused, invalid

REQUIRED: Final = frozenset({"externalId", "userName"})
LONGEST_NAME: Final = 80
_LONGEST: Final = {"userName": 254, "externalId": 255, "email": 254}
_NOT_TAKEN: Final = ("entitlements", "password", "roles", "x509Certificates")
_SAID: Final = {"true": True, "false": False}


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody: *active* is None where nothing was said of it, *name* and *external_id* empty where none was."""

    user_name: str
    external_id: str
    name: str
    email: str
    active: bool | None


def read(document: Mapping[str, Any], *, was_named: str = "") -> Person:
    """Return who a document describes; *was_named* is the name before, for a change.  Raises ScimRefused."""
    for name in _NOT_TAKEN:
        if document.get(name):
            raise ScimRefused("not_taken", scim_type="invalidValue", about=name)
    user_name = _text(document, "userName")
    return Person(
        user_name=user_name,
        external_id=_text(document, "externalId") if document.get("externalId") is not None else "",
        name=_name(document, was_named=was_named),
        email=_email(document, user_name=user_name),
        active=_active(document.get("active")),
    )


def _text(document: Mapping[str, Any], name: str) -> str:
    value = document.get(name)
    if not isinstance(value, str) or not 0 < len(value.strip()) <= _LONGEST[name] or not value.isprintable():
        raise invalid(name)
    return value.strip()


def _name(document: Mapping[str, Any], *, was_named: str) -> str:
    """Return what to call somebody: the name that is shown, or else put together; what was changed comes first."""
    shown, parts = document.get("displayName"), document.get("name")
    parts = parts if isinstance(parts, Mapping) else {}
    whole = parts.get("formatted") or " ".join(
        str(parts[part]).strip() for part in ("givenName", "familyName") if parts.get(part)
    )
    named = whole if shown == was_named and whole and (parts.get("formatted") or len(parts) > 1) else shown or whole
    named = " ".join(named.split()) if isinstance(named, str) else named
    if named is None or named == "":
        return ""
    if not isinstance(named, str) or len(named) > LONGEST_NAME or not named.isprintable():
        raise invalid("displayName", "name")
    return named


def _email(document: Mapping[str, Any], *, user_name: str) -> str:
    """Return the address somebody is written to: the primary one, that of work, the first, or the user name."""
    given = document.get("emails")
    listed = [each for each in given if isinstance(each, Mapping)] if isinstance(given, list) else []
    order = sorted(listed, key=lambda each: (each.get("primary") is not True, each.get("type") != "work"))
    value = order[0].get("value") if order else user_name
    if not isinstance(value, str) or not value.isprintable() or len(value) > _LONGEST["email"]:
        raise invalid("emails")
    return value.strip().lower()


def _active(value: Any) -> bool | None:
    if value is None or isinstance(value, bool):
        return value
    said = _SAID.get(value.lower()) if isinstance(value, str) else None
    if said is None:
        raise invalid("active")
    return said
