"""Draw the search: what may be asked, what was found, how far it is and how it ended.

A result shows words around those that were found, with chips whole, as the conversation would; never more.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from desvelo.base.ui import wording as phrases
from desvelo.base.ui.looks import look
from desvelo.guards.access import queries as access
from desvelo.guards.vault import queries as vault
from desvelo.guards.vault.contacts import Profile
from desvelo.kernel.authority import Actor, Permission
from desvelo.kernel.sealing.whys import Why
from desvelo.kernel.search import words
from desvelo.kernel.search.identifiers import LABEL_OF
from desvelo.service.channel.searching import Described, described
from desvelo.service.desk import searching, wording
from desvelo.service.desk.models import Conversation
from desvelo.service.desk.queries import ALL
from desvelo.service.desk.reading import Ended, Hit, Step
from desvelo.service.desk.search_screen import FoundConversation, FoundMessage, SearchChoice, SearchForm, SearchState
from desvelo.service.desk.searching import Begun, Exact, Place


def form(actor: Actor) -> SearchForm:
    """Return the form: the actor's teams, and how far back."""
    teams = access.teams_of(actor)
    return SearchForm(
        longest=words.LONGEST,
        teams=tuple(SearchChoice(key=each.public_id, name=each.name) for each in teams) if len(teams) > 1 else (),
        periods=tuple(_periods()),
        may_compare=actor.has(Permission.DATUM_COMPARE),
    )


def messages(begun: Begun, hits: Sequence[Hit], *, now: datetime) -> list[FoundMessage]:
    """Draw the messages that hold the words; one whose conversation just left the actor's teams is left out."""
    if not hits:
        return []
    said = described(hit.message for hit in hits)
    rows = Conversation.objects.filter(team_id__in=begun.teams, contact_id__in={each.contact for each in said.values()})
    conversations = {(row.contact_id, row.number_id): row for row in rows.select_related("team")}
    profiles = vault.profiles({hit.box.contact: hit.box for hit in hits})
    drawn = []
    for hit in hits:
        one = said.get(hit.message)
        row = conversations.get((one.contact, one.number)) if one else None
        if one is not None and row is not None:
            drawn.append(_message(hit, one, row, _name(profiles.get(one.contact)), begun, now=now))
    return drawn


def conversations(exact: Exact, *, actor: UUID, now: datetime) -> list[FoundConversation]:
    """Draw whose an identifier is."""
    rows = Conversation.objects.filter(pk__in=[place.conversation for place in exact.places]).select_related("team")
    found = {row.id: row for row in rows}
    profiles = vault.profiles(vault.open_boxes({row.contact_id for row in found.values()}, why=Why.LIST, actor=actor))
    said = described(place.message for place in exact.places if place.message)
    return [
        _conversation(place, found[place.conversation], profiles, said, now=now)
        for place in exact.places
        if place.conversation in found
    ]


def state(step: Step, *, hits: int, now: datetime) -> SearchState:
    """Say how far a search is, or how it ended and what to do now."""
    if step.ended is None:
        return SearchState(text=_reading(step, now=now))
    text, goes_on = _ending(step.ended, hits=hits)
    return SearchState(
        text=" ".join(filter(None, (text, _read(step, now=now), _closed(step.closed)))),
        more=_("Go on from there") if goes_on and step.cursor is not None else "",
        cursor=step.cursor if goes_on else None,
        is_over=True,
        is_wrong=step.ended in {Ended.BUSY, Ended.FAILED, Ended.NOT_ALLOWED},
    )


def _reading(step: Step, *, now: datetime) -> str:
    return ngettext(
        "Reading… %(count)s message, back to %(when)s.", "Reading… %(count)s messages, back to %(when)s.", step.read
    ) % _counted(step, now=now)


def _read(step: Step, *, now: datetime) -> str:
    if step.back_to is None:
        return ""
    return ngettext(
        "%(count)s message read, back to %(when)s.", "%(count)s messages read, back to %(when)s.", step.read
    ) % _counted(step, now=now)


def _counted(step: Step, *, now: datetime) -> dict[str, str]:
    when = phrases.moment(step.back_to, now=now) if step.back_to else ""
    return {"count": number_format(step.read, force_grouping=True), "when": when}


def _ending(ended: Ended, *, hits: int) -> tuple[str, bool]:
    """Return the sentence about an end, and whether another search can go on from there."""
    if ended is Ended.ALL and not hits:
        return _("No message with these words. What is hidden is never searched."), False
    return {
        Ended.ALL: ("", False),
        Ended.BUSY: (_("Other searches are running just now. Try again in some seconds."), False),
        Ended.FAILED: (_("The search failed on our side. What was found until then is here. Try again."), True),
        Ended.HITS: (_("There are many results: these are the newest. More words make it fewer."), True),
        Ended.LEFT: ("", False),
        Ended.LIMIT: (_("One search reads this many messages. Choose a team or a shorter time, or go on."), True),
        Ended.NOT_ALLOWED: (_("Your access changed meanwhile, so the search stopped. Reload the page."), False),
        Ended.STOPPED: (_("Stopped."), True),
        Ended.TIME: (_("The time for one search is over. Choose a team or a shorter time, or go on."), True),
    }[ended]


def _closed(count: int) -> str:
    if not count:
        return ""
    return ngettext(
        "%(count)s message could not be opened; tell whoever keeps the keys.",
        "%(count)s messages could not be opened; tell whoever keeps the keys.",
        count,
    ) % {"count": count}


def _periods() -> Iterator[SearchChoice]:
    for days in searching.DAYS:
        name = ngettext("last %(count)s day", "last %(count)s days", days) % {"count": days}
        yield SearchChoice(key=str(days), name=name, chosen=days == searching.USUAL_DAYS)
    yield SearchChoice(key="", name=_("any time"))


def _message(  # noqa: PLR0913  a result is drawn from six things
    hit: Hit, one: Described, row: Conversation, name: str, begun: Begun, *, now: datetime
) -> FoundMessage:
    face = phrases.face(name=name, of=row.contact_id)
    return FoundMessage(
        id=one.public_id,
        url=_url(row, one.public_id),
        name=name,
        initials=face.initials,
        tint=face.tint,
        team=row.team.name,
        from_us=one.direction != "in",
        time_label=phrases.moment(one.sent_at, now=now),
        pieces=begun.wanted.excerpt(hit.body),
    )


def _conversation(
    place: Place,
    row: Conversation,
    profiles: dict[UUID, Profile],
    said: dict[UUID, Described],
    *,
    now: datetime,
) -> FoundConversation:
    name = _name(profiles.get(row.contact_id))
    face = phrases.face(name=name, of=row.contact_id)
    one = said.get(place.message) if place.message else None
    what = str(look(LABEL_OF[place.kind]).short) if place.kind in LABEL_OF else _("Order number")
    return FoundConversation(
        id=row.public_id,
        url=_url(row, one.public_id if one else ""),
        name=name,
        initials=face.initials,
        tint=face.tint,
        team=row.team.name,
        what=f"{what} · {phrases.moment(one.sent_at, now=now)}" if one else what,
    )


def _url(row: Conversation, message: str) -> str:
    address = reverse("desk:conversation", args=[row.public_id])
    return f"{address}?view={ALL}&m={message}" if message else f"{address}?view={ALL}"


def _name(profile: Profile | None) -> str:
    if profile is None:
        return _("Customer")
    return profile.name or wording.phone_end(profile.phone_end) or _("Customer")
