"""The page of the policies: what a change would have meant is said before, tighter at once, looser by two."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from browser import just_proved, signed_in
from desvelo.base import clock
from desvelo.guards.audit import actions as audit
from desvelo.guards.vault import matrix, ruling, simulating
from desvelo.guards.vault.actions import Reason
from desvelo.guards.vault.errors import ClassClosed
from desvelo.guards.vault.models import Datum, Ruleset
from desvelo.kernel.detection.openness import Level
from desvelo.service.desk import actions as desk
from house import NOW
from pages import running
from ruled import rule

PAGE, SIMULATE, CHANGE = "/ajustes/politicas", "/ajustes/politicas/simular", "/ajustes/politicas/mudar"
CPF = "529.982.247-25"


@pytest.fixture
def looked(house, arrive) -> None:
    """Marina of Agenda saw a CPF once and compared it once; she was refused it once, and all is on record."""
    arrive(f"meu cpf é {CPF} ok")
    datum = Datum.objects.get(label="CPF").public_id
    desk.reveal(actor=house.marina, datum=datum, reason=Reason(code="invoice"), now=NOW)
    desk.compare(actor=house.marina, datum=datum, typed=CPF, now=NOW)
    audit.sequence()


def cell(house, label: str, level: str, *, team=None) -> dict[str, str]:
    return {f"cell.{team or house.agenda}.{label}": level}


def said(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def effect(house, label: str, level: Level, *, team=None) -> simulating.Effect:
    wished = ruling.changes({(team or house.agenda, label): level.value}, standing=matrix.standing())
    return simulating.simulate(actor=house.caio, changes=wished, now=NOW)


def test_each_class_has_a_choice_for_each_team_and_nothing_runs_in_it(house):
    page = signed_in(house.helena).get(PAGE).content.decode()

    assert f'name="cell.{house.agenda}.CPF"' in page
    assert f'name="cell.{house.financeiro}.SPECIAL"' in page
    assert "Descartados na chegada" in page
    assert running(page) == []


def test_a_look_that_would_be_refused_is_counted_and_nothing_is_changed(house, looked):
    answer = signed_in(house.caio).post(SIMULATE, cell(house, "CPF", "never"))

    assert answer.status_code == 200
    assert "2 consultas teriam sido recusadas." in said(answer)
    assert "Toca 1 pessoa." in said(answer)
    assert CPF not in answer.content.decode()
    assert not Ruleset.objects.exists()


def test_what_each_level_would_have_meant(house, looked):
    assert (effect(house, "CPF", Level.COMPARE).refused, effect(house, "CPF", Level.COMPARE).seen) == (1, 2)
    assert (effect(house, "CPF", Level.TWO_PEOPLE).refused, effect(house, "CPF", Level.TWO_PEOPLE).with_two) == (0, 1)
    assert effect(house, "CPF", Level.VISIBLE).refused == 0
    assert effect(house, "PHONE", Level.NEVER).refused == 0
    assert effect(house, "CPF", Level.NEVER, team=house.financeiro).refused == 0


def test_a_try_that_was_refused_by_policy_is_counted_as_allowed(house, looked):
    rule(house, house.agenda, "CPF", Level.NEVER)
    datum = Datum.objects.get(label="CPF").public_id
    with pytest.raises(ClassClosed):
        desk.reveal(actor=house.marina, datum=datum, reason=Reason(code="invoice"), now=NOW)
    audit.sequence()

    assert effect(house, "CPF", Level.REASON).allowed == 1
    assert effect(house, "CPF", Level.COMPARE).allowed == 0
    assert effect(house, "CPF", Level.TWO_PEOPLE).allowed == 0


def test_what_is_older_than_yesterday_is_not_counted(house, looked):
    wished = ruling.changes({(house.agenda, "CPF"): "never"}, standing=matrix.standing())

    assert simulating.simulate(actor=house.caio, changes=wished, now=NOW + timedelta(days=2)).seen == 0


def test_tighter_is_so_at_once_and_the_page_says_who(house):
    answer = just_proved(house.caio).post(CHANGE, cell(house, "CPF", "never"))

    assert (answer.status_code, answer["Location"]) == (302, PAGE)
    assert matrix.standing().at(team=house.agenda, label="CPF") is Level.NEVER
    assert "Mudado por Caio Prado" in said(signed_in(house.helena).get(PAGE))


def test_looser_waits_and_stands_on_the_page_of_both(house):
    rule(house, house.agenda, "CPF", Level.NEVER)
    just_proved(house.caio).post(CHANGE, cell(house, "CPF", "reason"))

    assert matrix.standing().at(team=house.agenda, label="CPF") is Level.NEVER
    for actor in (house.caio, house.helena):
        assert "Espera por uma segunda pessoa" in said(signed_in(actor).get(PAGE))


def test_without_a_fresh_factor_nothing_is_changed(house):
    answer = signed_in(house.caio).post(CHANGE, cell(house, "CPF", "never"))

    assert answer["Location"].startswith("/confirmar?")
    assert not Ruleset.objects.exists()


def test_a_second_request_is_told_to_wait(house):
    rule(house, house.agenda, "CPF", Level.NEVER)
    browser = just_proved(house.caio)
    browser.post(CHANGE, cell(house, "CPF", "reason"))

    answer = browser.post(CHANGE, cell(house, "CPF", "compare"))

    assert answer.status_code == 409
    assert "Um pedido seu já está esperando" in said(answer)


@pytest.mark.parametrize("name", ["cell.x.CPF", "cell.%s.NOTHING", "cell.%s.CPF.x", f"cell.{'9' * 99}.CPF"])
def test_a_field_that_no_form_of_ours_has_is_refused(house, name):
    fields = {name.replace("%s", str(house.agenda)): "never"}

    assert just_proved(house.caio).post(SIMULATE, fields).status_code == 404


def test_a_matrix_that_nobody_decided_is_said_on_every_screen_of_both(house):
    rule(house, house.agenda, "CPF", Level.NEVER)
    Ruleset.objects.all().delete()

    for actor in (house.caio, house.helena):
        assert "As políticas não estão como foram decididas" in said(signed_in(actor).get("/conta/seguranca"))
        assert 'name="cell.' not in signed_in(actor).get(PAGE).content.decode()
    assert "Pedir para recomeçar" in said(just_proved(house.caio).get(PAGE))
    assert "As políticas" not in said(signed_in(house.marina).get("/conta/seguranca"))


def test_the_way_out_of_a_closed_matrix_takes_two(house):
    rule(house, house.agenda, "CPF", Level.NEVER)
    Ruleset.objects.all().delete()

    just_proved(house.caio).post("/ajustes/politicas/recomecar")
    assert matrix.standing().is_closed
    page = just_proved(house.helena).get("/supervisao/aprovacoes").content.decode()
    [agrees] = re.findall(r'action="(/supervisao/aprovacoes/pedido/[^"]+/aprovar)"', page)
    just_proved(house.helena).post(agrees)

    assert not matrix.standing().is_closed


def test_the_standing_of_now_is_asked_with_a_person_who_may(house):
    assert ruling.rules(replace(house.caio, proved_at=clock.wall()), now=NOW).version == 0
