"""What of a conversation its team reads: the whole, unless it was given away «from here on»; then what is written here.

Every way to a message asks here: the thread and what it quotes, lists, search, data, files, what is answered, hidden or
sent again.  A parted conversation whose team no span names is read by nobody, so a row that is missing closes.

Source: ux.md 7.8; decision 0060.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, TypeAlias
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from desvelo.kernel import reach
from desvelo.kernel.reach import ALL, Reach, Span
from desvelo.service.channel.part import Part
from desvelo.service.desk.models import Conversation, ReadSpan

Written: TypeAlias = list[list[Any]] | None
"""The reach of every team as it is kept to be given back: ``[team, first, until]`` each; None for the whole."""


def of(found: Conversation) -> Reach:
    """Return what the team of a conversation reads of it."""
    return of_each([found])[found.id]


def of_each(rows: Sequence[Conversation]) -> dict[UUID, Reach]:
    """Return what the team of each conversation reads of it, in one query, or none where nothing was parted."""
    parted = [row.id for row in rows if row.is_parted]
    spans = ReadSpan.objects.filter(conversation__in=parted) if parted else ()
    found: dict[tuple[UUID, UUID], list[Span]] = {}
    for span in spans:
        found.setdefault((span.conversation_id, span.team_id), []).append((span.first, span.until))
    return {row.id: reach.of(found.get((row.id, row.team_id), ())) if row.is_parted else ALL for row in rows}


def kept_for(found: Conversation, team: UUID) -> Reach:
    """Return what another team would read again of a conversation: what it had read while that was its own."""
    return _kept(found).get(team, reach.NOTHING) if found.is_parted else reach.NOTHING


def part(found: Conversation) -> Part:
    """Return the messages of a conversation that its team reads."""
    return Part(contact=found.contact_id, number=found.number_id, within=of(found))


def holding(*, contact: UUID, number: UUID, place: int) -> Conversation | None:
    """Return the conversation that a message stands in, or None where its team does not read that place."""
    found = Conversation.objects.filter(contact_id=contact, number_id=number).first()
    return found if found is not None and of(found).covers(place) else None


def readable(teams: Collection[UUID]) -> Exists:
    """Return what tells of each message whether it stands where one of *teams* reads, as it is when it is read."""
    of_it = {"contact_id": OuterRef("contact_id"), "number_id": OuterRef("number_id")}
    place = OuterRef(OuterRef("arrival"))
    spans = ReadSpan.objects.filter(conversation=OuterRef("pk"), team=OuterRef("team_id"), first__lte=place)
    there = Exists(spans.filter(Q(until=None) | Q(until__gt=place)))
    return Exists(Conversation.objects.filter(Q(is_parted=False) | there, **of_it, team_id__in=list(teams)))


def hand_over(found: Conversation, *, to: UUID, at: int, with_history: bool) -> None:
    """Let *to* read a locked conversation from the place *at*, and what was before if it comes with its history."""
    if with_history and not found.is_parted:
        return
    giver, known = of(found), _kept(found)
    known[found.team_id] = giver.until(at)
    known[to] = known.get(to, reach.NOTHING).given(giver, at=at, with_history=with_history)
    _put(found, known)


def add(found: Conversation, place: int) -> None:
    """Let the team of a locked conversation read one message more: a note to it, or one that was on its way."""
    if found.is_parted:
        known = _kept(found)
        known[found.team_id] = of(found).plus(reach.of([(place, place + 1)]))
        _put(found, known)


def leave_out(found: Conversation, places: Iterable[int]) -> None:
    """Let the team of a locked, parted conversation not read what is said to be from before it was connected."""
    known = _kept(found)
    mine = of(found)
    for place in places:
        mine = mine.common(reach.of([(0, place), (place + 1, None)]))
    known[found.team_id] = mine
    _put(found, known)


def unite(stays: Conversation, gone: Conversation, *, team: UUID) -> None:
    """Let *team* read of two conversations that become one what is read in both places; others had it before."""
    if stays.is_parted or gone.is_parted:
        _put(stays, {team: of(stays).common(of(gone))})


def written(found: Conversation) -> Written:
    """Return the reach of every team as it is, to be given back."""
    if not found.is_parted:
        return None
    return [[str(team), *span] for team, mine in _kept(found).items() for span in mine.spans]


def give_back(found: Conversation, was: Written) -> None:
    """Make the reach of every team of a locked conversation what it was."""
    known: dict[UUID, list[Span]] = {}
    for team, first, until in was or ():
        known.setdefault(UUID(team), []).append((first, until))
    _put(found, {team: reach.of(spans) for team, spans in known.items()}, is_parted=was is not None)


def _kept(found: Conversation) -> dict[UUID, Reach]:
    """Return the reach of every team that a conversation was parted for."""
    spans: dict[UUID, list[Span]] = {}
    for span in ReadSpan.objects.filter(conversation=found):
        spans.setdefault(span.team_id, []).append((span.first, span.until))
    return {team: reach.of(each) for team, each in spans.items()}


def _put(found: Conversation, known: Mapping[UUID, Reach], *, is_parted: bool = True) -> None:
    ReadSpan.objects.filter(conversation=found).delete()
    ReadSpan.objects.bulk_create(
        ReadSpan(conversation=found, team_id=team, first=first, until=until)
        for team, mine in known.items()
        for first, until in mine.spans
    )
    found.is_parted = is_parted
    Conversation.objects.filter(pk=found.pk).update(is_parted=is_parted)
