"""The page of numbers: IT alone, secrets that never come back, a fresh factor for every change."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import translation

import graph as graph_api
import house as company
import sandboxes
from browser import Browser, alter_sessions, signed_in
from desvelo.base import clock
from desvelo.kernel.whatsapp.connection import CHECKS_OF, Finding, State
from desvelo.service.channel import checking
from desvelo.service.channel import numbers as known
from desvelo.service.channel.models import Number, NumberCheck
from desvelo.service.desk import number_words

PAGE = f"/ajustes/numeros/{company.PHONE_NUMBER_ID}"
DEBUGGED = {
    "app_id": "1234567",
    "type": "SYSTEM_USER",
    "is_valid": True,
    "expires_at": 0,
    "scopes": ["whatsapp_business_management", "whatsapp_business_messaging"],
    "granular_scopes": [],
}


@pytest.fixture
def meta(settings):
    """Return a Graph API that answers what a test told it to."""
    from desvelo.service.channel import graph as calls

    with graph_api.serving(graph_api.Graph()) as running:
        settings.DESVELO = replace(settings.DESVELO, sandbox_origin=running.origin)
        calls.client.cache_clear()
        yield running
        calls.client().close()
        calls.client.cache_clear()


def form(house, **more: str) -> dict[str, str]:
    from desvelo.guards.access.models import Team

    return {
        "phone_number_id": "2065403522",
        "waba_id": company.WABA_ID,
        "app_id": "1234567",
        "access_token": "EAAvery_secret_token",
        "app_secret": "very_secret_secret",
        "team": Team.objects.get(pk=house.agenda).public_id,
        **more,
    }


def proved(actor) -> Browser:
    """Return a browser whose person showed a factor just now."""
    browser = signed_in(actor)
    alter_sessions(proved_at=clock.wall())
    return browser


def test_it_sees_each_number_and_nobody_else_does(house):
    assert "+55 11 90000-0100" in signed_in(house.caio).get("/ajustes/numeros").content.decode()
    for other in ("marina", "rui", "helena", "lucia"):
        assert signed_in(house.actors[other]).get("/ajustes/numeros").status_code == 403


def test_a_number_that_meta_confirms_is_connected_in_the_name_of_who_did_it(house, meta, audit_tags):
    number = {"id": "2065403522", "display_phone_number": "+55 11 90000-0200"}
    meta.answers = [(200, {"data": DEBUGGED}), (200, number), (200, {"data": [{"id": "2065403522"}]})]

    answer = proved(house.caio).post("/ajustes/numeros/conectar", form(house))

    assert (answer.status_code, answer["location"]) == (302, "/ajustes/numeros/2065403522?conferir=1")
    assert Number.objects.get(phone_number_id="2065403522").display == "+55 11 90000-0200"
    assert audit_tags()[-1] == ("number:connect", "done")


def test_what_meta_refuses_is_said_beside_the_form_and_no_secret_is_written_into_it(house, meta):
    meta.answers = [(200, {"data": {"is_valid": False, "expires_at": 1_762_950_000}})]

    answer = proved(house.caio).post("/ajustes/numeros/conectar", form(house))

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "A Meta recusou o token. Ele venceu em 12 de novembro de 2025." in page
    assert "2065403522" in page
    assert "secret_token" not in page
    assert "very_secret" not in page
    assert Number.objects.count() == 1


def test_the_pages_of_a_number_never_hold_its_secrets(house):
    for path in ("/ajustes/numeros", "/ajustes/numeros/conectar", PAGE, f"{PAGE}?conferir=1"):
        page = proved(house.caio).get(path).content.decode()
        assert sandboxes.TOKEN not in page, path
        assert company.APP_SECRET not in page, path


@pytest.mark.asvs("7.5.3")
def test_the_form_asks_for_a_factor_before_anything_is_typed(house):
    browser = signed_in(house.caio)
    alter_sessions(proved_at=None)

    assert browser.get("/ajustes/numeros/conectar")["location"] == "/confirmar?volta=%2Fajustes%2Fnumeros%2Fconectar"


@pytest.mark.asvs("7.5.3")
@pytest.mark.parametrize("path", ["/ajustes/numeros/conectar", f"{PAGE}/corrigir"])
def test_a_change_asks_for_a_fresh_factor_and_meta_is_not_called_without(house, meta, path):
    browser = signed_in(house.caio)
    alter_sessions(proved_at=None)

    answer = browser.post(path, form(house, what="identity"))

    assert (answer.status_code, answer["location"].split("?")[0]) == (302, "/confirmar")
    assert (meta.asked, Number.objects.count()) == ([], 1)


def test_with_a_fresh_factor_the_check_of_identities_is_switched_on(house, meta, audit_tags):
    meta.answers = [(200, {"success": True})]

    answer = proved(house.caio).post(f"{PAGE}/corrigir", {"what": "identity"})

    assert (answer.status_code, audit_tags()[-1]) == (302, ("number:mend", "done"))
    assert [asked.content for asked in meta.asked] == [{"user_identity_change": {"enable_identity_key_check": True}}]


def test_a_checklist_asks_meta_part_by_part_and_offers_what_mends_it(house, meta):
    meta.answers = [(200, {})]
    browser = signed_in(house.caio)

    live = browser.get(f"{PAGE}?conferir=1").content.decode()
    assert [f"{PAGE}/conferir/{probe}" in live for probe in CHECKS_OF] == [True] * 6

    part = browser.post(f"{PAGE}/conferir/settings").content.decode()
    assert "Desligada: uma mensagem pode chegar a quem tomou o número de um cliente." in part
    assert 'name="what" value="identity"' in part
    assert "em qualquer país onde tem servidores" in part.split('id="number-facts" hx-swap-oob="true"')[1]
    assert NumberCheck.objects.get().probe == "settings"
    assert "Desligada" in browser.get(PAGE).content.decode()


def test_a_token_that_was_fine_when_checked_is_warned_of_before_it_ends(house):
    ends = int(clock.business().timestamp()) + 10 * 86_400
    kept = {"check": "token_expiry", "state": "ok", "reason": "later", "facts": {"at": str(ends)}}
    number = Number.objects.get()
    NumberCheck.objects.create(number=number, probe="token", findings=[kept], checked_at=clock.business())

    found = known.number(number.phone_number_id, now=clock.business()).checks["token_expiry"].finding
    assert (found.state.value, found.reason) == ("warn", "soon")


@pytest.mark.parametrize("language", ["en", "pt-br"])
def test_every_reason_reads_as_a_sentence(language):
    facts = dict.fromkeys(
        ("kind", "scopes", "count", "host", "fields", "ms", "status", "limit", "region", "minutes"), "7"
    )
    with translation.override(language):
        said = [number_words.of_reason(*key, {**facts, "at": "1790000000"}) for key in number_words._SAID]
        titles = [str(number_words.TITLES[check]) for checks in CHECKS_OF.values() for check in checks]

    assert [each for each in said if not each.endswith(".") or "%(" in each] == []
    assert len(set(titles)) == len(titles) == 18


def keep(number: Number, probe: str, **reasons: tuple[str, str]) -> None:
    findings = [
        {"check": check, "state": state, "reason": reason, "facts": {}} for check, (state, reason) in reasons.items()
    ]
    NumberCheck.objects.create(number=number, probe=probe, findings=findings, checked_at=clock.business())


def test_the_page_says_plainly_that_meta_opens_messages_and_that_a_phone_shows_them(house):
    number = Number.objects.get()
    page = signed_in(house.caio).get(PAGE).content.decode()
    assert "a Meta abre a mensagem na Cloud API" in page
    assert "Não sabemos se um celular ou um computador ligado também mostra todas as mensagens." in page

    keep(number, "number", coexistence=("warn", "on_a_phone"))

    assert "Um celular com o aplicativo WhatsApp Business ainda mostra todas as mensagens" in (
        signed_in(house.caio).get(PAGE).content.decode()
    )
    assert "e um celular mostra todas." in signed_in(house.caio).get("/ajustes/numeros").content.decode()


def test_how_a_number_fares_names_the_errors_of_today_and_not_those_of_yesterday(house, arrive):
    from datetime import timedelta

    from desvelo.service.channel.models import Message

    arrive("bom dia")
    seen = Message.objects.get()
    for days, code in ((0, "131026"), (0, "131026"), (2, "131047")):
        seen.pk, seen._state.adding = None, True
        at = clock.business() - timedelta(days=days)
        Message.objects.create(
            arrival=seen.arrival + days * 10 + Message.objects.count(), number_id=seen.number_id,
            contact_id=seen.contact_id, direction="out", body=b"", status="failed", failure=code,
            sent_at=at, received_at=at,
        )  # fmt: skip

    page = signed_in(house.caio).get(PAGE).content.decode()

    assert "2 mensagens: Este cliente não pode receber" in page
    assert "Mais de 24 horas" not in page
    assert "Última mensagem recebida: " in page


def test_a_health_page_never_holds_what_was_written(house, arrive):
    arrive("meu segredo é azul", name="Beatriz Nogueira")

    page = signed_in(house.caio).get(PAGE).content.decode()
    assert "é azul" not in page
    assert "Beatriz" not in page


def test_the_list_and_the_column_say_what_turned_bad_by_itself_since_when_and_stop_when_it_is_well(house):
    number, now = Number.objects.get(), clock.business()

    def found(state: State, *, ago: timedelta) -> str:
        finding = Finding(check="app_address", state=state, reason="ours" if state is State.OK else "none")
        checking.keep(number, "app", [finding], by=checking.By.SCHEDULE, now=now - ago)
        return signed_in(house.caio).get("/ajustes/numeros").content.decode()

    found(State.OK, ago=timedelta(days=3))
    bad = found(State.FAIL, ago=timedelta(days=2))
    well = found(State.OK, ago=timedelta(days=1))

    assert "O app envia para este endereço, desde " in bad
    assert "Verificado sozinho: " in bad
    assert bad.count('<span class="nav-count">1</span>') == 1
    assert "endereço, desde " not in well
    assert '<span class="nav-count">' not in well
