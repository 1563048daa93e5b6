"""Whoever lost every factor comes back by two people, neither of whom can become the person alone."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from authenticator import Device
from browser import Browser, just_proved, signed_in
from desvelo.base import clock
from desvelo.guards.access import reinstating
from desvelo.guards.access.errors import InvitationRefused, OwnRequest
from desvelo.guards.access.models import Approval, Passkey, User
from desvelo.guards.access.recovery_models import DoorNotice, RecoveryLink
from desvelo.guards.access.reinstating import Returning
from gestures import enrolled, sign_in

NEW = "nova senha bem comprida"
COME_BACK, ENROL = "/entrar/recuperar", "/entrar/cadastrar-fator"


def page_of(house) -> str:
    return f"/ajustes/pessoas/{User.objects.get(pk=house.marina.id).public_id}"


def ask(house) -> str:
    assert just_proved(house.caio).post(f"{page_of(house)}/recuperar").status_code == 302
    return str(Approval.objects.get(kind=reinstating.RECOVER, state="asked").public_id)


def agree(actor, approval: str):
    return just_proved(actor).post(f"/supervisao/aprovacoes/pedido/{approval}/aprovar")


def link(house) -> str:
    page = just_proved(house.caio).post(f"{page_of(house)}/recuperar/link").content.decode()
    return re.search(r"/entrar/recuperar#([2-9A-Z-]{19})", page)[1]


def word(actor) -> str:
    page = signed_in(actor).get("/supervisao/aprovacoes").content.decode()
    found = re.search(r'<code class="secret">([A-Z2-7]{4}-[A-Z2-7]{4})</code>', page)
    return found[1] if found else ""


@pytest.fixture
def given(house) -> tuple[str, str]:
    """Return the link's code and the word, each from whom it is with."""
    agree(house.helena, ask(house))
    return link(house), word(house.helena)


def come_back(code: str, said: str, *, password: str = NEW):
    browser = Browser()
    return browser, browser.post(COME_BACK, {"code": code, "word": said, "password": password})


@pytest.mark.asvs("6.4.4")
def test_both_parts_lead_to_a_new_factor_before_anything_else(house, given, audit_tags):
    old = enrolled(house.marina)

    browser, answer = come_back(*given)

    assert answer["Location"] == "/entrar/segundo-fator"
    assert browser.get("/entrar/segundo-fator")["Location"] == ENROL
    assert browser.get("/atendimento/minhas")["Location"] == "/entrar"
    assert sign_in(old).status_code == 401
    new, made = Device().make(browser.post(f"{ENROL}/chave/desafio").json())
    assert browser.post(f"{ENROL}/chave", {"answer": made})["Location"] == "/conta/seguranca/codigos"
    assert browser.get("/atendimento/minhas").status_code == 200
    assert sign_in(new)["Location"] == "/"
    assert ("user:recover", "done") in audit_tags()
    assert Passkey.objects.filter(user=house.marina.id).count() == 1
    assert DoorNotice.objects.filter(kind="reset").count() == 2


@pytest.mark.asvs("6.4.6")
def test_what_opened_it_before_opens_nothing(house, given):
    inside = signed_in(house.marina)

    come_back(*given)

    assert inside.get("/atendimento/minhas")["Location"] == "/entrar"
    assert Browser().give_password("marina").status_code == 401
    assert Browser().give_password("marina", NEW).status_code == 302


@pytest.mark.asvs("6.4.4")
def test_the_link_without_the_word_opens_nothing_and_the_word_is_only_with_the_other(house, given):
    code, said = given

    assert word(house.caio) == ""
    assert [come_back(code, each)[1].status_code for each in ("", "AAAA-AAAA", code)] == [422] * 3
    assert come_back("AAAA-AAAA-AAAA-AAAA", said)[1].status_code == 422
    assert come_back(code, said)[1].status_code == 302


@pytest.mark.asvs("6.4.6")
def test_it_serves_once_and_a_poor_password_does_not_use_it_up(house, given):
    assert come_back(*given, password="curta")[1].status_code == 422
    assert come_back(*given)[1].status_code == 302
    assert come_back(*given)[1].status_code == 422


def test_it_ends_after_a_day(house, given, after):
    after(timedelta(hours=24, seconds=1))

    assert come_back(*given)[1].status_code == 422
    assert reinstating.sweep(now=clock.wall()) == 1


@pytest.mark.asvs("6.4.4")
def test_without_another_persons_word_there_is_no_link(house):
    asked = ask(house)

    assert agree(house.caio, asked).status_code == 403
    assert just_proved(house.caio).post(f"{page_of(house)}/recuperar/link").status_code == 404
    assert RecoveryLink.objects.count() == 0


@pytest.mark.asvs("6.4.4")
def test_nobody_opens_it_for_themselves_nor_agrees_to_their_own(house):
    own = User.objects.get(pk=house.caio.id).public_id
    actor = replace(house.caio, proved_at=clock.wall())
    with pytest.raises(OwnRequest):
        reinstating.ask(actor=actor, public_id=own, now=clock.wall())
    officer = User.objects.get(pk=house.helena.id).public_id
    just_proved(house.caio).post(f"/ajustes/pessoas/{officer}/recuperar")
    asked = Approval.objects.get(kind=reinstating.RECOVER)

    assert agree(house.helena, asked.public_id).status_code == 403
    asked.refresh_from_db()
    assert asked.state == "asked"


@pytest.mark.asvs("6.4.4")
def test_the_other_makes_no_link(house):
    """Whoever agreed has the word, and would have both."""
    asked = ask(house)
    agree(house.helena, asked)

    assert just_proved(house.helena).post(f"{page_of(house)}/recuperar/link").status_code == 403


def test_a_link_written_into_the_database_is_nobodys(house, given):
    code, said = given
    RecoveryLink.objects.update(user=house.rui.id)

    with pytest.raises(InvitationRefused):
        reinstating.come_back(Returning(code=code, word=said, password=NEW, address=""), now=clock.wall())
    assert reinstating.sweep(now=clock.wall()) == 1


def test_guessing_the_word_is_stopped(house, given):
    code, said = given

    statuses = [come_back(code, "AAAA-AAAA")[1].status_code for _ in range(11)]

    assert statuses == [422] * 10 + [429]
    assert come_back(code, said)[1].status_code == 429
