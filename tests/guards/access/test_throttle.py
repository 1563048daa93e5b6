"""Guessing is slow, for the guesser and not for the person; the counting is in the database, one for all processes."""

from datetime import UTC, datetime, timedelta

import pytest

from browser import SIGN_IN, Browser, code, half_signed_in
from desvelo.guards.access import throttle
from desvelo.guards.access.errors import TooManyTries
from desvelo.guards.access.models import Failure
from desvelo.guards.access.throttle import FROM_EVERYWHERE, FROM_ONE_NETWORK, WINDOW, Origin
from house import PASSWORD, email

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
HERE, THERE = "198.51.100.7", "203.0.113.9"


def origin(address: str = HERE, account: str = "marina@aurora.example") -> Origin:
    return Origin(account=account, address=address)


def fail(times: int, at: Origin, *, now: datetime = NOW) -> None:
    for _ in range(times):
        throttle.count_failure(at, now=now)


def is_calm(at: Origin, *, now: datetime = NOW) -> bool:
    try:
        throttle.require_calm(at, now=now)
    except TooManyTries:
        return False
    return True


@pytest.mark.asvs("6.3.1")
def test_the_eleventh_wrong_password_from_one_network_is_not_even_read(house):
    guesser = Browser(REMOTE_ADDR=HERE)

    statuses = [guesser.give_password("marina", f"wrong horse {number}").status_code for number in range(11)]
    right = guesser.give_password("marina")

    assert statuses == [401] * 10 + [429]
    assert right.status_code == 429


@pytest.mark.asvs("6.3.1")
def test_a_guesser_elsewhere_does_not_lock_the_person_out(house):
    """The edge says where each comes from; the socket to it has no address of its own."""
    guesser = Browser(HTTP_X_DESVELO_CLIENT=THERE, REMOTE_ADDR="")
    for number in range(11):
        guesser.give_password("marina", f"wrong horse {number}")

    person = Browser(HTTP_X_DESVELO_CLIENT=HERE, REMOTE_ADDR="")

    assert guesser.give_password("marina").status_code == 429
    assert person.give_password("marina").status_code == 302
    assert person.give_code()["Location"] == "/"


def test_if_nobody_said_where_they_come_from_the_guesser_would_lock_the_person_out(house):
    guesser = Browser(REMOTE_ADDR="")
    for number in range(11):
        guesser.give_password("marina", f"wrong horse {number}")

    assert Browser(REMOTE_ADDR="").give_password("marina").status_code == 429


def test_moving_within_a_network_does_not_help_a_guesser(db):
    fail(FROM_ONE_NETWORK, origin("198.51.100.7"))

    assert [is_calm(origin(address)) for address in ("198.51.100.200", "198.51.101.7")] == [False, True]
    fail(FROM_ONE_NETWORK, origin("2001:db8:1:2::3"))
    assert [is_calm(origin(address)) for address in ("2001:db8:1:ffff::1", "2001:db8:2::1")] == [False, True]


def test_guessing_from_many_networks_is_slow_too(db):
    for number in range(FROM_EVERYWHERE):
        fail(1, origin(f"10.{number}.0.1"))

    assert not is_calm(origin(HERE))
    assert is_calm(origin(HERE, account="denise@aurora.example"))


def test_the_wait_is_told_and_ends(db):
    fail(FROM_ONE_NETWORK, origin(), now=NOW)

    with pytest.raises(TooManyTries) as refused:
        throttle.require_calm(origin(), now=NOW + timedelta(minutes=4))

    assert refused.value.params == {"wait_seconds": 360}
    assert is_calm(origin(), now=NOW + WINDOW)


def test_upper_case_and_spaces_make_no_other_account(db):
    fail(FROM_ONE_NETWORK, origin(account=" MARINA@aurora.example "))

    assert not is_calm(origin())


def test_a_full_sign_in_forgets_the_failures_of_this_network_only(house):
    browser = Browser(REMOTE_ADDR=HERE)
    for number in range(5):
        browser.give_password("marina", f"wrong horse {number}")
    Browser(REMOTE_ADDR=THERE).give_password("marina", "wrong horse")

    browser.give_password("marina")
    for _ in range(9):
        browser.give_code("000000")
    answer = browser.give_code()

    assert answer["Location"] == "/"
    code_here = Origin(account=f"code:{email('marina')}", address=HERE).counters(now=datetime.now(UTC))[0].key
    assert not Failure.objects.filter(key=code_here).exists()
    assert Failure.objects.count() == 6 * 2  # those of codes begin anew


def test_codes_are_throttled_like_passwords(house):
    browser = half_signed_in(house.marina)

    statuses = [browser.give_code("000000").status_code for _ in range(11)]

    assert statuses == [401] * 10 + [429]
    assert browser.give_code().status_code == 429


def test_a_new_first_step_does_not_give_more_tries_at_the_code(house):
    for _ in range(10):
        half_signed_in(house.marina).give_code("000000")

    assert half_signed_in(house.marina).give_code(code()).status_code == 429


def test_the_page_says_how_long_to_wait_and_not_whether_the_account_exists(house):
    for login in ("marina", "nobody"):
        browser = Browser(REMOTE_ADDR=HERE)
        for number in range(10):
            browser.give_password(login, f"wrong horse {number}")
        answer = browser.post(SIGN_IN, {"email": email(login), "password": PASSWORD})

        assert (answer.status_code, "10 min" in answer.content.decode()) == (429, True)


def test_what_is_stored_of_a_failure_names_nobody(db):
    fail(1, origin())

    stored = b"".join(bytes(key) for key in Failure.objects.values_list("key", flat=True))

    assert len(stored) == 2 * 32
    assert b"marina" not in stored
    assert b"198.51" not in stored


def test_old_failures_are_not_kept(db):
    fail(3, origin(), now=NOW)

    fail(1, origin(account="somebody@else.example"), now=NOW + throttle.DAY + timedelta(seconds=1))

    assert Failure.objects.count() == 2


@pytest.mark.parametrize("address", ["", "unknown", "999.1.1.1", "fe80::1%eth0"])
def test_an_address_that_is_none_counts_as_one_network(db, address):
    fail(FROM_ONE_NETWORK, origin(address))

    assert not is_calm(origin(address))
