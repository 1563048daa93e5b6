"""Draw one message: its card, what it answers, what the customer did to it later.

Which message another speaks of is asked when they are drawn, by the keyed index of its name, so it does not matter
which of the two came first.  Only messages of the same conversation are asked.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from desvelo.guards.vault.boxes import Box
from desvelo.kernel.detection.masked import MaskedText
from desvelo.kernel.whatsapp.details import Detail
from desvelo.kernel.whatsapp.items import Media
from desvelo.service.channel import queries as channel
from desvelo.service.channel.queries import StoredMessage
from desvelo.service.desk import kinds
from desvelo.service.desk.screen import Card, Mark, NoteLine, Quote

_QUOTED = 160
_EMOJI = 12
_SEPARATOR = " · "


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A message with its box open: the masked words, and what it is beside them."""

    message: StoredMessage
    body: MaskedText
    detail: Detail
    file: Media | None = field(default=None, repr=False)

    @property
    def heading(self) -> MaskedText:
        """Return what is said of the thing sent: a file's name, a place, a card."""
        return MaskedText(self.body.parts[: self.detail.heading])

    @property
    def words(self) -> MaskedText:
        """Return the sender's own words."""
        return MaskedText(self.body.parts[self.detail.heading :])

    @property
    def emoji(self) -> str:
        """Return the emoji of a reaction; whatever else stands there is masked like any words."""
        return "" if self.detail.removed else self.body.plain_preview(_EMOJI)


@dataclass(frozen=True, slots=True, kw_only=True)
class Relations:
    """The messages of a conversation by Meta's name for them, and what acts on each, oldest first."""

    named: Mapping[str, Opened]
    acting: Mapping[str, Sequence[Opened]]
    shown: frozenset[UUID]

    def about(self, one: Opened) -> Opened | None:
        """Return the message that *one* speaks of, if we have it."""
        return self.named.get(one.message.about_index or "")

    def on(self, one: Opened) -> Sequence[Opened]:
        """Return what acts on *one*."""
        return self.acting.get(one.message.wamid_index or "", ())


def opened(message: StoredMessage, body: MaskedText, box: Box) -> Opened:
    """Open what stands beside the words of a message."""
    return Opened(
        message=message, body=body, detail=channel.detail_of(message, box), file=channel.file_of(message, box)
    )


def relations(messages: Sequence[Opened], *, shown: frozenset[UUID]) -> Relations:
    """Sort out which message speaks of which."""
    acting: dict[str, list[Opened]] = {}
    for each in sorted(messages, key=lambda one: (one.message.sent_at, one.message.arrival)):
        if each.message.kind in channel.ACTS and each.message.about_index:
            acting.setdefault(each.message.about_index, []).append(each)
    named = {each.message.wamid_index: each for each in messages if each.message.wamid_index}
    return Relations(named=named, acting=acting, shown=shown)


def preview(one: Opened) -> MaskedText:
    """Return what a list shows of a message: what it is, and its words."""
    instead = line(one)
    if instead is not None:
        return MaskedText((instead.text,))
    said = one.words if any(one.words.parts) else one.heading
    kind = kinds.kind_of(one.message.kind, one.detail, one.file)
    if kind is None or kind is kinds.ADVERTISEMENT:
        return said.beginning(_QUOTED)
    words = said.beginning(_QUOTED).parts
    return MaskedText((str(kind.name), *((_SEPARATOR, *words) if words else ())))


def card(one: Opened) -> Card | None:
    """Draw what was sent beside words, or None when words are all."""
    kind = kinds.kind_of(one.message.kind, one.detail, one.file)
    if kind is None or one.message.kind == kinds.NOTE:
        return None
    media = one.message.media
    return Card(
        icon=kind.icon,
        title=str(kind.name),
        protected=kind.protected,
        heading=one.heading,
        facts=_SEPARATOR.join(kinds.facts(one.message.kind, one.detail, one.file)),
        gone=kinds.gone(media.state, media.failure) if media else "",
        look_url=reverse("desk:look", args=[one.message.public_id]) if media and media.state == "kept" else "",
    )


def marks(one: Opened, found: Relations) -> Iterator[Mark]:
    """Yield what stands over a message, what its writer did to it later included."""
    for icon, text in kinds.marks(one.message.kind, one.detail):
        yield Mark(icon=icon, text=text)
    is_theirs = one.message.direction == "in"
    done = {each.message.kind for each in found.on(one) if each.message.direction == one.message.direction}
    if "edit" in done:
        said = _("Edited later by the customer") if is_theirs else _("Edited later on the phone")
        yield Mark(icon="pencil-line", text=said)
    if "revoke" in done:
        said = _("Deleted later by the customer") if is_theirs else _("Deleted later on the phone")
        yield Mark(icon="ban", text=said)


def reaction(one: Opened, found: Relations, *, by: str = "in") -> str:
    """Return the emoji that the customer, or one of us, put on a message and did not take back."""
    reactions = [
        each
        for each in found.on(one)
        if each.message.kind == "reaction" and each.message.direction == by and each.message.status != "failed"
    ]
    return reactions[-1].emoji if reactions else ""


def is_answerable(one: Opened) -> bool:
    """Tell whether WhatsApp has a name for a message, by which it can be quoted."""
    return bool(one.detail.wamid) and one.message.wamid_index is not None and one.message.kind not in channel.ACTS


def quote(one: Opened, found: Relations, *, author: str) -> Quote | None:
    """Draw what a message answers or edits, masked; a line in its place when we never had it."""
    if one.message.about_index is None:
        return None
    about = found.about(one)
    if about is None and (one.detail.product or one.message.kind == "media_placeholder"):
        return None
    if about is None:
        return Quote(author="", body=MaskedText((_("A message that is not here"),)), message="")
    target = about.message.public_id if about.message.id in found.shown else ""
    return Quote(author=author, body=preview(about), message=target)


def stands_on_another(one: Opened, found: Relations) -> bool:
    """Tell whether a message is drawn on another: a reaction, one taken back, what held the place of a file."""
    about = found.about(one)
    if about is None or about.message.id not in found.shown:
        return False
    if one.message.kind == "revoke":
        return about.message.direction == one.message.direction
    return one.message.kind in {"reaction", "media_placeholder"}


def line(one: Opened) -> NoteLine | None:
    """Return the line that stands for what is no bubble of its own: a notice, a call, or an act on another message."""
    found = _line(one)
    return NoteLine(icon=found[0], text=found[1]) if found else None


def _line(one: Opened) -> tuple[str, str] | None:
    match one.message.kind:
        case "call":
            said = "phone", kinds.call(one.detail)
        case "preference":
            said = "megaphone", kinds.preference(one.detail)
        case "reaction" if one.message.direction == "out":
            said = "smile", _("Reacted to a message")
        case "reaction" if one.emoji:
            said = "smile", _("Reacted with %(emoji)s to a message") % {"emoji": one.emoji}
        case "reaction":
            said = "smile", _("Took back a reaction")
        case "revoke":
            said = "ban", _("Deleted a message")
        case "system":
            told = kinds.NOTICES.get(one.detail.subtype) or one.body.plain_preview(_QUOTED)
            said = "user-round-x", str(told) or _("Notice from WhatsApp")
        case _:
            return None
    return said
