"""Who counts as a minor or elderly, by which sign, and what follows."""

from datetime import date, timedelta

import pytest

from desvelo.kernel.lawfulness.people import Band, Consequence, Flag, Sign, band, consequences, known_as

from .whole import NOW, SINCE


@pytest.mark.parametrize(
    ("years", "expected"),
    [(0, Band.CHILD), (11, Band.CHILD), (12, Band.UP_TO_16), (16, Band.UP_TO_16), (17, Band.TEENAGER),
     (18, Band.ADULT), (59, Band.ADULT), (60, Band.ELDERLY)],
)  # fmt: skip
def test_each_line_is_crossed_on_the_birthday(years, expected):
    assert band(date(1960, 6, 15), on=date(1960 + years, 6, 15)) is expected
    if years:
        assert band(date(1960, 6, 15), on=date(1960 + years, 6, 14)) is band(
            date(1960, 6, 15), on=date(1960 + years - 1, 12, 1)
        )


def test_born_on_the_29th_of_february():
    assert band(date(2008, 2, 29), on=date(2026, 2, 28)) is Band.TEENAGER
    assert band(date(2008, 2, 29), on=date(2026, 3, 1)) is Band.ADULT


def test_what_follows():
    assert Consequence.GUARDIAN in consequences(Band.MINOR)
    assert Consequence.GUARDIAN not in consequences(Band.TEENAGER)
    assert consequences(Band.ELDERLY) == {Consequence.WEIGHS_IN_INCIDENTS}
    assert consequences(Band.ADULT) == frozenset()


def test_a_machine_never_takes_a_protection_away_and_a_person_may():
    child = Flag(band=Band.CHILD, sign=Sign.SAID, at=SINCE)
    machine = Flag(band=Band.ADULT, sign=Sign.DETECTOR, at=NOW)
    person = Flag(band=Band.ADULT, sign=Sign.PERSON, at=NOW)

    assert known_as([]) is Band.ADULT
    assert known_as([child, machine]) is Band.CHILD
    assert known_as([child, person]) is Band.ADULT
    assert known_as([child, person, Flag(band=Band.MINOR, sign=Sign.QUEUE, at=NOW + timedelta(1))]) is Band.MINOR
