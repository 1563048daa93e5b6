"""A period ends the reading early, and leaves out nothing that was sent in it."""

from datetime import UTC, datetime, timedelta

import pytest

from desvelo.base.ids import new_uuid
from desvelo.kernel import ids
from desvelo.service.channel import searching

WALL = datetime(2026, 11, 20, 12, tzinfo=UTC)


def taken_in(at: datetime):
    return ids.uuid7(milliseconds=int(at.timestamp() * 1000), random_bits=b"\xff" * 10)


@pytest.mark.parametrize("ahead", [timedelta(0), timedelta(days=3)])
def test_what_was_taken_in_within_the_period_is_above_the_floor(ahead):
    now = WALL + ahead
    since = now - timedelta(days=7)

    floor = searching.floor_of(since, now=now, wall=WALL)

    assert taken_in(WALL - timedelta(days=7)) > floor
    assert taken_in(WALL - timedelta(days=7, minutes=59)) > floor
    assert taken_in(WALL - timedelta(days=8)) < floor
    assert new_uuid() > floor


def test_any_time_has_no_floor():
    assert searching.floor_of(None, now=WALL, wall=WALL) is None


def test_below_the_floor_nothing_is_read_however_late_it_says_it_was_sent(house, arrive):
    from django.db.models import Exists

    from desvelo.service.channel.models import Message
    from desvelo.service.desk.models import Conversation

    arrive("antiga")
    arrive("nova")
    old, new = Message.objects.order_by("arrival")
    floor = ids.uuid7(milliseconds=(new.id.int >> 80), random_bits=bytes(10))
    Message.objects.filter(pk=old.pk).update(id=taken_in(WALL - timedelta(days=9)))
    stretch = searching.Stretch(since=WALL - timedelta(days=30), floor=floor, limit=10)

    rows = searching.older(Exists(Conversation.objects.all()), stretch, within=timedelta(seconds=5))

    assert [row[0] for row in rows] == [str(new.id)]
