"""What a reply must pass before it leaves: nothing sensitive in it, nobody was faster, it speaks to this customer.

Detection is a guard: what it finds never leaves as it is, whatever was asked.  The other two are courtesies: whoever
was told may go on.

Source: ux.md 7.3 and section 4 (stale).
"""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from desvelo.guards.vault import actions as vault_actions
from desvelo.guards.vault import queries as vault
from desvelo.guards.vault.boxes import Box
from desvelo.kernel.authority import Actor
from desvelo.kernel.detection import catalogue, greeting, masked, scanning
from desvelo.kernel.detection.finding import Finding
from desvelo.kernel.sealing.whys import Why
from desvelo.kernel.whatsapp import outbound_kinds
from desvelo.kernel.whatsapp.outbound import Content
from desvelo.kernel.whatsapp.outbound_kinds import Freeform
from desvelo.kernel.whatsapp.outbound_templates import Filled
from desvelo.service.channel import attaching
from desvelo.service.channel import queries as channel
from desvelo.service.channel.actions import Draft
from desvelo.service.channel.attaching import Attached, Kept
from desvelo.service.channel.errors import NothingToAnswer
from desvelo.service.channel.queries import StoredMessage
from desvelo.service.desk import reaching
from desvelo.service.desk.errors import Overtaken, SensitiveText, SomethingHidden, SpeaksToAnother
from desvelo.service.desk.models import Conversation

_NEIGHBOURS = 50
_COVER = "••••"
_PHONE = "PHONE"
_ADDRESS = "ADDRESS"


def fit_to_leave(text: str, *, hide: bool, but: str = "") -> str:
    """Return the text that may leave: as written, or masked when that was asked for; raise SensitiveText otherwise.

    *but* is a class that may leave here; a class that is not held, such as a name, may leave everywhere.
    """
    findings = [each for each in scanning.scan(text) if each.label != but and _is_held(each)]
    if not findings:
        return text.strip()
    body, _ = masked.mask(text, findings, lambda: "")
    if not hide:
        labels = tuple(finding.label for finding in findings)
        raise SensitiveText(labels=labels, spans=tuple(_span(text, each) for each in findings), hidden=body)
    return "".join(part if isinstance(part, str) else part.hint or _COVER for part in body.parts).strip()


def _is_held(finding: Finding) -> bool:
    return catalogue.shipped().label(finding.label).held


def fit_content(content: Freeform, *, hide: bool) -> Freeform:
    """Return a content of which every text may leave; a card is there for its number, a place for its address.

    Raises SensitiveText.
    """
    numbers = outbound_kinds.phones(content)
    usual = _ADDRESS if isinstance(content, outbound_kinds.Location) else ""

    def fit(text: str) -> str:
        return fit_to_leave(text, hide=hide, but=_PHONE if text in numbers else usual) if text else ""

    return outbound_kinds.mapped(content, fit)


def fit_template(content: Filled) -> Filled:
    """Return a template with its places; raise SensitiveText for one that detection finds something in."""
    for value in content.values.values():
        fit_to_leave(value, hide=False)
    return content


def draft(
    found: Conversation,
    actor: Actor,
    *,
    text: str = "",
    content: Content | None = None,
    about: UUID | None = None,
) -> Draft:
    """Return what the channel is asked to write in a conversation, in the name of *actor*."""
    return Draft(
        contact=found.contact_id,
        number=found.number_id,
        text=text,
        content=content,
        about=about,
        author=actor.id,
        last_inbound_at=found.last_inbound_at,
    )


def spoken_of(found: Conversation, public_id: str) -> UUID | None:
    """Return the message of this conversation that is answered or reacted to; raise NothingToAnswer if it is not."""
    if not public_id:
        return None
    about = channel.said(reaching.part(found), public_id=public_id)
    if about is None:
        raise NothingToAnswer
    return about


def kept(file: Attached | None, *, caption: str, now: datetime) -> Kept | None:
    """Keep what somebody attached, under a name without what detection finds; raise FileRefused, TextRefused."""
    if file is None:
        return None
    named = replace(file, name=fit_to_leave(file.name, hide=True))
    return attaching.keep(named, caption=caption, now=now)


def once_more(found: Conversation, actor: Actor, stored: StoredMessage, *, now: datetime) -> Draft:
    """Return a message of ours that did not arrive as it was: its kind, its file, what it answers.

    What is found by now is hidden; a place of a template receives nothing hidden.  Raises SensitiveText,
    SomethingHidden, NothingToAnswer, FileRefused.
    """
    box = vault.open_boxes([found.contact_id], why=Why.WRITE, actor=actor.id)[found.contact_id]
    was = channel.sent_as(stored, box)
    about = channel.answered_by(stored, among=reaching.part(found))
    if was.about and about is None:
        raise NothingToAnswer
    if was.content is not None:
        content = fit_template(was.content) if isinstance(was.content, Filled) else fit_content(was.content, hide=True)
        return replace(draft(found, actor, content=content, about=about), personal=was.personal)
    text, attached = _words_and_file(stored, box)
    file = kept(attached, caption=text, now=now)
    return replace(draft(found, actor, text=text, about=about), file=file, personal=was.personal)


def _words_and_file(stored: StoredMessage, box: Box) -> tuple[str, Attached | None]:
    body = vault_actions.open_body(box, message=stored.id, record=stored.body)
    if body.chips:
        raise SomethingHidden
    parts = [part for part in body.parts if isinstance(part, str)]
    heading = channel.detail_of(stored, box).heading
    text = fit_to_leave("".join(parts[heading:]), hide=True)
    return text, attaching.again(stored.media.id, name="".join(parts[:heading])) if stored.media else None


def require_nobody_was_faster(found: Conversation, actor: Actor, *, seen: int | None) -> None:
    """Raise Overtaken when a colleague answered after the message at *seen*, the last one this person had read."""
    if seen is None:
        return
    answer = channel.answered_after(reaching.part(found), arrival=seen, but_by=actor.id)
    if answer is not None and answer.author is not None:
        raise Overtaken(by=answer.author, at=answer.sent_at, cursor=answer.arrival)


def require_right_person(found: Conversation, actor: Actor, *, text: str) -> None:
    """Raise SpeaksToAnother when *text* greets another customer of this person's newest conversations."""
    name = greeting.greeted(text)
    if not name:
        return
    here, others = _names(found, actor)
    if name in {greeting.first_name(word) for word in here.split()}:
        return
    greeted = next((each for each in others if greeting.first_name(each) == name), None)
    if greeted is not None:
        raise SpeaksToAnother(greeted=greeted.split(" ")[0], here=here.split(" ")[0])


def _names(found: Conversation, actor: Actor) -> tuple[str, list[str]]:
    """Return the name of this conversation's customer and those of the others."""
    newest = Conversation.objects.filter(team_id__in=actor.teams).order_by("-last_arrival")
    contacts: set[UUID] = set(newest.values_list("contact_id", flat=True)[:_NEIGHBOURS])
    profiles = vault.profiles(vault.open_boxes(contacts | {found.contact_id}, why=Why.WRITE, actor=actor.id))
    here = profiles.pop(found.contact_id).name if found.contact_id in profiles else ""
    return here, [profile.name for profile in profiles.values() if profile.name]


def _span(text: str, finding: Finding) -> tuple[int, int]:
    """Return where a finding stands as a browser counts, in UTF-16 units."""
    start = _units(text[: finding.start])
    return start, start + _units(text[finding.start : finding.end])


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
