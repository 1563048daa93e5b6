"""A consent through its life: given, refused, taken back, out of date; and what its proof must hold."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desvelo.kernel.lawfulness import consent, notice
from desvelo.kernel.lawfulness.consent import Action, Channel, State
from desvelo.kernel.lawfulness.notice import Item, Notice
from desvelo.kernel.lawfulness.problems import codes

from .proofs import word, yes
from .whole import NOTICE, NOW, PAGE, SINCE

DAY = timedelta(days=1)


def version(number: int, item: Item | None = None, *, since=NOW - DAY) -> Notice:
    page = PAGE | ({item: f"Mudou na versão {number}"} if item else {})
    return Notice(version=number, since=since, short=NOTICE.short, page={"pt-br": page})


def state(*said, versions=(NOTICE,), minor=False, basis="BR7-I", covers=frozenset()) -> State:
    return consent.state(
        said, purpose="marketing_own", basis=basis, covers=covers, versions=versions, now=NOW, minor=minor
    )


def test_nobody_asked_is_no_consent():
    assert state() is State.NONE
    assert state(yes(purpose="survey")) is State.NONE


def test_a_consent_is_given_taken_back_and_given_again():
    given = yes()
    back = word(Action.WITHDRAWN, at=SINCE + DAY)

    assert state(given) is State.GIVEN
    assert state(given, back) is state(back, given) is State.REVOKED
    assert state(given, back, yes(at=SINCE + 2 * DAY)) is State.GIVEN
    assert state(given, word(Action.REFUSED, at=SINCE + DAY)) is State.REFUSED


def test_of_two_words_at_once_the_one_that_takes_away_counts():
    assert state(yes(), word(Action.WITHDRAWN, at=SINCE)) is State.REVOKED
    assert state(word(Action.WITHDRAWN, at=SINCE), yes()) is State.REVOKED


def test_a_yes_of_tomorrow_does_not_count_and_a_no_does():
    assert state(yes(at=NOW + DAY)) is State.NONE
    assert state(yes(), word(Action.WITHDRAWN, at=NOW + DAY)) is State.REVOKED


@pytest.mark.parametrize("item", sorted(notice.MATERIAL))
def test_a_notice_that_changed_in_what_matters_ends_a_yes_until_it_is_renewed(item):
    versions = (NOTICE, version(2, item))

    assert state(yes(), versions=versions) is State.EXPIRED
    assert state(yes(), replace(yes(version=2, at=NOW), action=Action.RENEWED), versions=versions) is State.GIVEN


@pytest.mark.parametrize("item", [Item.CONTACT, Item.OFFICER, Item.RIGHTS])
def test_a_notice_that_changed_otherwise_does_not(item):
    assert state(yes(), versions=(NOTICE, version(2, item))) is State.GIVEN


def test_a_change_there_and_back_does_not_end_a_yes_and_one_still_to_come_does_not_either():
    there_and_back = (NOTICE, version(2, Item.PURPOSE, since=SINCE + DAY), version(3))
    to_come = (NOTICE, version(2, Item.PURPOSE, since=NOW + DAY))

    assert state(yes(), versions=there_and_back) is State.GIVEN
    assert state(yes(), versions=to_come) is State.GIVEN


def test_a_yes_under_a_version_nobody_can_show_is_over():
    assert state(yes(version=7)) is State.EXPIRED
    assert state(yes(), versions=()) is State.EXPIRED


@pytest.mark.parametrize(
    ("changed", "missing"),
    [
        ({"text": " "}, "proof_text"),
        ({"version": 0}, "proof_notice"),
        ({"channel": None}, "proof_channel"),
        ({"evidence": ""}, "proof_evidence"),
        ({"answer_digest": "abc"}, "proof_digest"),
        ({"at": SINCE.replace(tzinfo=None)}, "proof_at"),
        ({"classes": frozenset()}, "proof_classes"),
        ({"basis": "BR7-IX"}, "proof_basis"),
        ({"basis": "BR11-I"}, "proof_highlight"),
        ({"consequences_shown": False}, "proof_consequences"),
    ],
)
def test_a_yes_without_a_whole_proof_is_none(changed, missing):
    said = yes(**changed)
    said = replace(said, at=SINCE)

    assert codes(consent.missing(said, minor=False)) == (missing,)
    assert state(said, basis=said.basis) is State.UNPROVED


def test_a_yes_on_another_basis_or_about_other_data_is_not_this_one():
    highlighted = yes(basis="BR11-I", highlighted=True, classes=frozenset({"HEALTH"}))
    health = frozenset({"HEALTH"})

    assert state(yes(), basis="BR11-I") is State.NONE
    assert state(highlighted, basis="BR11-I", covers=health) is State.GIVEN
    assert state(highlighted, basis="BR11-I", covers=health | {"RELIGION"}) is State.UNPROVED
    assert state(highlighted, word(Action.WITHDRAWN, at=NOW), basis="BR11-I", covers=health) is State.REVOKED


def test_notices_without_a_language_in_common_are_asked_about_again():
    english = replace(version(2), page={"en": PAGE})

    assert state(yes(), versions=(NOTICE, english)) is State.EXPIRED


def test_a_form_needs_no_digest_of_an_answer():
    assert consent.missing(yes(channel=Channel.WEB_FORM, answer_digest=""), minor=False) == ()


def test_for_a_child_a_guardian_says_it_and_the_question_stands_apart():
    assert codes(consent.missing(yes(), minor=True)) == ("proof_highlight", "proof_guardian")
    assert state(yes(highlighted=True, guardian="g1"), minor=True) is State.GIVEN
    assert state(yes(), minor=True) is State.UNPROVED


SAID = st.tuples(st.sampled_from(["yes", "no", "back"]), st.integers(0, 40))


@given(st.lists(SAID, max_size=12))
def test_whatever_was_said_the_last_word_counts(sequence):
    made = {"yes": lambda at: yes(at=at), "no": lambda at: word(Action.REFUSED, at=at),
            "back": lambda at: word(Action.WITHDRAWN, at=at)}  # fmt: skip
    said = [made[what](SINCE + timedelta(days=day)) for what, day in sequence]
    latest = max((day for _, day in sequence), default=None)
    last_words = {what for what, day in sequence if day == latest}

    assert (state(*said) is State.GIVEN) == (last_words == {"yes"})
