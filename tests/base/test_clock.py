"""Only a demonstration's business clock moves, and only forward for those who live by it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from desvelo.base import clock
from desvelo.base.config.parse import Mode

A_DAY = 86_400


@pytest.fixture
def mode(settings):
    def set_mode(mode: Mode) -> None:
        settings.DESVELO = replace(settings.DESVELO, mode=mode)

    return set_mode


def moved() -> timedelta:
    return timedelta(seconds=round((clock.business() - clock.wall()).total_seconds()))


def test_the_two_clocks_agree_until_one_is_moved(db):
    assert moved() == timedelta(0)


def test_a_demonstration_moves_its_business_clock_and_leaves_the_machines_alone(db):
    before = clock.wall()

    clock.advance(A_DAY)
    clock.advance(60)

    assert moved() == timedelta(days=1, minutes=1)
    assert clock.wall() - before < timedelta(minutes=1)


def test_with_real_customers_the_business_clock_is_the_machines(db, mode):
    clock.advance(A_DAY)

    mode(Mode.MAIN)

    assert moved() == timedelta(0)


def test_times_are_told_in_utc(db):
    assert (clock.wall().utcoffset(), clock.business().utcoffset()) == (timedelta(0), timedelta(0))
