"""The audit explorer: entries as sentences, each with its proof.

Who may read the whole log sees all of it; everybody else sees what they did themselves, because whoever is watched
sees the trail too (ux.md, principle 4).
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from desvelo.base.ui import wording
from desvelo.base.ui.looks import look
from desvelo.base.ui.wording import Face
from desvelo.guards.access import gate
from desvelo.guards.access import queries as access
from desvelo.guards.audit import queries as audit
from desvelo.guards.audit.errors import EntryNotFound
from desvelo.guards.audit.queries import InclusionProof, LoggedEntry
from desvelo.kernel.authority import Actor, Permission
from desvelo.kernel.detection.masked import Chip

_SHORT = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Did:
    """What was done, as icon and word."""

    text: str
    icon: str
    unusual: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """On what: the class of a datum, or a word for the rest."""

    text: str = ""
    chip: Chip | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryRow:
    """One entry in the table."""

    index: int
    url: str
    time_label: str
    who: Face
    action: Did
    about: About
    why: str
    proof: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """What the last verification said."""

    state: str
    url: str
    checked: int = 0
    total: int = 0
    at_label: str = ""
    root: str = ""
    broken_index: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Log:
    """The explorer's page."""

    since_label: str
    verify: Verification
    rows: tuple[EntryRow, ...]
    next_cursor: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One line of an entry's detail."""

    label: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PathStep:
    """One neighbour on the way from the entry to the root."""

    hash: str
    side: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """An inclusion proof as it is drawn."""

    ok: bool
    leaf: str
    path: tuple[PathStep, ...]
    root: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """One entry with its proof."""

    index: int
    sentence: str
    fields: tuple[Fact, ...]
    proof: Proof


def log(actor: Actor, *, before: int | None, verified: Verification | None, now: datetime) -> Log:
    """Return one page of the log, newest first."""
    entries = audit.entries(actor=_only(actor, now=now), before=before)
    names = access.names([entry.actor for entry in entries if entry.actor])
    total = audit.size()
    return Log(
        since_label=_("%(count)s entries") % {"count": f"{total:,}".replace(",", ".")},
        verify=verified or Verification(state="unknown", url=_verify_url(actor)),
        rows=tuple(_row(entry, names=names, now=now) for entry in entries),
        next_cursor=entries[-1].index if len(entries) == audit.PAGE else None,
    )


def detail(actor: Actor, index: int, *, now: datetime) -> Detail:
    """Return one entry with its proof; raise EntryNotFound when there is none this person may read."""
    found = audit.entry(index)
    if _only(actor, now=now) not in {None, found.actor}:
        gate.deny(actor, Permission.AUDIT_READ, reason="not_own", target={"index": str(index)}, now=now)
        raise EntryNotFound
    names = access.names([found.actor] if found.actor else [])
    return Detail(
        index=index, sentence=_sentence(found, names=names), fields=_facts(found), proof=_drawn(audit.prove(index))
    )


def verify(actor: Actor, *, now: datetime) -> Verification:
    """Verify the whole log now; only who may read all of it can ask."""
    gate.require(actor, Permission.AUDIT_READ, now=now)
    report = audit.verify_all()
    return Verification(
        state="intact" if report.problem is None else "broken",
        url=_verify_url(actor),
        checked=report.size,
        total=audit.size(),
        at_label=wording.hour(now),
        root=_short(report.root),
        broken_index=None if report.problem is None else report.problem.index,
    )


def _only(actor: Actor, *, now: datetime) -> UUID | None:
    """Return whose entries alone this person reads, or None for all."""
    if actor.has(Permission.AUDIT_READ):
        return None
    gate.require(actor, Permission.AUDIT_READ_OWN, now=now)
    return actor.id


def _verify_url(actor: Actor) -> str:
    return reverse("audit:verify") if actor.has(Permission.AUDIT_READ) else ""


def _row(entry: LoggedEntry, *, names: dict[UUID, str], now: datetime) -> EntryRow:
    index = entry.index or 0
    return EntryRow(
        index=index,
        url=reverse("audit:entry", args=[index]),
        time_label=_when(entry.at, now=now),
        who=_who(entry, names=names),
        action=_did(entry),
        about=_about(entry),
        why=_why(entry),
        proof=_short(entry.leaf_hash),
    )


def _when(at: datetime, *, now: datetime) -> str:
    said = wording.moment(at, now=now)
    return said if ":" in said else f"{said} {wording.hour(at)}"


def _who(entry: LoggedEntry, *, names: dict[UUID, str]) -> Face:
    if entry.actor is None:
        return Face(name=_("System"), initials="S", tint=1)
    return wording.face(name=names.get(entry.actor, "?"), of=entry.actor)


def _did(entry: LoggedEntry) -> Did:
    known = {
        "contact:erase": (_("Erased"), "trash-2"),
        "conversation:move": (_("Moved"), "arrow-right-left"),
        "conversation:open": (_("Opened"), "eye"),
        "conversation:take": (_("Took"), "user-round-check"),
        "datum:reveal": (_("Showed"), "eye"),
        "factor:enrol": (_("Enrolled"), "key-round"),
        "key:destroy": (_("Destroyed"), "shredder"),
        "message:receive": (_("Protected"), "shield-check"),
        "message:write": (_("Wrote"), "corner-down-left"),
        "number:connect": (_("Connected"), "phone"),
        "session:end": (_("Signed out"), "log-out"),
        "session:start": (_("Signed in"), "log-in"),
        "user:create": (_("Created"), "user-round"),
    }
    text, icon = known.get(entry.tag, (entry.tag, "scroll-text"))
    if entry.result.startswith("denied"):
        return Did(text=_("Refused"), icon="ban", unusual=True)
    return Did(text=text, icon=icon)


def _about(entry: LoggedEntry) -> About:
    label = entry.objects.get("label")
    if label:
        return About(chip=Chip(datum="", label=label, hint="", detail="", discarded=False))
    found = [part for part in entry.objects.get("found", "").split(",") if part]
    if found:
        return About(text=", ".join(str(look(part).short) for part in found))
    kind = entry.tag.split(":")[0]
    words = {
        "contact": _("a customer"),
        "conversation": _("a conversation"),
        "factor": _("second factor"),
        "key": _("an intake key"),
        "message": _("a message"),
        "number": _("a number"),
        "session": _("a session"),
        "user": _("an account"),
    }
    return About(text=words.get(kind, ""))


def _why(entry: LoggedEntry) -> str:
    reasons = {
        "identity": _("Check identity"),
        "invoice": _("Issue an invoice"),
        "other": _("Another reason (sealed)"),
        "record": _("Correct the record"),
    }
    if entry.result.startswith("denied:"):
        return {
            "absent": _("It does not exist"),
            "code": _("Wrong code"),
            "no_team": _("No team"),
            "not_in_role": _("Not part of the role"),
            "not_own": _("Somebody else's entry"),
            "other_team": _("Another team's"),
            "password": _("Wrong details"),
        }.get(entry.result.removeprefix("denied:"), "")
    return reasons.get(entry.objects.get("reason", ""), "")


def _sentence(entry: LoggedEntry, *, names: dict[UUID, str]) -> str:
    about = _about(entry)
    what = str(look(about.chip.label).short) if about.chip else about.text
    return _("%(who)s · %(did)s · %(what)s") % {
        "who": _who(entry, names=names).name,
        "did": _did(entry).text.lower(),
        "what": what,
    }


def _facts(entry: LoggedEntry) -> tuple[Fact, ...]:
    when = date_format(timezone.localtime(entry.at), "j M Y, H:i:s")
    facts = [Fact(label=_("Moment"), value=when), Fact(label=_("Result"), value=_result(entry))]
    if _why(entry):
        facts.append(Fact(label=_("Reason"), value=_why(entry)))
    names = _object_names()
    facts += [Fact(label=names[name], value=_code(value)) for name, value in entry.objects.items() if name in names]
    return tuple(facts)


def _result(entry: LoggedEntry) -> str:
    return _("refused") if entry.result.startswith("denied") else _("done")


def _object_names() -> dict[str, str]:
    """Name what an entry is about, for those who search by its code."""
    return {
        "conversation": _("Conversation code"),
        "datum": _("Data code"),
        "key": _("Key code"),
        "message": _("Message code"),
        "number": _("Number code"),
        "team": _("Team code"),
        "user": _("Account code"),
    }


def _code(value: str) -> str:
    """Show the end of a random id, which is where ids made in the same moment differ."""
    return value[-12:]


def _drawn(proof: InclusionProof) -> Proof:
    return Proof(
        ok=proof.holds,
        leaf=_short(proof.leaf_hash),
        path=tuple(
            PathStep(hash=_short(each), side=side) for each, side in zip(proof.path, _sides(proof), strict=True)
        ),
        root=_short(proof.root),
        size=proof.size,
    )


def _sides(proof: InclusionProof) -> list[str]:
    """Say on which side each neighbour stands (RFC 9162 section 2.1.3.2, the walk of a verifier)."""
    sides: list[str] = []
    node, last = proof.index, proof.size - 1
    for _each in proof.path:
        if node % 2 or node == last:
            sides.append("left")
            while node and not node % 2:
                node, last = node >> 1, last >> 1
        else:
            sides.append("right")
        node, last = node >> 1, last >> 1
    return sides


def _short(value: bytes) -> str:
    """Show a hash by its first and last bytes."""
    text = value.hex()
    return f"{text[:_SHORT]}·{text[_SHORT : 2 * _SHORT]}"
