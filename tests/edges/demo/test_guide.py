"""The guide says what to try next by what is on record."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import translation

from desvelo.edges.demo import guide
from desvelo.guards.audit.queries import LoggedEntry
from house import NOW

MARINA = uuid4()


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def entry(tag: str, *, result: str = "done", actor=None, minute: int = 0, **objects: str) -> LoggedEntry:
    at = NOW + timedelta(minutes=minute)
    return LoggedEntry(
        index=1, id=uuid4(), tag=tag, at=at, actor=actor, contact=None, result=result, objects=objects, leaf=b""
    )


CARD = entry("message:receive", found="BR_CPF,CARD_NUMBER")
SEEN = entry("datum:reveal", actor=MARINA, minute=2)
COMPARED = entry("datum:compare", actor=MARINA, minute=3)
ANSWERED = entry("message:write", actor=MARINA, minute=4)


def label_of(*entries: LoggedEntry) -> str:
    return next(hint.step_label for hint in guide.hints(entries) if hint.scenario == "card")


@pytest.mark.parametrize(
    ("entries", "label"),
    [
        ((), "step 1 of 4"),
        ((entry("message:receive", found="BR_CPF"),), "step 1 of 4"),
        ((CARD,), "step 2 of 4"),
        ((CARD, entry("datum:reveal", result="denied:other_team")), "step 2 of 4"),
        ((CARD, SEEN), "step 3 of 4"),
        ((CARD, SEEN, COMPARED), "step 4 of 4"),
        ((CARD, SEEN, COMPARED, ANSWERED), ""),
    ],
)
def test_the_step_at_hand_is_the_first_that_left_no_entry(entries, label):
    assert label_of(*entries) == label


def test_an_answer_from_before_and_the_automatic_notice_do_not_count():
    before = entry("message:write", actor=MARINA, minute=1)
    automatic = entry("message:write", minute=4)

    assert label_of(CARD, SEEN, COMPARED, before, automatic) == "step 4 of 4"


def test_free_writing_has_one_invitation_and_no_count():
    [free] = [hint for hint in guide.hints((CARD,)) if hint.scenario == ""]

    assert free.step_label == ""
    assert free.text == "write a CPF, a password or a phone number the way people do"
