"""What a person may see of the conversations: always of their own teams, always masked.

Every query starts from the actor's teams.  Rows are opened contact by contact, with keys read in one query.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from desvelo.base.ui import wording as phrases
from desvelo.guards.access import gate
from desvelo.guards.access import queries as access
from desvelo.guards.access.errors import NotFound
from desvelo.guards.vault import actions as vault
from desvelo.guards.vault import queries as vault_queries
from desvelo.guards.vault.boxes import Box
from desvelo.kernel.authority import Actor, Permission
from desvelo.kernel.detection.masked import MaskedText
from desvelo.kernel.sealing.whys import Why
from desvelo.service.channel.part import Part
from desvelo.service.channel.queries import (
    StoredMessage,
    doubted_at,
    first_around,
    has_older,
    messages_by_id,
    page_before,
    related_messages,
    thread_messages,
)
from desvelo.service.desk import actions, bubbles, drafts, reaching, thread, wording
from desvelo.service.desk.models import Conversation, Moved
from desvelo.service.desk.screen import ContextColumn, ConversationList, Row, Thread

PAGE = 30  # conversations; with a page of messages beside them a screen stays under 1,500 elements (ux.md section 11)
MESSAGES = 50
LONGEST_PAGE = 500
MINE, UNASSIGNED, ALL = "minhas", "sem-responsavel", "todas"


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """Which conversations a list shows: one of the three tabs, or one team."""

    key: str = MINE
    team: UUID | None = None
    title: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Where in the list to begin, and how many rows the screen already shows, so a refresh never shortens it."""

    before: int | None = None
    shown: int = PAGE

    @property
    def size(self) -> int:
        """Return how many rows to read."""
        return min(max(self.shown, PAGE), LONGEST_PAGE)


FIRST_PAGE = Page()


def view_titles() -> dict[str, str]:
    """Return the names of the tabs."""
    return {MINE: _("Mine"), UNASSIGNED: _("Unassigned"), ALL: _("All")}


def conversation_list(
    actor: Actor, view: View, *, selected: str, now: datetime, page: Page = FIRST_PAGE
) -> ConversationList:
    """Return one page of the list."""
    gate.require(actor, Permission.CONVERSATION_READ, now=now)
    rows = _of_view(actor, view)
    after = rows.filter(last_arrival__lt=page.before) if page.before else rows
    found = list(after.select_related("team").order_by("-last_arrival")[: page.size + 1])
    shown = found[: page.size]
    return ConversationList(
        title=view.title or view_titles()[view.key],
        view_key=view.key,
        url=_url(view),
        count=rows.count(),
        rows=_rows(shown, view=view, selected=selected, actor=actor.id, now=now),
        unassigned_count=0 if shown else _of_view(actor, View(key=UNASSIGNED)).count(),
        next_cursor=shown[-1].last_arrival if len(found) > page.size else None,
    )


def counts(actor: Actor) -> dict[str, int]:
    """Return how many conversations each tab and each team of the actor has, in one query."""
    visible = Conversation.objects.filter(team_id__in=actor.teams)
    totals = visible.aggregate(
        minhas=Count("id", filter=Q(assignee_id=actor.id)), sem=Count("id", filter=Q(assignee=None)), todas=Count("id")
    )
    by_team = visible.values_list("team_id").annotate(total=Count("id"))
    result = {MINE: totals["minhas"], UNASSIGNED: totals["sem"], ALL: totals["todas"]}
    return result | {str(team): total for team, total in by_team}


def unread_total(actor: Actor) -> int:
    """Return how many conversations have something unread for the actor."""
    return Conversation.objects.filter(team_id__in=actor.teams, unread_count__gt=0).count()


def team_view(actor: Actor, public_id: str, *, now: datetime) -> View:
    """Return the list of one team; raise NotFound, on record, for a team the actor is not in."""
    team = access.team(public_id)
    gate.require_in_team(
        actor,
        Permission.CONVERSATION_READ,
        team=team.id if team else None,
        target={"team": str(team.id)} if team else {},
        now=now,
    )
    if team is None:
        raise NotFound
    return View(key=team.public_id, team=team.id, title=team.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Which messages of a thread: the newest page, all that a screen already shows and what came since, or a page more.

    So a screen that comes back after a break gets the whole gap, and a refresh never shortens it.  *around* is a
    message that has to be on it, by its public id, as long as the page then holds no more than ``LONGEST_PAGE``.
    """

    first: int | None = None
    before: int | None = None
    around: str = ""


NEWEST = Stretch()


def conversation(
    actor: Actor, public_id: str, *, now: datetime, stretch: Stretch = NEWEST
) -> tuple[Thread, ContextColumn]:
    """Return the open conversation and what stands beside it."""
    found = actions.conversation_for(actor, public_id, Permission.CONVERSATION_READ, now=now)
    part = reaching.part(found)
    box = vault_queries.open_boxes([found.contact_id], why=Why.THREAD, actor=actor.id)[found.contact_id]
    profile = vault_queries.profiles({found.contact_id: box})[found.contact_id]
    messages, has_older = _stretch(part, stretch)
    related = related_messages(part, to=messages)
    opened = {each.id: bubbles.opened(each, _body(each, box), box) for each in (*related, *messages)}
    people = access.names([each.message.author for each in opened.values() if each.message.author])
    parts = thread.Parts(
        conversation=found,
        profile=profile,
        messages=messages,
        bodies={key: each.body for key, each in opened.items()},
        opened=opened,
        people=people,
        actor=actor,
        now=now,
        has_older=has_older,
        doubted_at=doubted_at([found.contact_id]).get(found.contact_id),
    )
    return thread.build(parts), thread.build_context(parts)


def moved_to(actor: Actor, public_id: str, *, now: datetime) -> str | None:
    """Return where a conversation goes on that became part of another, or None for one that did not.

    Raises NotFound, on record, for whoever may not see the other: to them neither exists.
    """
    target = Moved.objects.filter(public_id=public_id).values_list("to__public_id", flat=True).first()
    if target is None:
        return None
    return str(actions.conversation_for(actor, target, Permission.CONVERSATION_READ, now=now).public_id)


def draft(actor: Actor, public_id: str, *, now: datetime) -> str:
    """Return what *actor* had begun to write in a conversation, to them alone."""
    return drafts.text_of(actions.conversation_for(actor, public_id, Permission.CONVERSATION_READ, now=now), actor)


def conversation_of(contact: UUID) -> str | None:
    """Return the public id of the newest conversation of a contact; whoever opens it passes the gate."""
    rows = Conversation.objects.filter(contact_id=contact).order_by("-last_arrival")
    return rows.values_list("public_id", flat=True).first()


def customers_within(teams: Collection[UUID], *, among: Collection[UUID]) -> set[UUID]:
    """Return which contacts of *among* have a conversation with one of *teams*."""
    rows = Conversation.objects.filter(team_id__in=teams, contact_id__in=among)
    return set(rows.values_list("contact_id", flat=True))


def conversation_between(*, contact: UUID, number: UUID) -> UUID | None:
    """Return the conversation of a contact over one of our numbers, for those who follow ids and open nothing."""
    return Conversation.objects.filter(contact_id=contact, number_id=number).values_list("id", flat=True).first()


def chip_owner(
    actor: Actor, datum: str, *, permission: Permission, now: datetime
) -> tuple[vault_queries.HeldDatum, UUID, str, str]:
    """Return a datum on which the actor holds *permission*, its team, how its chip ends, its owner's first name."""
    held, team = actions.datum_for(actor, datum, permission, now=now)
    box = vault_queries.open_boxes([held.contact], why=Why.THREAD, actor=actor.id)[held.contact]
    name = vault_queries.profiles({held.contact: box})[held.contact].name
    body = _body(messages_by_id([held.message])[held.message], box)
    hint = next((chip.hint for chip in body.chips if chip.datum == datum), "")
    return held, team, hint, name.split(" ")[0]


def _stretch(part: Part, stretch: Stretch) -> tuple[list[StoredMessage], bool]:
    """Return the messages of a stretch, and whether there are earlier ones."""
    first = stretch.first
    if stretch.before is not None:
        first = page_before(part, arrival=stretch.before, limit=MESSAGES)
    if stretch.around:
        first = first_around(part, public_id=stretch.around, newest=MESSAGES)
    messages = thread_messages(part, limit=MESSAGES if first is None else LONGEST_PAGE, first=first or 0)
    return messages, bool(messages) and has_older(part, arrival=messages[0].arrival)


def _of_view(actor: Actor, view: View) -> QuerySet[Conversation]:
    rows = Conversation.objects.filter(team_id__in=actor.teams)
    if view.team is not None:
        return rows.filter(team_id=view.team)
    if view.key == MINE:
        return rows.filter(assignee_id=actor.id)
    return rows.filter(assignee=None) if view.key == UNASSIGNED else rows


def _url(view: View) -> str:
    return reverse("desk:team", args=[view.key]) if view.team else reverse("desk:inbox", args=[view.key])


def _rows(found: list[Conversation], *, view: View, selected: str, actor: UUID, now: datetime) -> tuple[Row, ...]:
    boxes = vault_queries.open_boxes([each.contact_id for each in found], why=Why.LIST, actor=actor)
    profiles = vault_queries.profiles(boxes)
    last = messages_by_id([each.last_message_id for each in found])
    reach = reaching.of_each(found)
    people = access.names([each.assignee_id for each in found if each.assignee_id])
    return tuple(
        _row(
            each,
            name=profiles[each.contact_id].name or wording.phone_end(profiles[each.contact_id].phone_end),
            message=last[each.last_message_id],
            box=boxes[each.contact_id],
            is_read=reach[each.id].covers(last[each.last_message_id].arrival),
            assignee=people.get(each.assignee_id) if each.assignee_id else None,
            view=view,
            selected=selected,
            now=now,
        )
        for each in found
        if each.contact_id in boxes and each.last_message_id in last
    )


def _row(  # noqa: PLR0913  a row is drawn from nine things
    each: Conversation,
    *,
    name: str,
    message: StoredMessage,
    box: Box,
    is_read: bool,
    assignee: str | None,
    view: View,
    selected: str,
    now: datetime,
) -> Row:
    face = phrases.face(name=name, of=each.contact_id)
    waiting_label, level = wording.waiting(each.waiting_since, now=now)
    return Row(
        id=each.public_id,
        url=f"{reverse('desk:conversation', args=[each.public_id])}?view={view.key}",
        name=name,
        initials=face.initials,
        tint=face.tint,
        time_label=phrases.moment(message.sent_at, now=now),
        preview=_preview(message, box) if is_read else MaskedText((_("What was before stays with the other team"),)),
        from_us=message.direction == "out",
        unread=each.unread_count > 0 and each.public_id != selected,
        team=each.team.name,
        assignee=phrases.face(name=assignee, of=each.assignee_id) if assignee and each.assignee_id else None,
        waiting_label=waiting_label,
        waiting_level=level,
        selected=each.public_id == selected,
    )


def _preview(message: StoredMessage, box: Box) -> MaskedText:
    return bubbles.preview(bubbles.opened(message, _body(message, box), box))


def _body(message: StoredMessage, box: Box) -> MaskedText:
    return vault.open_body(box, message=message.id, record=message.body)
