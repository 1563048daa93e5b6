"""The matrix of classes and teams stands between a person and every value, and nobody loosens it alone."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection

import threads
from desvelo.base import clock
from desvelo.guards.access import approvals
from desvelo.guards.access.errors import AlreadyAsked, AlreadyDecided, Forbidden, NotFound, OwnRequest, ProofTooOld
from desvelo.guards.audit import actions as audit
from desvelo.guards.vault import classes, matrix, ruling, tickets
from desvelo.guards.vault.actions import Reason
from desvelo.guards.vault.errors import ClassClosed, RulesChanged, SecondPersonNeeded
from desvelo.guards.vault.models import Datum, Ruleset
from desvelo.kernel.authority import Permission
from desvelo.kernel.detection.openness import Level
from desvelo.service.desk import actions as desk
from desvelo.service.desk import searching
from desvelo.service.desk.searching import Asked
from house import NOW
from ruled import rule
from shown import value

CPF = "529.982.247-25"
INVOICE = Reason(code="invoice")


@pytest.fixture
def cpf(house, arrive) -> str:
    arrive(f"meu cpf é {CPF} ok")
    return Datum.objects.get(label="CPF").public_id


@pytest.fixture
def caio(house):
    return replace(house.caio, proved_at=clock.wall(), session="a" * 16)


@pytest.fixture
def helena(house):
    return replace(house.helena, proved_at=clock.wall(), session="b" * 16)


def reveal(actor, datum: str, reason: Reason = INVOICE):
    return desk.reveal(actor=actor, datum=datum, reason=reason, now=NOW)


def compare(actor, datum: str):
    return desk.compare(actor=actor, datum=datum, typed=CPF, now=NOW)


def wish(house, label: str, level: Level, *, team=None) -> dict:
    return {(team or house.agenda, label): level.value}


# What each level lets through


@pytest.mark.asvs("8.2.3")
@pytest.mark.parametrize("level", [Level.NEVER, Level.COMPARE])
def test_what_is_not_shown_to_a_team_is_refused_on_record(house, cpf, audit_tags, level):
    rule(house, house.agenda, "CPF", level)

    with pytest.raises(ClassClosed):
        reveal(house.marina, cpf)

    assert audit_tags()[-1] == ("datum:reveal", "denied:class_closed")


@pytest.mark.asvs("8.2.3")
def test_without_the_matrix_it_would_be_shown(house, cpf, monkeypatch):
    """The guard removed."""
    rule(house, house.agenda, "CPF", Level.NEVER)
    monkeypatch.setattr(matrix.Standing, "at", lambda *_, **__: Level.REASON)

    assert value(reveal(house.marina, cpf), actor=house.marina, now=NOW) == CPF


def test_what_may_be_compared_only_is_compared_and_not_shown(house, cpf):
    rule(house, house.agenda, "CPF", Level.COMPARE)

    assert compare(house.marina, cpf).matches
    with pytest.raises(ClassClosed):
        reveal(house.marina, cpf)


def test_at_never_it_is_not_even_compared(house, cpf, audit_tags):
    rule(house, house.agenda, "CPF", Level.NEVER)

    with pytest.raises(ClassClosed):
        compare(house.marina, cpf)
    assert audit_tags()[-1] == ("datum:compare", "denied:class_closed")


def test_the_supervisor_is_bound_by_it_as_everybody(house, cpf):
    rule(house, house.agenda, "CPF", Level.NEVER)

    with pytest.raises(ClassClosed):
        reveal(house.rui, cpf)


def test_another_teams_cell_changes_nothing(house, cpf):
    rule(house, house.financeiro, "CPF", Level.NEVER)

    assert value(reveal(house.marina, cpf), actor=house.marina, now=NOW) == CPF


def test_what_needs_no_question_asks_for_no_reason_and_is_on_record_all_the_same(house, cpf, audit_tags):
    rule(house, house.agenda, "CPF", Level.VISIBLE)

    assert value(reveal(house.marina, cpf, Reason(code="")), actor=house.marina, now=NOW) == CPF
    assert audit_tags()[-1] == ("datum:reveal", "done")


def test_a_special_category_closed_to_a_team_is_closed_under_its_common_name(house, arrive):
    arrive("estou grávida de 3 meses")
    rule(house, house.agenda, "SPECIAL", Level.NEVER)

    with pytest.raises(ClassClosed):
        reveal(house.marina, Datum.objects.get(label="SPECIAL").public_id)


# Side doors


@pytest.mark.asvs("8.2.3")
def test_an_identifier_closed_to_a_team_is_not_found_there_either(house, cpf):
    def places() -> int:
        exact = searching.begin(actor=house.rui, asked=Asked(typed=CPF), now=NOW).exact
        return len(exact.places) if exact else 0

    assert places() == 1
    rule(house, house.agenda, "CPF", Level.NEVER)

    assert places() == 0


@pytest.mark.asvs("8.3.2")
def test_a_class_shut_between_the_leave_and_the_frame_shows_nothing(house, cpf, audit_tags):
    given = reveal(house.marina, cpf)
    rule(house, house.agenda, "CPF", Level.NEVER)

    with pytest.raises(NotFound):
        tickets.redeem(actor=house.marina, ticket=given.ticket, in_frame=True, now=NOW)
    assert audit_tags()[-1] == ("datum:reveal", "denied:class_closed")


@pytest.mark.asvs("8.3.2")
def test_without_asking_again_the_frame_would_show_it(house, cpf, monkeypatch):
    """The guard removed."""
    given = reveal(house.marina, cpf)
    rule(house, house.agenda, "CPF", Level.NEVER)
    monkeypatch.setattr(classes, "allows", lambda *_, **__: True)

    assert value(given, actor=house.marina, now=NOW) == CPF


# Two people


def test_with_two_people_nobody_sees_it_alone(house, cpf, audit_tags):
    rule(house, house.agenda, "CPF", Level.TWO_PEOPLE)

    with pytest.raises(SecondPersonNeeded):
        reveal(house.marina, cpf)

    assert audit_tags()[-1] == ("datum:reveal", "denied:second_person_rule")


@pytest.mark.asvs("2.3.5")
def test_a_supervisors_word_is_good_for_one_look_of_who_asked(house, cpf, audit_tags):
    rule(house, house.agenda, "CPF", Level.TWO_PEOPLE)
    asked = desk.ask_word(actor=house.marina, datum=cpf, reason="invoice", now=NOW)

    with pytest.raises(SecondPersonNeeded):
        reveal(house.marina, cpf)
    approvals.agree(actor=house.rui, approval=asked, now=clock.wall())
    with pytest.raises(SecondPersonNeeded):
        reveal(house.rui, cpf)
    assert value(reveal(house.marina, cpf), actor=house.marina, now=NOW) == CPF
    with pytest.raises(SecondPersonNeeded):
        reveal(house.marina, cpf)

    tags = audit_tags()
    assert ("approval:ask", "done") in tags
    assert ("approval:agree", "done") in tags


def test_a_supervisor_who_asks_does_not_agree_with_themselves(house, cpf):
    rule(house, house.agenda, "CPF", Level.TWO_PEOPLE)
    asked = desk.ask_word(actor=house.rui, datum=cpf, reason="invoice", now=NOW)

    with pytest.raises(OwnRequest):
        approvals.agree(actor=house.rui, approval=asked, now=clock.wall())


def test_two_looks_at_once_share_no_word(house, cpf, committed):
    rule(house, house.agenda, "CPF", Level.TWO_PEOPLE)
    asked = desk.ask_word(actor=house.marina, datum=cpf, reason="invoice", now=NOW)
    approvals.agree(actor=house.rui, approval=asked, now=clock.wall())

    results = threads.at_once(lambda _: reveal(house.marina, cpf), count=4)

    assert sum(isinstance(each, SecondPersonNeeded) for each in results) == 3


# Who changes it


@pytest.mark.asvs("8.3.2")
def test_tighter_counts_at_once_and_alone(house, cpf, caio, audit_tags):
    ruled = ruling.rule(actor=caio, wished=wish(house, "CPF", Level.NEVER), now=clock.wall())

    assert (len(ruled.tightened), ruled.asked, ruled.approval) == (1, (), "")
    assert audit_tags()[-1] == ("rules:tighten", "done")
    with pytest.raises(ClassClosed):
        reveal(house.marina, cpf)


def test_looser_waits_for_the_other_one_of_the_two(house, cpf, caio, helena, audit_tags):
    rule(house, house.agenda, "CPF", Level.NEVER)
    ruled = ruling.rule(actor=caio, wished=wish(house, "CPF", Level.VISIBLE), now=clock.wall())
    with pytest.raises(ClassClosed):
        reveal(house.marina, cpf)

    approvals.agree(actor=helena, approval=ruled.approval, now=clock.wall())

    assert matrix.standing().at(team=house.agenda, label="CPF") is Level.VISIBLE
    assert audit_tags()[-2:] == [("approval:agree", "done"), ("rules:relax", "done")]


@pytest.mark.asvs("2.3.5")
def test_without_the_second_person_it_would_be_looser_at_once(house, caio, monkeypatch):
    """The guard removed: nothing counts as looser any more."""
    rule(house, house.agenda, "CPF", Level.NEVER)
    monkeypatch.setattr("desvelo.kernel.detection.openness.is_looser", lambda *_, **__: False)

    ruling.rule(actor=caio, wished=wish(house, "CPF", Level.VISIBLE), now=clock.wall())

    assert matrix.standing().at(team=house.agenda, label="CPF") is Level.VISIBLE


@pytest.mark.asvs("2.3.5")
def test_nobody_loosens_it_with_themselves_nor_two_of_one_side(house, caio, audit_tags):
    rule(house, house.agenda, "CPF", Level.NEVER)
    asked = ruling.rule(actor=caio, wished=wish(house, "CPF", Level.REASON), now=clock.wall()).approval

    for other in (caio, replace(caio, session="c" * 16), replace(caio, id=uuid4(), session="d" * 16)):
        with pytest.raises(OwnRequest):
            approvals.agree(actor=other, approval=asked, now=clock.wall())

    results = [result for tag, result in audit_tags() if tag == "policy:manage"]
    assert results == ["denied:same_person", "denied:same_person", "denied:same_side"]
    assert matrix.standing().at(team=house.agenda, label="CPF") is Level.NEVER


def test_the_same_session_is_not_a_second_person(house, caio, helena):
    """Whoever signs in as somebody else at the same browser's session is still one pair of eyes."""
    rule(house, house.agenda, "CPF", Level.NEVER)
    asked = ruling.rule(actor=caio, wished=wish(house, "CPF", Level.REASON), now=clock.wall()).approval

    with pytest.raises(OwnRequest):
        approvals.agree(actor=replace(helena, session=caio.session), approval=asked, now=clock.wall())


def test_what_changed_meanwhile_is_not_agreed_to(house, caio, helena):
    rule(house, house.agenda, "CPF", Level.COMPARE)
    asked = ruling.rule(actor=caio, wished=wish(house, "CPF", Level.REASON), now=clock.wall()).approval
    rule(house, house.agenda, "CPF", Level.NEVER)

    with pytest.raises(RulesChanged):
        approvals.agree(actor=helena, approval=asked, now=clock.wall())

    assert matrix.standing().at(team=house.agenda, label="CPF") is Level.NEVER
    assert approvals.waiting_count(helena, now=clock.wall()) == 1


def test_both_kinds_of_change_in_one_wish_part_ways(house, caio):
    rule(house, house.agenda, "CPF", Level.NEVER)
    wished = {**wish(house, "CPF", Level.REASON), **wish(house, "PHONE", Level.COMPARE)}

    ruled = ruling.rule(actor=caio, wished=wished, now=clock.wall())

    assert [each.label for each in ruled.tightened] == ["PHONE"]
    assert [each.label for each in ruled.asked] == ["CPF"]
    assert matrix.standing().at(team=house.agenda, label="PHONE") is Level.COMPARE


def test_one_request_at_a_time(house, caio):
    rule(house, house.agenda, "CPF", Level.NEVER)
    ruling.rule(actor=caio, wished=wish(house, "CPF", Level.REASON), now=clock.wall())

    with pytest.raises(AlreadyAsked):
        ruling.rule(actor=caio, wished=wish(house, "CPF", Level.COMPARE), now=clock.wall())


@pytest.mark.asvs("8.3.1")
@pytest.mark.parametrize("login", ["marina", "rui", "lucia"])
def test_who_keeps_no_policies_changes_and_reads_none(house, login):
    actor = replace(house.actors[login], proved_at=clock.wall())

    with pytest.raises(Forbidden):
        ruling.rule(actor=actor, wished=wish(house, "CPF", Level.NEVER), now=clock.wall())
    with pytest.raises(Forbidden):
        ruling.rules(actor, now=NOW)


@pytest.mark.asvs("7.5.3")
def test_an_open_screen_is_not_its_owner(house):
    with pytest.raises(ProofTooOld):
        ruling.rule(actor=house.caio, wished=wish(house, "CPF", Level.NEVER), now=clock.wall())


@pytest.mark.parametrize(
    ("label", "level"),
    [("SPECIAL", "visible"), ("SPECIAL", "compare"), ("CARD_NUMBER", "reason"), ("CPF", "all"), ("X", "never")],
)
def test_a_level_or_class_that_is_not_offered_is_refused(house, caio, label, level):
    with pytest.raises(NotFound):
        ruling.rule(actor=caio, wished={(house.agenda, label): level}, now=clock.wall())


def test_of_two_who_change_it_at_once_both_count(house, caio, helena, committed):
    people = ((caio, "CPF"), (helena, "PHONE"))

    def change(number: int):
        actor, label = people[number]
        return ruling.rule(actor=actor, wished=wish(house, label, Level.NEVER), now=clock.wall())

    assert [len(each.tightened) for each in threads.at_once(change)] == [1, 1]
    standing = matrix.standing()
    assert standing.version == 2
    assert {standing.at(team=house.agenda, label=label) for _, label in people} == {Level.NEVER}


# Whoever writes the database


@pytest.mark.asvs("8.2.3")
def test_a_matrix_written_into_the_database_closes_everything(house, cpf, audit_tags):
    rule(house, house.agenda, "CPF", Level.NEVER)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE vault_ruleset SET cells = '[]'")

    with pytest.raises(ClassClosed):
        reveal(house.marina, cpf)
    assert matrix.standing().is_closed
    assert matrix.sweep(now=NOW) == 1
    audit.sequence()
    assert matrix.sweep(now=NOW) == 0
    assert audit_tags()[-1] == ("rules:refuse", "done")


def test_a_matrix_taken_away_closes_everything(house, cpf):
    rule(house, house.agenda, "CPF", Level.NEVER)
    Ruleset.objects.all().delete()

    with pytest.raises(ClassClosed):
        reveal(house.marina, cpf)


def test_an_older_matrix_put_back_closes_everything(house, cpf):
    rule(house, house.agenda, "PHONE", Level.COMPARE)
    rule(house, house.agenda, "CPF", Level.NEVER)
    Ruleset.objects.filter(version=2).delete()

    with pytest.raises(ClassClosed):
        reveal(house.marina, cpf)


def test_without_the_mac_what_was_written_would_open_it(house, cpf, monkeypatch):
    """The guard removed."""
    rule(house, house.agenda, "CPF", Level.NEVER)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE vault_ruleset SET cells = '[]'")
    monkeypatch.setattr(matrix, "_is_ours", lambda _row: True)

    assert value(reveal(house.marina, cpf), actor=house.marina, now=NOW) == CPF


def test_two_people_let_a_closed_matrix_begin_anew(house, cpf, caio, helena):
    rule(house, house.agenda, "CPF", Level.NEVER)
    Ruleset.objects.all().delete()

    approvals.agree(actor=helena, approval=ruling.begin_anew(actor=caio, now=clock.wall()), now=clock.wall())

    assert not matrix.standing().is_closed
    assert matrix.standing().version == 2
    assert value(reveal(house.marina, cpf), actor=house.marina, now=NOW) == CPF


def test_a_matrix_as_it_was_decided_does_not_begin_anew(house, caio):
    with pytest.raises(RulesChanged):
        ruling.begin_anew(actor=caio, now=clock.wall())


def test_the_page_asks_the_same_number_of_times_for_many_rules(house, django_assert_num_queries):
    for label in ("CPF", "PHONE", "EMAIL"):
        rule(house, house.agenda, label, Level.COMPARE)

    with django_assert_num_queries(2):
        classes.open_teams(house.rui, Permission.DATUM_COMPARE, label="CPF", among=[house.agenda, house.financeiro])


def test_a_request_dies_after_its_time(house, caio, helena):
    rule(house, house.agenda, "CPF", Level.NEVER)
    asked = ruling.rule(actor=caio, wished=wish(house, "CPF", Level.REASON), now=clock.wall()).approval
    late = clock.wall() + timedelta(days=3)

    with pytest.raises(AlreadyDecided):
        approvals.agree(actor=replace(helena, proved_at=late), approval=asked, now=late)
