"""One link: opened by anybody as often as they like, begun by one browser, answered once, over by itself."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desvelo.kernel.lawfulness.errors import FormStepRefused
from desvelo.kernel.lawfulness.forms import life as lives
from desvelo.kernel.lawfulness.forms.definition import LIFETIMES
from desvelo.kernel.lawfulness.forms.life import TO_FINISH, Life, State, state

from .whole import NOW

MINUTE = timedelta(minutes=1)
HALF_AN_HOUR = LIFETIMES[0]
MADE = Life(made_at=NOW, lifetime=HALF_AN_HOUR)


def at(minutes: int):
    return NOW + minutes * MINUTE


def refused(step, *args, **kwargs) -> State:
    with pytest.raises(FormStepRefused) as caught:
        step(*args, **kwargs)
    return caught.value.params["state"]


def test_ten_scanners_open_it_and_a_person_still_answers():
    life = MADE
    for minute in range(10):
        life = lives.open_page(life, now=at(minute))

    assert state(life, now=at(10)) is State.OPENED
    assert life.opened_at == NOW
    answered = lives.answer(lives.begin(life, by="phone", now=at(11)), by="phone", now=at(12))
    assert state(answered, now=at(13)) is State.ANSWERED


def test_it_is_used_once():
    begun = lives.begin(MADE, by="phone", now=at(1))
    answered = lives.answer(begun, by="phone", now=at(2))

    assert refused(lives.begin, begun, by="other", now=at(2)) is State.BEGUN
    assert lives.begin(begun, by="phone", now=at(2)) == begun
    assert refused(lives.answer, begun, by="other", now=at(2)) is State.BEGUN
    assert refused(lives.answer, begun, by="", now=at(2)) is State.BEGUN
    assert refused(lives.answer, answered, by="phone", now=at(3)) is State.ANSWERED
    assert refused(lives.begin, answered, by="phone", now=at(3)) is State.ANSWERED


def test_nobody_answers_who_did_not_begin():
    assert refused(lives.answer, MADE, by="phone", now=at(1)) is State.MADE
    assert refused(lives.begin, MADE, by="", now=at(1)) is State.MADE


def test_it_is_over_by_itself():
    assert state(MADE, now=at(29)) is State.MADE
    assert state(MADE, now=at(30)) is State.EXPIRED
    assert refused(lives.begin, MADE, by="phone", now=at(30)) is State.EXPIRED
    assert lives.open_page(MADE, now=at(31)) == MADE


def test_whoever_began_in_time_has_ten_minutes_to_finish_and_no_more():
    begun = lives.begin(MADE, by="phone", now=at(29))

    assert state(lives.answer(begun, by="phone", now=at(38)), now=at(99)) is State.ANSWERED
    assert refused(lives.answer, begun, by="phone", now=at(29) + TO_FINISH) is State.EXPIRED
    assert lives.begin(MADE, by="phone", now=at(1)).answers_until == at(30)


def test_it_is_taken_back_before_it_is_answered():
    begun = lives.begin(MADE, by="phone", now=at(1))
    gone = lives.withdraw(begun, now=at(2))

    assert state(gone, now=at(3)) is State.WITHDRAWN
    assert refused(lives.answer, gone, by="phone", now=at(3)) is State.WITHDRAWN
    assert refused(lives.withdraw, gone, now=at(3)) is State.WITHDRAWN
    assert refused(lives.withdraw, MADE, now=at(30)) is State.EXPIRED


STEPS = st.lists(
    st.tuples(st.sampled_from(["open", "begin", "answer", "withdraw"]), st.sampled_from("ab"), st.integers(0, 5)),
    max_size=15,
)


@given(STEPS)
def test_whatever_happens_one_browser_alone_answers_once_in_time(steps):
    life, now, answers, began = MADE, NOW, [], []
    for step, by, later in steps:
        now += later * MINUTE
        try:
            if step == "open":
                life = lives.open_page(life, now=now)
            elif step == "withdraw":
                life = lives.withdraw(life, now=now)
            elif step == "begin":
                life = lives.begin(life, by=by, now=now)
                began.append(by)
            else:
                life = lives.answer(life, by=by, now=now)
                answers.append((by, now))
        except FormStepRefused:
            continue

    assert len(answers) <= 1
    assert len(set(began)) <= 1
    assert all(by == began[0] and when < NOW + HALF_AN_HOUR + TO_FINISH for by, when in answers)


@given(st.lists(st.integers(0, 29), max_size=30))
def test_opening_never_takes_anything_away(minutes):
    life = MADE
    for minute in sorted(minutes):
        life = lives.open_page(life, now=at(minute))

    assert lives.begin(life, by="phone", now=at(29)).begun_by == "phone"
