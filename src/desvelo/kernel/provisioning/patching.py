"""Changes to a resource (PATCH): add, replace, remove, each at a path or spread over the resource.

The resource is a document; what comes out is read as a whole one is, so there is one rule for what is taken.  Spoken
as the large providers speak it as well: ``Replace`` with a capital, ``{"name.formatted": …}`` without a path, members
to take away listed as a value, an e-mail added at a filter that nothing matches yet.

Source: RFC 7644 section 3.5.2.
"""

import copy
import re
from dataclasses import dataclass
from typing import Any, Final

from desvelo.kernel.provisioning import filters, names
from desvelo.kernel.provisioning.errors import ScimRefused, fixed, unreadable
from desvelo.kernel.provisioning.filters import Condition

SCHEMA: Final = "urn:ietf:params:scim:api:messages:2.0:PatchOp"
MOST: Final = 100
READ_ONLY: Final = frozenset({"groups", "id", "meta", "schemas"})
REQUIRED: Final = frozenset({"displayName", "externalId", "userName"})
_PATH = re.compile(r"(?P<name>[A-Za-z$][\w.:$-]*)(?:\[(?P<filter>[^\]]+)\](?:\.(?P<sub>[\w$]+))?)?", re.ASCII)
_LISTS: Final = frozenset({"emails", "members"})
_OPERATIONS: Final = frozenset({"add", "remove", "replace"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """Where a change happens: an attribute, those of its values that *conditions* choose, and a part of each."""

    name: str
    conditions: tuple[Condition, ...] = ()
    sub: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One operation: *kind* is ``add``, ``remove`` or ``replace``; without *path* it speaks of the whole."""

    kind: str
    path: Path | None
    value: Any


def read(body: Any, *, required: frozenset[str]) -> tuple[Change, ...]:
    """Return the operations of a PATCH.  Raises ScimRefused."""
    listed = body.get("Operations", body.get("operations")) if isinstance(body, dict) else None
    if not isinstance(listed, list) or not listed or SCHEMA not in (body.get("schemas") or []):
        raise unreadable("Operations")
    if len(listed) > MOST:
        raise ScimRefused("many", scim_type="tooMany", about="Operations")
    return tuple(change for each in listed for change in _changes(each, required))


def apply(document: dict[str, Any], changes: tuple[Change, ...]) -> dict[str, Any]:
    """Return *document* as it is after all of *changes*.  Raises ScimRefused: ``noTarget``, ``invalidValue``."""
    changed = copy.deepcopy(document)
    for each in changes:
        if each.path is not None:
            _apply(changed, each.kind, each.path, each.value)
    return changed


def _changes(operation: Any, required: frozenset[str]) -> list[Change]:
    if not isinstance(operation, dict) or not isinstance(operation.get("op"), str):
        raise unreadable("op")
    kind, written, value = operation["op"].lower(), operation.get("path"), names.canonical(operation.get("value"))
    if kind not in _OPERATIONS:
        raise unreadable("op")
    if kind != "remove" and "value" not in operation:
        raise ScimRefused("value", scim_type="invalidValue", about="value")
    if written is not None:
        path = _path(written)
        return [_allowed(Change(kind=kind, path=path, value=value), required)] if path else []
    if kind == "remove":
        raise ScimRefused("target", scim_type="noTarget", about="path")
    if not isinstance(value, dict):
        raise unreadable("value")
    spread = [(_path(name), part) for name, part in value.items() if name != "schemas"]
    return [_allowed(Change(kind=kind, path=path, value=part), required) for path, part in spread if path]


def _path(written: Any) -> Path | None:
    """Return where a path leads; None where it leads into a schema that is not ours, of which nothing is kept."""
    match = _PATH.fullmatch(written) if isinstance(written, str) and len(written) <= 500 else None  # noqa: PLR2004
    if match is None:
        raise ScimRefused("path", scim_type="invalidPath", about="path")
    name = names.bare(match["name"])
    if name is None or name.lower().startswith("urn:"):
        return None
    try:
        conditions = filters.read(match["filter"]) if match["filter"] else ()
    except ScimRefused:
        raise ScimRefused("path", scim_type="invalidPath", about="path") from None
    sub = names.bare(match["sub"] or "") or ""
    if not conditions and "." in name:
        name, _, sub = name.partition(".")
    return Path(name=name, conditions=conditions, sub=sub)


def _allowed(change: Change, required: frozenset[str]) -> Change:
    name = change.path.name if change.path else ""
    if name in READ_ONLY or (change.kind == "remove" and name in required):
        raise fixed(name)
    return change


def _apply(document: dict[str, Any], kind: str, path: Path, value: Any) -> None:
    if path.conditions:
        _apply_where(document, kind, path, value)
    elif path.name in _LISTS:
        _apply_to_list(document, kind, path, value)
    elif kind == "remove":
        holder = document.get(path.name) if path.sub else document
        if isinstance(holder, dict):
            holder.pop(path.sub or path.name, None)
    elif path.sub:
        holder = document.setdefault(path.name, {})
        if isinstance(holder, dict):
            holder[path.sub] = value
    elif isinstance(value, dict) and isinstance(document.get(path.name), dict):
        document[path.name] = {**document[path.name], **value}
    else:
        document[path.name] = value


def _apply_to_list(document: dict[str, Any], kind: str, path: Path, value: Any) -> None:
    """Add to, replace or take from a list of values; *value* is one or several."""
    held = document.setdefault(path.name, [])
    if path.sub:
        for each in held or ([held.append({}) or held[0]] if kind != "remove" else []):
            _set(each, path.sub, kind, value)
        return
    given = _values(value, path.name) if value is not None else []
    if kind == "replace":
        document[path.name] = given
    elif kind == "add":
        known = {_key(each) for each in held}
        document[path.name] = _one_primary(held, [each for each in given if _key(each) not in known])
    else:
        gone = {_key(each) for each in given}
        document[path.name] = [each for each in held if value is not None and _key(each) not in gone]


def _apply_where(document: dict[str, Any], kind: str, path: Path, value: Any) -> None:
    """Change those values of a list that the filter of the path chooses."""
    held = document.setdefault(path.name, [])
    if not isinstance(held, list):
        raise ScimRefused("path", scim_type="invalidPath", about="path")
    chosen = [each for each in held if _matches(each, path.conditions)]
    if kind == "remove" and not path.sub:
        document[path.name] = [each for each in held if each not in chosen]
        return
    if not chosen and kind == "add":
        chosen = [{each.attribute: each.value for each in path.conditions}]
        held += chosen
    if not chosen and kind == "replace":
        raise ScimRefused("target", scim_type="noTarget", about="path")
    for each in chosen:
        if path.sub:
            _set(each, path.sub, kind, value)
        elif isinstance(value, dict):
            each.update(value)
        else:
            raise unreadable("value")


def _set(holder: dict[str, Any], sub: str, kind: str, value: Any) -> None:
    if kind == "remove":
        holder.pop(sub, None)
    else:
        holder[sub] = value


def _values(value: Any, name: str) -> list[dict[str, Any]]:
    listed = value if isinstance(value, list) else [value]
    if not all(isinstance(each, dict) for each in listed):
        raise ScimRefused("value", scim_type="invalidValue", about=name)
    return listed


def _one_primary(held: list[dict[str, Any]], new: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Join two lists; a new primary value takes the place of the one before (RFC 7644 section 3.5.2)."""
    if any(each.get("primary") is True for each in new):
        held = [{name: part for name, part in each.items() if name != "primary"} for each in held]
    return held + new


def _key(value: dict[str, Any]) -> str:
    return str(value.get("value"))


def _matches(value: Any, conditions: tuple[Condition, ...]) -> bool:
    return isinstance(value, dict) and all(_equal(value.get(each.attribute), each.value) for each in conditions)


def _equal(found: Any, wanted: Any) -> bool:
    if isinstance(found, str) and isinstance(wanted, str):
        return found.lower() == wanted.lower()
    return found is wanted
