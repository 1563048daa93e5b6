"""What lay there before entries told of it is bound once; what a later hand puts in is not."""

import pytest

import every_slot
from desvelo.base import clock
from desvelo.guards.audit import actions as audit
from desvelo.guards.vault import binding, taking_over
from desvelo.kernel.ledger import digests
from house import NOW
from what_is_named import execute, named


@pytest.fixture
def older(house, arrive, monkeypatch) -> None:
    """An installation whose entries say nothing of what lies beside messages."""
    with monkeypatch.context() as before:
        before.setattr(binding, "kept", lambda *_, **__: [])
        every_slot.fill(arrive, house.marina)
    audit.sequence()
    audit.checkpoint(now=clock.wall())


def test_before_it_everything_beside_messages_looks_slipped_in(older):
    assert {each.split()[0] for each in named()} == {"profile", "identifier", "phone", "draft"}


def test_after_it_nothing_is_named(older):
    assert taking_over.adopt(now=NOW) == 2
    assert named() == set()


def test_it_happens_once(older):
    taking_over.adopt(now=NOW)
    execute("UPDATE vault.identifier SET id = gen_random_uuid()")

    assert taking_over.adopt(now=NOW) == 0
    assert {each.split()[0] for each in named()} == {"identifier"}


def test_after_a_restore_only_what_differs_is_taken_over(older):
    taking_over.adopt(now=NOW)
    assert taking_over.settle(now=NOW) == 0

    execute("DELETE FROM desk_draft")
    assert taking_over.settle(now=NOW) == 2
    assert named() == set()


def test_a_leaf_lists_what_is_known_by_its_hash_as_it_lists_what_is_written():
    record = digests.Record(kind=digests.DATUM, row=every_slot.UUID(int=3), content=b"x")

    assert digests.as_it_is((record.kind, record.row), digests.digest(b"x")) == digests.written([record])
