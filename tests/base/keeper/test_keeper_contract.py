"""What every keeper does, be it this process itself or another one behind a socket."""

import os
from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest

from desvelo.base.keeper.errors import EpochRefused, QuotaSpent, UseUnrecorded
from desvelo.base.keeper.inside import Inside
from desvelo.base.keeper.keeper import Asker, Closed, Wrapped, purpose, uses_of
from desvelo.base.keeper.quota import Quota
from desvelo.base.keyring import SERVICES, KeyMissing, Keyring
from desvelo.kernel.sealing import keys
from desvelo.kernel.sealing.whys import Why
from key_processes import key_process

QUOTA = 5
MARINA, RUI = UUID(int=1), UUID(int=2)


@pytest.fixture(params=["inside", "outside"])
def kept(request, tmp_path):
    """Return a keeper and the ring of its files, which only the tests look at."""
    if request.param == "inside":
        keeper = Inside(Keyring(tmp_path / "keys"), quota=Quota(most=QUOTA))
        keeper.create()
        yield keeper, keeper.ring
        return
    with key_process(quota=QUOTA) as running:
        yield running.asked(), Keyring(running.keys)


def asked(keeper, count: int, *, epoch: int = 1) -> tuple[list[Wrapped], list[bytes]]:
    plain = [os.urandom(32) for _ in range(count)]
    contacts = [uuid4() for _ in range(count)]
    pairs = zip(contacts, plain, strict=True)
    return [Wrapped(each, 1, epoch, keeper.wrap(each, 1, epoch, key)) for each, key in pairs], plain


def today(keeper) -> list:
    return list(uses_of(keeper, datetime.now(UTC).date()))


def test_a_key_it_wrapped_it_opens_for_its_own_contact_version_and_epoch_alone(kept):
    keeper, _ = kept
    [one], [plain] = asked(keeper, 1)
    moved = [
        Wrapped(uuid4(), 1, 1, one.sealed),
        Wrapped(one.contact, 2, 1, one.sealed),
        Wrapped(one.contact, 1, 7, one.sealed),
    ]

    opened = keeper.unwrap([one, *moved], by=Asker(why=Why.UPKEEP))

    assert opened == [plain, Closed.UNREADABLE, Closed.UNREADABLE, Closed.NO_EPOCH]


def test_more_keys_than_one_question_holds_come_in_order(kept):
    keeper, ring = kept
    kek, contacts, plain = ring.epoch(1), [uuid4() for _ in range(2_500)], os.urandom(32)
    many = [Wrapped(each, 1, 1, keys.wrap(kek, purpose(each, 1, 1), plain)) for each in contacts]
    many[2_200] = Wrapped(many[2_200].contact, 9, 1, many[2_200].sealed)

    opened = keeper.unwrap(many, by=Asker(why=Why.UPKEEP))

    assert [at for at, each in enumerate(opened) if each != plain] == [2_200]
    assert keeper.rewrap(many[2_199:2_201], to=1)[1] is Closed.UNREADABLE


def test_each_use_is_on_record_with_who_what_for_and_how_many_and_a_look_with_whose(kept):
    keeper, _ = kept
    some, _plain = asked(keeper, 3)

    keeper.unwrap(some, by=Asker(why=Why.LIST, actor=MARINA))
    keeper.unwrap(some[:1], by=Asker(why=Why.REVEAL, actor=MARINA))

    assert [(use.why, use.actor, use.keys, use.contacts, use.refused) for use in today(keeper)] == [
        (Why.LIST, MARINA, 3, (), False),
        (Why.REVEAL, MARINA, 1, (some[0].contact,), False),
    ]


def test_more_uses_than_one_answer_holds_are_all_told(kept):
    keeper, _ = kept
    [one], _plain = asked(keeper, 1)
    for _ in range(4_000):
        keeper.unwrap([one], by=Asker(why=Why.REVEAL, actor=MARINA))

    assert len(today(keeper)) == 4_000


def test_a_person_who_asks_for_more_contacts_than_anybody_needs_gets_none_and_that_is_on_record(kept):
    keeper, _ = kept
    some, _plain = asked(keeper, QUOTA + 1)

    with pytest.raises(QuotaSpent) as refused:
        keeper.unwrap(some, by=Asker(why=Why.LIST, actor=MARINA))
    with pytest.raises(QuotaSpent) as again:
        keeper.unwrap(some, by=Asker(why=Why.REVEAL, actor=MARINA))

    assert (refused.value.is_first, again.value.is_first) == (True, False)
    assert refused.value.again_at > datetime.now(UTC)
    assert [use.refused for use in today(keeper)] == [True, True]


def test_the_same_contacts_again_and_another_person_and_the_processes_are_not_stopped(kept):
    keeper, _ = kept
    some, _plain = asked(keeper, QUOTA)

    for _ in range(3):
        keeper.unwrap(some, by=Asker(why=Why.LIST, actor=MARINA))
    others, plain = asked(keeper, QUOTA)
    assert keeper.unwrap(others, by=Asker(why=Why.THREAD, actor=RUI)) == plain
    assert keeper.unwrap(others + some, by=Asker(why=Why.ARRIVAL))[:QUOTA] == plain
    with pytest.raises(QuotaSpent):
        keeper.unwrap(others[:1], by=Asker(why=Why.LIST, actor=MARINA))


def test_who_gives_no_reason_has_a_quota_even_without_a_name(kept):
    keeper, _ = kept
    some, _plain = asked(keeper, QUOTA + 1)

    with pytest.raises(QuotaSpent):
        keeper.unwrap(some, by=Asker(why=Why.UNSAID))


def test_without_the_quota_one_person_carries_everything_away(tmp_path):
    """The guard removed."""
    keeper = Inside(Keyring(tmp_path / "keys"), quota=Quota(most=10**9))
    keeper.create()
    some, plain = asked(keeper, 50)

    assert keeper.unwrap(some, by=Asker(why=Why.REVEAL, actor=MARINA)) == plain


def test_an_epoch_is_made_and_destroyed_in_turn_only(kept):
    keeper, ring = kept
    for refused in (lambda: keeper.add_epoch(3), lambda: keeper.destroy_epoch(1)):
        with pytest.raises(EpochRefused):
            refused()
    [old], [plain] = asked(keeper, 1)

    keeper.add_epoch(2)
    with pytest.raises(EpochRefused):
        keeper.add_epoch(3)
    [sealed] = keeper.rewrap([old], to=2)
    assert keeper.epoch_digest(1) == ring.epoch_digest(1)
    keeper.destroy_epoch(1)

    assert keeper.epochs() == [2]
    with pytest.raises(KeyMissing):
        keeper.require_epoch(1)
    assert keeper.unwrap([old, Wrapped(old.contact, 1, 2, sealed)], by=Asker(why=Why.UPKEEP)) == [
        Closed.NO_EPOCH,
        plain,
    ]


def test_it_tells_of_its_keys_what_their_files_say(kept):
    keeper, ring = kept

    assert keeper.exists()
    assert keeper.fingerprint() == ring.fingerprint()
    assert keeper.copy_code() == ring.copy_code()
    assert keeper.services() == set(SERVICES)
    assert keeper.service("index") == ring.service("index")
    assert tuple(keeper.root_place()) == ring.root_place()
    with pytest.raises(KeyMissing, match="service/none"):
        keeper.service("none")


def test_what_cannot_be_put_on_record_is_not_opened(kept):
    keeper, ring = kept
    [one], _plain = asked(keeper, 1)
    (ring.folder / "uses").write_bytes(b"a file where the folder should be")

    with pytest.raises(UseUnrecorded):
        keeper.unwrap([one], by=Asker(why=Why.REVEAL, actor=MARINA))
