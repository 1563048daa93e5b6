"""An entry of the log as an event of OCSF 1.6.0.

========================================  =====================  =========================================
kind of entry (its tag)                   class                  activity
========================================  =====================  =========================================
``session:*``                             Authentication 3002    start, unlock: Logon; end, lock: Logoff
``user``, ``factor``, ``key``, ``number``  Entity Management 3004  by the verb: create, read, update, delete
``contact``, ``template``, ``intake``,
``installation``, ``preference``
everything else                           API Activity 6003      by the verb, as above; else Other
========================================  =====================  =========================================

``metadata.sequence`` is the index in the log and ``metadata.uid`` the name of the log with it: whoever receives an
event twice knows it by that.  What was refused is a Failure of severity Low; alarms and a broken log are High.  The
log knows no network address, so ``src_endpoint``, which OCSF asks for, says that none was recorded.

Source: schema.ocsf.io/1.6.0, classes authentication, entity_management, api_activity (from memory of the published
schema; not run against its validator).
"""

import json
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any

VERSION = "1.6.0"
AUTHENTICATION, ENTITY_MANAGEMENT, API_ACTIVITY = 3002, 3004, 6003
INFORMATIONAL, LOW, HIGH = 1, 2, 4
_SUCCESS, _FAILURE, _OTHER = 1, 2, 99
_LOGON, _LOGOFF = 1, 2
_SESSIONS = {"start": _LOGON, "unlock": _LOGON, "end": _LOGOFF, "lock": _LOGOFF}
_CREATE, _READ, _UPDATE, _DELETE = 1, 2, 3, 4
_VERBS = {
    **dict.fromkeys(("annotate", "claim", "connect", "create", "echo", "enrol", "invite", "join", "receive"), _CREATE),
    **dict.fromkeys(("reply", "write"), _CREATE),
    **dict.fromkeys(("compare", "copy", "export", "open", "read", "reveal"), _READ),
    **dict.fromkeys(("assign", "confirm", "cover", "hide", "judge", "manage", "mend", "merge", "move"), _UPDATE),
    **dict.fromkeys(("rename", "retry", "set_aside", "state", "take"), _UPDATE),
    **dict.fromkeys(("destroy", "erase", "purge", "remove", "uninvite"), _DELETE),
}
_ENTITIES = frozenset(
    {"contact", "factor", "installation", "intake", "key", "number", "preference", "template", "user"}
)
_REFUSED, _ALARMS = "denied:", frozenset({"alarm", "broken"})
_BROKEN = {"tag": "ledger:broken", "at": "1970-01-01T00:00:00+00:00", "result": "denied:broken"}


def event(*, origin: str, index: int, leaf: bytes) -> dict[str, Any]:
    """Return the entry at *index* of the log *origin* as an event; a leaf that somebody broke says so, and is High."""
    said = _read(leaf)
    kind, _, verb = said["tag"].partition(":")
    class_uid, activity = _classed(kind, verb)
    return {
        "activity_id": activity,
        "actor": _actor(said),
        "category_uid": class_uid // 1000,
        "class_uid": class_uid,
        "metadata": {
            "event_code": said["tag"],
            "log_name": origin,
            "product": {"name": "Desvelo", "vendor_name": "Desvelo"},
            "sequence": index,
            "uid": f"{origin}#{index}",
            "version": VERSION,
        },
        "severity_id": _severity(said, verb),
        "status_detail": said["result"],
        "status_id": _FAILURE if said["result"].startswith(_REFUSED) else _SUCCESS,
        "time": int(datetime.fromisoformat(said["at"]).timestamp() * 1000),
        "type_uid": class_uid * 100 + activity,
        "unmapped": _rest(said, leaf),
        **_asked_for(class_uid, kind, said),
    }


def _read(leaf: bytes) -> Mapping[str, Any]:
    """Return what a leaf says, if all that is needed is there and of its type."""
    try:
        said = json.loads(leaf)
        datetime.fromisoformat(said["at"])
        whole = isinstance(said["tag"], str) and isinstance(said["result"], str)
        objects = said.get("objects") or {}
        whole = whole and all(isinstance(each, str) for pair in objects.items() for each in pair)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return _BROKEN
    return said if whole else _BROKEN


def _classed(kind: str, verb: str) -> tuple[int, int]:
    if kind == "session":
        return AUTHENTICATION, _SESSIONS.get(verb, _OTHER)
    return ENTITY_MANAGEMENT if kind in _ENTITIES else API_ACTIVITY, _VERBS.get(verb, _OTHER)


def _severity(said: Mapping[str, Any], verb: str) -> int:
    if verb in _ALARMS:
        return HIGH
    return LOW if said["result"].startswith(_REFUSED) else INFORMATIONAL


def _actor(said: Mapping[str, Any]) -> dict[str, Any]:
    """Return who acted, by id; the system where nobody did."""
    user = {"uid": said["actor"]} if said.get("actor") else {"name": "system"}
    return {"user": user, **({"session": {"uid": said["session"]}} if said.get("session") else {})}


def _rest(said: Mapping[str, Any], leaf: bytes) -> dict[str, Any]:
    """Return what OCSF has no place for: the customer's id, the objects, and the hash by which the leaf is proven."""
    given = {"contact": said.get("contact"), "objects": dict(said.get("objects") or {})}
    return {"leaf_hash": sha256(b"\x00" + leaf).hexdigest(), **{name: value for name, value in given.items() if value}}


def _asked_for(class_uid: int, kind: str, said: Mapping[str, Any]) -> dict[str, Any]:
    """Return the attributes that the class requires beside those of all."""
    objects = said.get("objects") or {}
    if class_uid == AUTHENTICATION:
        return {"service": {"name": "Desvelo"}, "user": _actor(said)["user"]}
    if class_uid == ENTITY_MANAGEMENT:
        uid = said.get("contact") if kind == "contact" else objects.get(kind)
        return {"entity": {"type": kind, **({"uid": uid} if uid else {"name": kind})}}
    return {"api": {"operation": said["tag"]}, "src_endpoint": {"name": "not recorded"}}
