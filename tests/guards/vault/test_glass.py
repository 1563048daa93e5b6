"""In an emergency one sees at once what waits for a second person; others hear of it, and it is explained."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection

import tables
from browser import just_proved, signed_in
from desvelo.base import clock
from desvelo.guards.access.errors import NotFound, OwnRequest, ProofTooOld
from desvelo.guards.audit import actions as audit
from desvelo.guards.audit import queries as log
from desvelo.guards.vault import glass
from desvelo.guards.vault.actions import Reason
from desvelo.guards.vault.errors import ClassClosed, ExplanationOwed, ReasonMissing
from desvelo.guards.vault.models import Datum, Glass
from desvelo.kernel.detection.openness import Level
from desvelo.service.desk import actions as desk
from house import NOW
from ruled import rule
from shown import value

CPF = "529.982.247-25"
WHY = "O sistema caiu na recepção e a fila esperava o cadastro."
PAGE = "/supervisao/aprovacoes"


@pytest.fixture
def cpf(house, arrive) -> str:
    arrive(f"meu cpf é {CPF} ok")
    rule(house, house.agenda, "CPF", Level.TWO_PEOPLE)
    return Datum.objects.get(label="CPF").public_id


@pytest.fixture
def marina(house):
    return replace(house.marina, proved_at=clock.wall(), session="a" * 16)


def break_glass(actor, datum: str, reason: Reason = Reason(code="identity")):  # noqa: B008  a value
    return desk.break_glass(actor=actor, datum=datum, reason=reason, now=NOW)


def said(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


def test_it_shows_at_once_on_record_as_an_emergency(house, cpf, marina):
    assert value(break_glass(marina, cpf), actor=marina, now=NOW) == CPF

    audit.sequence()
    entry = log.entry(log.size() - 1)
    assert (entry.tag, entry.result, entry.objects["glass"]) == ("datum:reveal", "done", str(Glass.objects.get().id))


@pytest.mark.asvs("7.5.3")
def test_it_asks_for_a_fresh_factor(house, cpf):
    with pytest.raises(ProofTooOld):
        break_glass(house.marina, cpf)
    assert not Glass.objects.exists()


def test_it_asks_for_a_reason(house, cpf, marina):
    with pytest.raises(ReasonMissing):
        break_glass(marina, cpf, Reason(code=""))


@pytest.mark.parametrize("level", [Level.NEVER, Level.COMPARE])
def test_what_is_closed_has_no_glass(house, cpf, marina, level):
    rule(house, house.agenda, "CPF", level)

    with pytest.raises(ClassClosed):
        break_glass(marina, cpf)


def test_another_teams_data_have_none_either(house, cpf):
    denise = replace(house.denise, proved_at=clock.wall())

    with pytest.raises(NotFound):
        break_glass(denise, cpf)


def test_not_a_second_time_before_it_is_explained(house, cpf, marina, audit_tags):
    break_glass(marina, cpf)

    with pytest.raises(ExplanationOwed):
        break_glass(marina, cpf)
    assert audit_tags()[-1] == ("datum:reveal", "denied:explanation_owed")
    glass.explain(actor=marina, glass=Glass.objects.get().public_id, text=WHY, now=NOW)
    break_glass(marina, cpf)


def test_without_that_it_would_be_a_second_key(house, cpf, marina, monkeypatch):
    """The guard removed."""
    break_glass(marina, cpf)
    monkeypatch.setattr(glass, "require_none_owed", lambda *_, **__: None)

    break_glass(marina, cpf)

    assert Glass.objects.count() == 2


def test_supervision_and_the_officer_are_told_at_once_and_nobody_else(house, cpf, marina):
    break_glass(marina, cpf)

    for actor in (house.rui, house.helena):
        assert "Marina Lopes viu um CPF em emergência" in said(signed_in(actor).get("/conta/seguranca"))
    for actor in (house.denise, house.caio, house.lucia):
        assert "em emergência" not in said(signed_in(actor).get("/conta/seguranca"))
    assert "Explique até" in said(signed_in(house.marina).get("/conta/seguranca"))


def test_it_is_explained_read_and_reviewed_by_somebody_else(house, cpf, marina, audit_tags):
    break_glass(marina, cpf)
    browser = signed_in(house.marina)
    [explains] = re.findall(r'action="(/supervisao/emergencias/[^"]+/explicar)"', browser.get(PAGE).content.decode())
    browser.post(explains, {"why": WHY})

    helena = signed_in(house.helena)
    page = helena.get(PAGE)
    assert WHY in said(page)
    [reviews] = re.findall(r'action="(/supervisao/emergencias/[^"]+/revisar)"', page.content.decode())
    assert signed_in(house.denise).post(reviews).status_code == 404
    assert helena.post(reviews).status_code == 302

    assert [tag for tag, _ in audit_tags()][-2:] != []
    assert ("glass:explain", "done") in audit_tags()
    assert ("glass:review", "done") in audit_tags()
    assert glass.unreviewed(house.rui) == []
    assert helena.post(reviews).status_code == 404


def test_an_explanation_holds_no_value_and_is_sealed(house, cpf, marina):
    break_glass(marina, cpf)
    glass.explain(actor=marina, glass=Glass.objects.get().public_id, text=f"{WHY} O CPF dele é {CPF}.", now=NOW)

    assert tables.bearing(connection, CPF, "fila esperava") == {}
    [shown] = glass.unreviewed(house.helena)
    assert "fila esperava" in shown.explanation
    assert CPF not in shown.explanation


@pytest.mark.parametrize("text", ["", "foi preciso", "x" * 1_001])
def test_too_little_or_too_much_is_no_explanation(house, cpf, marina, text):
    break_glass(marina, cpf)

    with pytest.raises(ReasonMissing):
        glass.explain(actor=marina, glass=Glass.objects.get().public_id, text=text, now=NOW)


def test_nobody_explains_or_reviews_for_another_or_themselves(house, cpf):
    rui = replace(house.rui, proved_at=clock.wall())
    break_glass(rui, cpf)
    one = Glass.objects.get().public_id

    with pytest.raises(NotFound):
        glass.explain(actor=house.marina, glass=one, text=WHY, now=NOW)
    glass.explain(actor=rui, glass=one, text=WHY, now=NOW)
    with pytest.raises(OwnRequest):
        glass.review(actor=rui, glass=one, now=NOW)
    assert Glass.objects.get().reviewed_at is None


def test_after_an_hour_it_is_said_to_be_late(house, cpf, marina):
    break_glass(marina, cpf)
    Glass.objects.update(at=NOW - glass.WITHIN - timedelta(minutes=1))

    assert "a hora acabou" in said(signed_in(house.helena).get(PAGE))


def test_over_http_it_says_what_it_is_and_shows(house, cpf):
    assert "Não dá para esperar?" in said(signed_in(house.marina).get(f"/atendimento/dado/{cpf}"))
    address = f"/atendimento/dado/{cpf}/emergencia"
    asked = signed_in(house.marina).get(address)
    assert "/confirmar?volta=" in asked.content.decode()
    assert signed_in(house.marina).post(address, {"reason": "identity"}).status_code == 403

    browser = just_proved(house.marina)
    assert "A supervisão e a encarregada são avisadas na hora" in said(browser.get(address))
    assert "data-revealed" in browser.post(address, {"reason": "identity"}).content.decode()
    assert "Você ainda não explicou" in said(browser.get(address))


def test_the_mark_over_the_thread_leads_to_the_session_in_the_log(house, cpf, marina):
    from desvelo.service.desk import revealing

    break_glass(marina, cpf)
    audit.sequence()
    entry = log.entry(log.size() - 1)

    assert revealing.watermark(marina, at=NOW).endswith(entry.session[: revealing.WATERMARK].upper())
