"""May it leave: each reason alone, and what no sequence of events brings about."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desvelo.kernel.lawfulness import sending, wishes
from desvelo.kernel.lawfulness.basis import Record
from desvelo.kernel.lawfulness.case import Case, Ground
from desvelo.kernel.lawfulness.consent import Action
from desvelo.kernel.lawfulness.people import Band, Flag, Sign
from desvelo.kernel.lawfulness.sending import Must, Outgoing
from desvelo.kernel.lawfulness.wishes import (
    EVERYTHING,
    PROMOTIONS,
    Informed,
    OptedIn,
    OptedOut,
    Returned,
    Stopped,
    Way,
    Wrote,
)

from .proofs import word, yes
from .whole import CASE, CONSENT, INTEREST, NOW, SHOP, SINCE, TEST, case

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
ANSWER = Outgoing(is_answer=True)
UTILITY, MARKETING = Outgoing(category="UTILITY"), Outgoing(category="MARKETING")
PROMOTIONS_BY_INTEREST = case(code="p", purpose="marketing_own", grounds=(INTEREST,), balancing=TEST)
PROMOTIONS_BY_CONSENT = case(code="p", purpose="marketing_own", grounds=(CONSENT,))
SURVEY = case(code="s", purpose="survey", grounds=(INTEREST,), balancing=TEST)
HIGHLIGHTED = Ground(basis="BR11-I")
WROTE = Wrote(at=NOW - HOUR)
TOLD = Informed(at=SINCE, version=1)


def opted(category: str, *, at=SINCE, **changed) -> OptedIn:
    whole = {"names_company": True, "says_messages": True, "origin": "balcão", "evidence": "ficha 1"}
    return OptedIn(at=at, category=category, **(whole | changed))


def asked(outgoing: Outgoing, *events, of: Case | None = CASE) -> sending.Leave:
    return sending.may_send(outgoing, case=of, company=SHOP, wishes=wishes.known(events, now=NOW), now=NOW)


@pytest.mark.parametrize(
    ("outgoing", "of", "events", "reasons"),
    [
        (ANSWER, CASE, [WROTE], ()),
        (ANSWER, None, [WROTE], ("no_case",)),
        (ANSWER, replace(CASE, is_retired=True), [WROTE], ("case_retired",)),
        (ANSWER, replace(CASE, grounds=()), [WROTE], ("no_basis",)),
        (ANSWER, replace(CASE, grounds=(Ground(basis="BR7-XI"),)), [WROTE], ("no_basis",)),
        (ANSWER, replace(CASE, keep_days=0), [WROTE], ()),
        (UTILITY, replace(CASE, keep_days=0), [opted("UTILITY")], ("case_incomplete",)),
        # The window: an answer that comes too late is the company's own idea, and free words cannot leave.
        (ANSWER, CASE, [Wrote(at=NOW - DAY)], ()),
        (ANSWER, CASE, [Wrote(at=NOW - DAY - timedelta(seconds=1))], ("no_opt_in", "window_closed")),
        (ANSWER, CASE, [], ("no_opt_in", "window_closed")),
        (ANSWER, CASE, [opted("UTILITY")], ("window_closed",)),
        # Having written first is no opt-in.
        (UTILITY, CASE, [WROTE], ("no_opt_in",)),
        (UTILITY, CASE, [WROTE, opted("UTILITY")], ()),
        (UTILITY, CASE, [WROTE, opted("MARKETING")], ("no_opt_in",)),
        (UTILITY, CASE, [opted("UTILITY", names_company=False)], ("no_opt_in",)),
        (UTILITY, CASE, [opted("UTILITY", says_messages=False)], ("no_opt_in",)),
        (UTILITY, CASE, [opted("UTILITY", evidence="")], ("no_opt_in",)),
        (UTILITY, CASE, [opted("UTILITY", origin=" ")], ("no_opt_in",)),
        (UTILITY, CASE, [opted("UTILITY", at=NOW + HOUR)], ("no_opt_in",)),
        (UTILITY, CASE, [opted("UTILITY"), OptedOut(at=SINCE, category="UTILITY")], ("no_opt_in",)),
        (Outgoing(category="NEWS"), CASE, [opted("UTILITY")], ("no_opt_in", "category_unknown")),
        # Promotions.
        (MARKETING, PROMOTIONS_BY_INTEREST, [opted("MARKETING")], ()),
        (MARKETING, PROMOTIONS_BY_INTEREST, [WROTE], ("no_opt_in",)),
        (MARKETING, CASE, [opted("MARKETING")], ("promotion_elsewhere",)),
        (UTILITY, PROMOTIONS_BY_INTEREST, [opted("MARKETING")], ("promotion_disguised",)),
        (ANSWER, PROMOTIONS_BY_INTEREST, [WROTE], ("no_opt_in",)),
        (MARKETING, PROMOTIONS_BY_INTEREST, [opted("MARKETING"), Stopped(at=NOW, scope=PROMOTIONS, way=Way.WORD)],
         ("opted_out",)),
        (UTILITY, CASE, [opted("UTILITY"), Stopped(at=NOW, scope=PROMOTIONS, way=Way.WORD)], ()),
        (UTILITY, CASE, [opted("UTILITY"), Stopped(at=NOW, scope=EVERYTHING, way=Way.BUTTON)], ("opted_out",)),
        (UTILITY, SURVEY, [opted("UTILITY"), Stopped(at=NOW, scope="survey", way=Way.REQUEST)], ("opted_out",)),
        (UTILITY, CASE, [opted("UTILITY"), Stopped(at=NOW, scope="survey", way=Way.REQUEST)], ()),
        (ANSWER, CASE, [WROTE, Stopped(at=NOW, scope=EVERYTHING, way=Way.BUTTON)], ()),
        # Consent.
        (MARKETING, PROMOTIONS_BY_CONSENT, [opted("MARKETING")], ("consent_none",)),
        (MARKETING, PROMOTIONS_BY_CONSENT, [opted("MARKETING"), yes()], ()),
        (MARKETING, PROMOTIONS_BY_CONSENT, [opted("MARKETING"), yes(text="")], ("consent_unproved",)),
        (MARKETING, PROMOTIONS_BY_CONSENT, [opted("MARKETING"), yes(), word(Action.WITHDRAWN, at=NOW)],
         ("consent_revoked",)),
        (MARKETING, PROMOTIONS_BY_CONSENT, [opted("MARKETING"), word(Action.REFUSED, at=NOW)], ("consent_refused",)),
        (ANSWER, case(purpose="support", classes=frozenset({"PHONE", "HEALTH"}), grounds=(CONSENT, HIGHLIGHTED)),
         [WROTE, yes(purpose="support")], ("consent_none",)),
        (ANSWER, case(purpose="support", classes=frozenset({"PHONE", "HEALTH"}), grounds=(CONSENT, HIGHLIGHTED)),
         [WROTE, yes(purpose="support"), yes(purpose="support", basis="BR11-I", highlighted=True)],
         ("consent_unproved",)),
        (ANSWER, case(purpose="support", classes=frozenset({"PHONE", "HEALTH"}), grounds=(CONSENT, HIGHLIGHTED)),
         [WROTE, yes(purpose="support"),
          yes(purpose="support", basis="BR11-I", highlighted=True, classes=frozenset({"HEALTH"}))], ()),
        # Minors.
        (MARKETING, PROMOTIONS_BY_INTEREST, [opted("MARKETING"), Flag(band=Band.MINOR, sign=Sign.DETECTOR, at=SINCE)],
         ("minor",)),
        (UTILITY, CASE, [opted("UTILITY"), Flag(band=Band.CHILD, sign=Sign.QUEUE, at=SINCE)], ()),
    ],
)  # fmt: skip
def test_yes_or_why_not(outgoing, of, events, reasons):
    assert asked(outgoing, *events, of=of).reasons == reasons


def test_all_that_stands_against_it_is_named():
    worst = replace(PROMOTIONS_BY_CONSENT, keep_days=0)
    stop = Stopped(at=NOW, scope=PROMOTIONS, way=Way.SETTINGS)
    child = Flag(band=Band.CHILD, sign=Sign.SAID, at=SINCE)

    assert asked(Outgoing(), stop, child, of=worst).reasons == (
        "case_incomplete", "opted_out", "no_opt_in", "window_closed", "consent_none", "minor",
    )  # fmt: skip


def test_a_consent_is_asked_and_a_stop_confirmed_only_within_the_window():
    asks, confirms = replace(ANSWER, asks_consent=True), replace(ANSWER, confirms_wish=True)
    stop = Stopped(at=NOW, scope=PROMOTIONS, way=Way.WORD)
    support = case(purpose="support", grounds=(CONSENT,))

    assert asked(asks, WROTE, of=support).allowed
    assert asked(asks, of=support).reasons == ("no_opt_in", "window_closed", "consent_none")
    assert asked(replace(asks, is_answer=False), WROTE, of=support).reasons == ("no_opt_in", "consent_none")
    assert asked(asks, WROTE, word(Action.REFUSED, at=NOW, purpose="support"), of=support).reasons == (
        "consent_refused",
    )
    assert asked(confirms, WROTE, stop, of=PROMOTIONS_BY_CONSENT).allowed
    assert asked(confirms, stop, of=PROMOTIONS_BY_CONSENT).reasons[0] == "opted_out"
    assert (
        asked(replace(confirms, category="MARKETING"), WROTE, stop, of=PROMOTIONS_BY_CONSENT).reasons[0] == "opted_out"
    )


def test_what_must_go_with_it():
    assert asked(ANSWER, WROTE).must == {Must.NOTICE}
    assert asked(ANSWER, WROTE, TOLD).must == frozenset()
    assert asked(MARKETING, opted("MARKETING"), TOLD, of=PROMOTIONS_BY_INTEREST).must == {Must.HOW_TO_STOP}
    assert asked(ANSWER, WROTE, TOLD, of=replace(CASE, keep_days=0)).must == {Must.MEND_CASE}


@pytest.mark.parametrize(
    ("stop", "back", "undone"),
    [
        ((PROMOTIONS, Way.WORD), (EVERYTHING, Way.WORD), True),
        ((EVERYTHING, Way.BUTTON), (EVERYTHING, Way.WORD), True),
        ((PROMOTIONS, Way.SETTINGS), (EVERYTHING, Way.WORD), True),
        ((PROMOTIONS, Way.WORD), (PROMOTIONS, Way.SETTINGS), True),
        ((EVERYTHING, Way.BUTTON), (PROMOTIONS, Way.SETTINGS), False),
        ((PROMOTIONS, Way.REQUEST), (EVERYTHING, Way.WORD), False),
        ((PROMOTIONS, Way.REQUEST), (PROMOTIONS, Way.REQUEST), True),
        ((PROMOTIONS, Way.SUPPRESSED), (EVERYTHING, Way.WORD), True),
        ((PROMOTIONS, Way.WORD), ("survey", Way.REQUEST), False),
        (("survey", Way.WORD), (PROMOTIONS, Way.WORD), False),
        (("marketing_own", Way.WORD), (PROMOTIONS, Way.WORD), True),
    ],
)
def test_what_undoes_a_stop(stop, back, undone):
    events = [Stopped(at=SINCE, scope=stop[0], way=stop[1]), Returned(at=NOW, scope=back[0], way=back[1])]

    assert (not wishes.known(events, now=NOW).stops) is undone
    assert wishes.known([replace(events[0], at=NOW), replace(events[1], at=SINCE)], now=NOW).stops
    assert wishes.known([replace(events[0], at=NOW), events[1]], now=NOW).stops


@pytest.mark.parametrize(
    "text", ["PARAR", "párar", " Sair. ", "STOP!!", "*descadastrar*", "PARAR promoções", "p\u200barar"]
)
def test_a_word_alone_stops(text):
    assert wishes.said(text, at=NOW) == Stopped(at=NOW, scope=PROMOTIONS, way=Way.WORD)


@pytest.mark.parametrize(
    "text",
    ["parar de tomar o remédio", "CANCELAR", "quero sair mais cedo", "non-stop", "parar?? de que", "", "não parar",
     "stop doing that", "sair do hospital"],
)  # fmt: skip
def test_a_word_among_others_does_not(text):
    assert wishes.said(text, at=NOW) is None


def test_voltar_undoes():
    back = wishes.said("Voltar", at=NOW)
    stop = wishes.said("PARAR", at=SINCE)

    assert asked(MARKETING, opted("MARKETING"), stop, of=PROMOTIONS_BY_INTEREST).reasons == ("opted_out",)
    assert asked(MARKETING, opted("MARKETING"), stop, back, of=PROMOTIONS_BY_INTEREST).allowed


@pytest.mark.parametrize("reason", sending.SAID)
def test_every_reason_says_what_is_wrong_and_what_to_do(reason):
    assert [each.in_english()[-1] for each in sending.words(reason)] == [".", "."]


# What no sequence of events brings about.

INSTANTS = st.integers(-20, 2).map(lambda hours: NOW + hours * 3 * HOUR)
SCOPES = st.sampled_from([PROMOTIONS, EVERYTHING, "marketing_own", "survey", "order_updates"])
EVENTS = st.lists(
    st.one_of(
        st.builds(Wrote, at=INSTANTS),
        st.builds(lambda at, category: opted(category, at=at), INSTANTS, st.sampled_from(sorted(wishes.CATEGORIES))),
        st.builds(OptedOut, at=INSTANTS, category=st.sampled_from(sorted(wishes.CATEGORIES))),
        st.builds(Stopped, at=INSTANTS, scope=SCOPES, way=st.sampled_from(Way)),
        st.builds(Returned, at=INSTANTS, scope=SCOPES, way=st.sampled_from(Way)),
        st.builds(Informed, at=INSTANTS, version=st.integers(0, 3)),
        st.builds(lambda at: yes(at=at), INSTANTS),
        st.builds(lambda at: word(Action.WITHDRAWN, at=at), INSTANTS),
        st.builds(Flag, band=st.sampled_from(Band), sign=st.sampled_from(Sign), at=INSTANTS),
    ),
    max_size=10,
)
OUTGOING = st.builds(
    Outgoing,
    category=st.sampled_from(["", "UTILITY", "MARKETING", "AUTHENTICATION"]),
    is_answer=st.booleans(),
    asks_consent=st.booleans(),
    confirms_wish=st.booleans(),
)
CASES = st.sampled_from(
    [None, CASE, PROMOTIONS_BY_INTEREST, PROMOTIONS_BY_CONSENT, SURVEY, replace(CASE, grounds=()),
     replace(CASE, grounds=(Ground(basis="nothing", records={Record.NORM: "x"}),)), replace(SURVEY, balancing=None)]
)  # fmt: skip
MANY = settings(max_examples=200)


def wants_none_of(of: Case, events) -> bool:
    """Whether the customer stopped what *of* is about and never came back in any way at all, told without the rules."""
    about = {EVERYTHING, of.purpose} | ({PROMOTIONS} if of.purpose == "marketing_own" else set())
    stops = [each.at for each in events if isinstance(each, Stopped) and each.scope in about]
    back = [each.at for each in events if isinstance(each, Returned)]
    return bool(stops) and not any(at > min(stops) for at in back)


def is_own_idea(outgoing: Outgoing, events) -> bool:
    """Whether nobody wrote within a day, or it is no answer, or a promotion, told without the rules."""
    wrote = any(isinstance(each, Wrote) and NOW - DAY <= each.at <= NOW for each in events)
    return not (outgoing.is_answer and wrote) or outgoing.category == "MARKETING"


@MANY
@given(EVENTS, OUTGOING, CASES)
def test_nothing_of_the_companys_own_idea_reaches_whoever_stopped_it(events, outgoing, of):
    if of is not None and wants_none_of(of, events) and is_own_idea(outgoing, events):
        assert not asked(outgoing, *events, of=of).allowed


@MANY
@given(EVENTS, OUTGOING, CASES)
def test_nothing_leaves_without_a_case_and_a_basis(events, outgoing, of):
    if asked(outgoing, *events, of=of).allowed:
        assert of is not None
        assert [each.code for each in of.bases] != []


@MANY
@given(EVENTS, OUTGOING, CASES)
def test_the_companys_own_idea_needs_an_opt_in_whatever_the_customer_wrote(events, outgoing, of):
    without = [each for each in events if not isinstance(each, OptedIn)]

    if is_own_idea(outgoing, without):
        assert not asked(outgoing, *without, of=of).allowed


@MANY
@given(EVENTS, OUTGOING, CASES)
def test_one_more_stop_never_opens_a_door(events, outgoing, of):
    stop = Stopped(at=NOW, scope=EVERYTHING, way=Way.WORD)

    if not asked(outgoing, *events, of=of).allowed:
        assert not asked(outgoing, *events, stop, of=of).allowed


@MANY
@given(st.permutations([WROTE, TOLD, opted("MARKETING"), Stopped(at=NOW - HOUR, scope=PROMOTIONS, way=Way.WORD),
                        Returned(at=NOW, scope=PROMOTIONS, way=Way.WORD), yes()]))  # fmt: skip
def test_the_order_in_which_events_arrive_does_not_matter(events):
    assert asked(MARKETING, *events, of=PROMOTIONS_BY_CONSENT).allowed


def test_without_the_rule_of_stops_the_message_would_leave(monkeypatch):
    events = [opted("MARKETING"), Stopped(at=NOW, scope=PROMOTIONS, way=Way.WORD)]
    assert not asked(MARKETING, *events, of=PROMOTIONS_BY_INTEREST).allowed

    monkeypatch.setattr(wishes.Wishes, "stopped", lambda *_, **__: False)

    assert asked(MARKETING, *events, of=PROMOTIONS_BY_INTEREST).allowed
