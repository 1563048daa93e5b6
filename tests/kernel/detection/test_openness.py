"""How open a class is to a team: a ceiling under what the class permits, never more."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desvelo.kernel.detection import openness, policies
from desvelo.kernel.detection.catalogue import shipped
from desvelo.kernel.detection.labels import Handling, Tier
from desvelo.kernel.detection.openness import Change, Level

TEAM, OTHER = UUID(int=1), UUID(int=2)
CLASSES = openness.classes()


@pytest.mark.asvs("8.1.2")
def test_every_class_that_can_be_opened_has_a_row_and_no_other():
    sealed = {policies.kept_as(label) for label in shipped().labels if label.handling is Handling.SEAL}

    assert set(CLASSES) == sealed | set(openness.FILES)
    assert len(set(CLASSES)) == len(CLASSES)
    assert set(openness.discarded()).isdisjoint(CLASSES)


@pytest.mark.parametrize("code", CLASSES)
def test_nobody_sees_it_is_offered_everywhere_and_the_default_is_offered(code):
    assert openness.offered(code)[0] is Level.NEVER
    assert openness.of_class(code) in openness.offered(code)


@pytest.mark.asvs("8.1.2")
@pytest.mark.parametrize("code", CLASSES)
def test_nothing_comes_without_a_question(code):
    """The safe default: no class is shown to anybody without a reason before two people said so."""
    assert openness.of_class(code) is Level.REASON


@pytest.mark.parametrize(
    "code", ["SPECIAL", "OTHER", "UNREADABLE", "CARD_EXPIRY", "BANK_ACCOUNT", "FILE_IMAGE", "NEVER_HEARD_OF"]
)
def test_the_most_delicate_are_never_shown_without_asking_why(code):
    assert Level.VISIBLE not in openness.offered(code)


@pytest.mark.parametrize("code", CLASSES)
def test_comparing_is_offered_only_where_the_class_is_compared(code):
    if code in openness.FILES or policies.tier_of(shipped().label(code)) is Tier.SPECIAL:
        assert Level.COMPARE not in openness.offered(code)


def test_a_cell_counts_for_its_team_alone():
    matrix = {(TEAM, "CPF"): Level.NEVER}

    assert openness.at(matrix, team=TEAM, code="CPF") is Level.NEVER
    assert openness.at(matrix, team=OTHER, code="CPF") is Level.REASON
    assert openness.at(matrix, team=TEAM, code="PHONE") is Level.REASON


def test_a_level_that_the_class_does_not_offer_counts_as_never():
    assert openness.at({(TEAM, "SPECIAL"): Level.VISIBLE}, team=TEAM, code="SPECIAL") is Level.NEVER


def test_what_is_as_the_class_has_it_stands_in_no_cell():
    shut = Change(team=TEAM, label="CPF", was=Level.REASON, to=Level.NEVER)
    back = Change(team=TEAM, label="CPF", was=Level.NEVER, to=Level.REASON)

    assert openness.changed({}, (shut,)) == {(TEAM, "CPF"): Level.NEVER}
    assert openness.changed(openness.changed({}, (shut,)), (back,)) == {}
    assert (shut.is_looser, back.is_looser) == (False, True)


@given(st.sampled_from(Level), st.sampled_from(Level))
def test_whoever_may_do_more_at_a_level_has_a_looser_one(one, other):
    """So that «tighter» in the rule about two people is tighter in what is permitted."""
    may = [{"compare"} & ({"compare"} if openness.lets_compare(each) else set()) for each in (one, other)]
    shows = [openness.lets_show(each) for each in (one, other)]
    if (shows[0] and not shows[1]) or may[0] > may[1]:
        assert openness.is_looser(one, than=other)
