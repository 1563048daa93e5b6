"""Every published webhook body, through the door and the intake, ends as exactly what ``sample_results.txt`` says.

A body is a message (its kind, what the desk draws, its words), a status of a message of ours, or an element set aside
under a reason that IT can count.  A new body without a line fails; so does a line without a body.
"""

import asyncio
import os
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import translation

import deliveries
import doors
import house as company
from desvelo.base import clock, tally
from desvelo.guards.access import actions as access
from desvelo.guards.access.models import Team
from desvelo.guards.vault import actions as vault
from desvelo.guards.vault import boxes, contacts
from desvelo.guards.vault.people import Person
from desvelo.kernel.detection.masked import MaskedText
from desvelo.kernel.sealing.whys import Why
from desvelo.kernel.whatsapp import payload
from desvelo.kernel.whatsapp.items import Notice, StatusUpdate
from desvelo.kernel.whatsapp.notices import Value
from desvelo.service.channel import actions, intake, queries, wamids
from desvelo.service.channel.models import Message, Number
from desvelo.service.desk import bubbles

_ROOT = Path(__file__).resolve().parents[3]
_SHARED = Path(os.environ.get("DESVELO_SHARED", _ROOT.parent / "shared"))
SAMPLES = sorted((_SHARED / "reference" / "webhook-samples").glob("*.json"))
RESULTS = {
    name.strip(): " | ".join(cell.strip() for cell in cells)
    for name, *cells in (
        line.split("|")
        for line in Path(__file__).with_name("sample_results.txt").read_text(encoding="utf-8").splitlines()
        if line and not line.startswith("#")
    )
}


def test_every_sample_has_a_line_and_every_line_a_sample():
    if not SAMPLES and os.environ.get("CI") != "true":
        pytest.skip("the shared webhook samples are not here; set DESVELO_SHARED to their folder")
    assert sorted(RESULTS) == sorted(path.stem for path in SAMPLES)
    assert len(SAMPLES) >= 80


@pytest.fixture
def post(committed, url_of):
    """Post a body to the door that stands before the test's database, and let it be taken in."""

    async def _posted(body: bytes) -> int:
        async with doors.standing(keys=settings.DESVELO.keys, database_url=url_of("desvelo_edge")) as door:
            return await door.post(body)

    def _post(body: bytes) -> None:
        assert asyncio.run(_posted(body)) == 200
        assert intake.take_in() == 1

    return _post


def written(update: StatusUpdate) -> None:
    """Write the message that *update* speaks of, as if Meta had just accepted it."""
    now, number = clock.business(), Number.objects.get(phone_number_id=update.phone_number_id)
    [box] = contacts.boxes_for([Person(phone="5511900009999")], now=now)
    draft = actions.Draft(contact=box.contact, number=number.id, text="oi", author=None, last_inbound_at=now)
    index = wamids.index(number=number.phone_number_id, wamid=update.wamid)
    Message.objects.filter(pk=actions.write(draft, now=now)).update(status="accepted", wamid_index=index)


def ended() -> Iterator[str]:
    """Yield what is there now, as the table writes it."""
    for row in Message.objects.filter(direction="in").order_by("arrival"):
        yield f"message {row.kind} | {drawn(queries.messages_by_id([row.id])[row.id])}".rstrip(" |")
    for row in Message.objects.filter(direction="out", detail__isnull=False).order_by("arrival"):
        yield f"echo {row.kind} {row.status} | {drawn(queries.messages_by_id([row.id])[row.id])}".rstrip(" |")
    for row in Message.objects.filter(direction="out", detail=None).order_by("arrival"):
        yield f"status {row.status} {row.failure}".rstrip()
    for notice in queries.notices(waba_id=company.WABA_ID):
        yield f"notice {notice.topic} {notice.level} | {facts(notice.value)}"
    for name, count in tally.totals("address_book").items():
        yield f"address book {name} x{count}"
    for kept in queries.templates():
        told = (kept.content.name, kept.status, kept.category, kept.next_category, kept.quality, kept.reason)
        yield f"template {' '.join(filter(None, told))}"
    for count in queries.set_aside():
        yield f"aside {count.reason}" + (f" x{count.count}" if count.count > 1 else "")


def drawn(message: queries.StoredMessage) -> str:
    box = box_of(message)
    one = bubbles.opened(message, vault.open_body(box, message=message.id, record=message.body), box)
    found = bubbles.relations([one], shown=frozenset({message.id}))
    instead, card = bubbles.line(one), bubbles.card(one)
    marks = ", ".join(mark.text for mark in bubbles.marks(one, found))
    shown = instead.text if instead else " · ".join(filter(None, (card.title, card.facts))) if card else ""
    over = "; ".join(filter(None, (marks, "quote" if bubbles.quote(one, found, author="") and not instead else "")))
    words = "" if instead else said(one.words)
    return " | ".join((shown, over, said(one.heading), words))


def facts(value: Value) -> str:
    """Return what a notice says, without what is left at its default and what only people read."""
    told = {each.name: getattr(value, each.name) for each in fields(value) if each.name not in {"level", "description"}}
    plain = {key: said for key, said in told.items() if said not in ("", None, ())}
    return ", ".join(f"{key}={said}" for key, said in plain.items())


def box_of(message: queries.StoredMessage) -> boxes.Box:
    return boxes.of(Message.objects.get(pk=message.id).contact_id, why=Why.UNSAID)


def said(text: MaskedText) -> str:
    whole = "".join(part if isinstance(part, str) else f"[{part.label}]" for part in text.parts)
    return " / ".join(whole.split("\n")).strip(" /")


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda path: path.stem)
def test_a_published_body_ends_as_the_table_says(post, sample, monkeypatch):
    items = payload.parse(sample.read_bytes()).items
    company.connect_number(first_team=access.create_team(name="Agenda"))
    for phone_number_id in sorted({item.phone_number_id for item in items} - {None}):
        company.connect_number(first_team=Team.objects.get().id, phone_number_id=phone_number_id)
    for notice in (item for item in items if isinstance(item, Notice) and item.waba_id):
        Number.objects.update(waba_id=notice.waba_id)
        monkeypatch.setattr(company, "WABA_ID", notice.waba_id)
    for update in (item for item in items if isinstance(item, StatusUpdate)):
        written(update)

    post(sample.read_bytes())

    with translation.override("pt-br"):
        assert list(ended()) == RESULTS.get(sample.stem, "").split(" && ")
    assert deliveries.waiting() == (0, 0)
