"""The access review: everybody is decided about by somebody else, and a digest of it is on record."""

from dataclasses import replace
from datetime import timedelta

import pytest

from browser import just_proved, signed_in
from desvelo.base import clock
from desvelo.guards.access import reviewing
from desvelo.guards.access.errors import AlreadyAsked, Forbidden, NotAllDecided, NotFound, OwnRequest, ProofTooOld
from desvelo.guards.access.models import Review, ReviewLine, User
from desvelo.guards.audit import actions as audit
from desvelo.guards.audit import queries as log
from desvelo.service.desk import staffing

PAGE = "/ajustes/revisao"


@pytest.fixture
def caio(house):
    return replace(house.caio, proved_at=clock.wall(), session="a" * 16)


@pytest.fixture
def helena(house):
    return replace(house.helena, proved_at=clock.wall(), session="b" * 16)


def public(actor) -> str:
    return User.objects.get(pk=actor.id).public_id


def decide(actor, about, decision: str = "keep") -> None:
    staffing.decide(actor=actor, person=public(about), decision=decision, now=clock.wall())


def decide_all(house, caio, helena) -> None:
    for login, each in house.actors.items():
        decide(helena if login == "caio" else caio, each)


def test_it_holds_everybody_as_they_were_when_it_began(house, caio):
    reviewing.begin(actor=caio, now=clock.wall())

    found = reviewing.latest(caio, now=clock.wall())
    assert {line.name for line in found.lines} == {actor.name for actor in house.actors.values()}
    assert next(line for line in found.lines if line.name == "Rui Pinho").teams == ("Agenda", "Financeiro")
    assert found.left == 6


def test_one_goes_on_at_a_time(house, caio, helena):
    reviewing.begin(actor=caio, now=clock.wall())

    with pytest.raises(AlreadyAsked):
        reviewing.begin(actor=helena, now=clock.wall())


@pytest.mark.asvs("8.2.1")
def test_nobody_decides_about_themselves_and_that_is_on_record(house, caio, audit_tags):
    reviewing.begin(actor=caio, now=clock.wall())

    with pytest.raises(OwnRequest):
        decide(caio, caio)
    assert audit_tags()[-1] == ("policy:manage", "denied:same_person")


def test_without_asking_who_they_would_keep_themselves(house, caio, monkeypatch):
    """The guard removed."""
    reviewing.begin(actor=caio, now=clock.wall())
    monkeypatch.setattr(reviewing, "require_may_decide", lambda **_: None)

    decide(caio, caio)

    assert ReviewLine.objects.get(user_id=caio.id).decision == "keep"


def test_who_is_to_leave_is_suspended_at_once(house, helena, audit_tags):
    reviewing.begin(actor=helena, now=clock.wall())
    marina = signed_in(house.marina)

    decide(helena, house.marina, "suspend")

    assert marina.get("/atendimento/minhas").status_code == 302
    assert [tag for tag, _ in audit_tags()][-3:] == ["review:decide", "user:suspend", "work:transfer"]


@pytest.mark.asvs("8.2.1")
def test_it_is_finished_once_everybody_was_decided_about_with_its_digest_on_record(house, caio, helena):
    reviewing.begin(actor=caio, now=clock.wall())
    with pytest.raises(NotAllDecided):
        reviewing.finish(actor=caio, now=clock.wall())
    decide_all(house, caio, helena)

    digest = reviewing.finish(actor=caio, now=clock.wall())

    audit.sequence()
    entry = log.entry(log.size() - 1)
    assert (entry.tag, entry.objects["digest"], entry.objects["people"]) == ("review:finish", digest, "6")
    assert reviewing.digest_of(list(Review.objects.get().lines.order_by("user_id"))).hex() == digest
    with pytest.raises(NotFound):
        decide(caio, house.marina)
    assert not reviewing.is_due(now=clock.wall())
    assert reviewing.is_due(now=clock.wall() + reviewing.EVERY)


def test_a_decision_rewritten_later_does_not_fit_the_digest(house, caio, helena):
    reviewing.begin(actor=caio, now=clock.wall())
    decide_all(house, caio, helena)
    digest = reviewing.finish(actor=caio, now=clock.wall())
    ReviewLine.objects.filter(user_id=house.marina.id).update(decision="suspend")

    assert reviewing.digest_of(list(Review.objects.get().lines.order_by("user_id"))).hex() != digest


@pytest.mark.parametrize("login", ["marina", "rui", "lucia"])
def test_who_keeps_no_policies_reviews_nobody(house, login):
    actor = replace(house.actors[login], proved_at=clock.wall())

    with pytest.raises(Forbidden):
        reviewing.begin(actor=actor, now=clock.wall())


def test_an_open_screen_decides_nothing(house, caio):
    reviewing.begin(actor=caio, now=clock.wall())

    with pytest.raises(ProofTooOld):
        decide(house.caio, house.marina)


def test_over_http_from_due_to_done(house):
    caio, helena = just_proved(house.caio), just_proved(house.helena)
    assert "Há uma revisão a fazer" in caio.get(PAGE).content.decode()
    caio.post(f"{PAGE}/comecar")
    page = caio.get(PAGE).content.decode()
    assert "Falta decidir sobre 6 pessoas." in page
    assert "Outra pessoa decide" in page
    for login, each in house.actors.items():
        browser = helena if login == "caio" else caio
        assert browser.post(f"{PAGE}/pessoas/{public(each)}", {"decision": "keep"}).status_code == 302
    assert caio.post(f"{PAGE}/pessoas/{public(house.caio)}", {"decision": "keep"}).status_code == 403
    caio.post(f"{PAGE}/concluir")

    page = helena.get(PAGE).content.decode()
    assert "Nada a fazer agora" in page
    assert "Concluída por Caio Prado" in page
    assert Review.objects.get().digest.hex()[:16] in page


def test_a_quarter_is_at_most_ninety_two_days():
    assert timedelta(days=92) >= reviewing.EVERY
