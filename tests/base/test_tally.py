"""Counts that only grow: what a transaction took back was not counted, and folding changes no total."""

from django.db import connection, transaction

from desvelo.base import tally
from threads import at_once


def lines() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM tally_line")
        return int(cursor.fetchone()[0])


def test_what_is_counted_is_added_up_by_name_within_its_kind(db):
    tally.add({"step.sent": 2, "step.read": 1, "stepmother.sent": 7})
    tally.add({"step.sent": 3, "step.failed": 0})

    assert tally.totals("step") == {"read": 1, "sent": 5}
    assert tally.totals("nothing") == {}


def test_what_was_taken_back_was_not_counted(db):
    with transaction.atomic():
        tally.add({"step.sent": 1})
        transaction.set_rollback(True)

    assert tally.totals("step") == {}


def test_folding_leaves_every_total_as_it_was(db):
    for count in range(1, 6):
        tally.add({"step.sent": count, "step.read": 1})
        tally.fold()
    tally.add({"step.sent": 100})

    assert (tally.totals("step"), lines()) == ({"read": 5, "sent": 115}, 1)
    tally.fold()
    assert (tally.totals("step"), lines()) == ({"read": 5, "sent": 115}, 0)


def test_several_may_count_and_fold_at_once(committed):
    def count_and_fold(number: int) -> None:
        for _ in range(20):
            tally.add({"step.sent": 1, f"step.{number}": 1})
            tally.fold()

    assert at_once(count_and_fold, count=4) == [None] * 4

    assert tally.totals("step") == {"0": 20, "1": 20, "2": 20, "3": 20, "sent": 80}
