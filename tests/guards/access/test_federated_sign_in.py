"""Somebody enters by an identity provider that really runs: what is asked of it, whom it lets in, and how far."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest

from browser import Browser, code, half_signed_in, just_proved, locked, signed_in
from desvelo.base import clock
from desvelo.guards.access import inviting, totp
from desvelo.guards.access.federation import arriving, identities, providers
from desvelo.guards.access.federation.models import Departure
from desvelo.guards.access.models import FederatedIdentity, Session, Team, User
from federated import begins, is_in, leaves, path_of, signs_in, ties

NEWCOMER = "bruna@aurora.example"


@pytest.fixture
def marina(house, company, far):
    """Return an agent who connected who they are at the provider."""
    ties(house.marina, company, far)
    return house.marina


@pytest.fixture
def locked_out(house, marina, company, far, audit_tags):
    """Return the browser that marina locked, where another colleague is connected too; and what is on record."""
    far.say(sub="8")
    ties(house.denise, company, far)
    far.say(sub="7")
    return locked(marina), audit_tags


@pytest.fixture
def invitation(house) -> str:
    caio = replace(house.caio, proved_at=clock.wall())
    team = Team.objects.get(name="Agenda").public_id
    place = inviting.Place(email=NEWCOMER, role="agent", teams=(team,))
    return inviting.invite(actor=caio, place=place, now=clock.wall())


def joins(browser: Browser, company, far, invitation: str):
    going = browser.post(f"/convite/provedor/{company.public_id}", {"code": invitation, "name": "Bruna Dias"})
    return browser.get(path_of(far.follow(leaves(going))))


def enrols(browser: Browser) -> None:
    browser.get("/entrar/cadastrar-fator")
    secret = totp.open_secret(User.objects.get(email=NEWCOMER))
    browser.post("/entrar/cadastrar-fator", {"code": code(secret=secret)})


def test_somebody_who_connected_it_enters_by_one_button_and_it_is_on_record(marina, company, far, audit_tags):
    assert "Continuar com Entrada Aurora" in Browser().get("/entrar").content.decode()

    browser = Browser()
    answer = signs_in(browser, company, far)

    assert (answer.status_code, answer["location"], is_in(browser)) == (302, "/", True)
    assert Session.objects.latest("created_at").user_id == marina.id
    assert FederatedIdentity.objects.get().used_at is not None
    tags = audit_tags()
    assert ("factor:link", "done") in tags
    assert tags[-1] == ("session:start", "done")
    assert arriving.counts() == {"done": 2}


@pytest.mark.asvs("10.2.3")
def test_the_provider_is_asked_for_a_code_with_pkce_state_nonce_and_who_it_is_alone(company, far):
    asked = far.query(begins(Browser(), company))

    assert {name: asked[name] for name in ("response_type", "scope", "code_challenge_method", "max_age")} == {
        "response_type": "code", "scope": "openid", "code_challenge_method": "S256", "max_age": "43200",
    }  # fmt: skip
    assert asked["redirect_uri"] == f"http://localhost:8000/entrar/provedor/{company.public_id}/retorno"
    assert len(asked["state"]) == len(asked["nonce"]) == len(asked["code_challenge"]) == 43


def test_what_is_stored_of_somebody_on_the_way_is_hashes_that_let_nobody_in(company, far):
    browser = Browser()
    asked = far.query(begins(browser, company))

    [row] = Departure.objects.values_list()
    door = browser.client.cookies["desvelo-way"]
    assert [each for each in (asked["state"], asked["nonce"], door.value) if each in str(row)] == []
    assert (door["httponly"], door["samesite"], door["path"], door["max-age"]) == (True, "Lax", "/", 600)


@pytest.mark.asvs("10.1.1")
def test_no_token_of_the_provider_is_in_any_byte_a_browser_sees_or_in_the_database(marina, company, far):
    browser = Browser()
    answer = signs_in(browser, company, far)

    seen = answer.content.decode() + str(answer.headers) + str(browser.client.cookies)
    assert "eyJ" not in seen
    kept = [str(each) for model in (Session, FederatedIdentity, Departure) for each in model.objects.values_list()]
    assert "eyJ" not in "".join(kept)


@pytest.mark.asvs("6.8.4")
@pytest.mark.parametrize(
    ("said", "lets_in"),
    [
        ({"amr": ["pwd", "mfa"]}, True),
        ({"amr": ["pwd"]}, False),
        ({"amr": ["pwd", "otp"]}, False),
        ({"amr": None}, False),
        ({"amr": None, "acr": "gold"}, False),
        ({"amr": ["mfa"], "auth_age": None}, False),
    ],
)
def test_where_the_provider_asserts_no_second_factor_ours_is_asked(marina, company, far, said, lets_in):
    far.say(**said)
    browser = Browser()

    answer = signs_in(browser, company, far)

    assert answer["location"] == ("/" if lets_in else "/entrar/segundo-fator")
    assert is_in(browser) is lets_in
    if not lets_in:
        assert browser.give_code()["location"] == "/"
        assert is_in(browser)


@pytest.mark.asvs("6.8.4")
def test_without_that_rule_a_password_at_the_provider_would_be_enough(marina, company, far, monkeypatch):
    far.say(amr=["pwd"])
    monkeypatch.setattr(arriving.Asserted, "has_second_factor", lambda *_, **__: True)
    browser = Browser()

    signs_in(browser, company, far)

    assert is_in(browser)


def test_a_class_that_was_named_counts_as_a_second_factor(house, far):
    from federated import connected

    company = connected(house, far.issuer, name="Entrada Aurora", acr="gold silver")
    ties(house.marina, company, far)
    far.say(amr=None, acr="gold")
    browser = Browser()

    assert far.query(begins(browser, company))["acr_values"] == "gold silver"
    signs_in(browser, company, far)

    assert is_in(browser)


def test_somebody_invited_takes_their_place_by_the_provider_without_a_password(
    house, company, far, *, invitation, audit_tags
):
    caio = house.caio
    assert "Sem senha, com Entrada Aurora" in Browser().get("/convite").content.decode()
    browser = Browser()

    answer = joins(browser, company, far, invitation)

    user = User.objects.get(email=NEWCOMER)
    assert (answer["location"], is_in(browser)) == ("/", True)
    assert (user.name, user.role, user.password_hash) == ("Bruna Dias", "agent", "")
    assert [tag for tag, _ in audit_tags()][-4:] == ["user:create", "user:join", "factor:link", "session:start"]
    [line] = [each for each in inviting.people(caio, now=clock.wall()) if each.email == NEWCOMER]
    assert line.has_second_factor
    for guess in ("", "uma frase só minha"):
        tried = Browser().post("/entrar", {"email": NEWCOMER, "password": guess})
        assert tried.status_code == 401


def test_on_their_first_entrance_alone_somebody_may_enrol_our_second_factor(company, far, invitation):
    far.say(amr=["pwd"])
    assert joins(Browser(), company, far, invitation)["location"] == "/entrar/segundo-fator"
    browser = Browser()
    assert signs_in(browser, company, far)["location"] == "/entrar/segundo-fator"  # gave up, and tries once more
    enrols(browser)

    assert is_in(browser)
    again = Browser()
    assert signs_in(again, company, far)["location"] == "/entrar/segundo-fator"
    assert not is_in(again)


@pytest.mark.asvs("6.8.4")
def test_a_provider_that_asks_for_less_than_it_did_opens_nothing(company, far, invitation, audit_tags):
    joins(Browser(), company, far, invitation)
    far.say(amr=["pwd"])
    browser = Browser()

    answer = signs_in(browser, company, far)

    assert (answer.status_code, browser.token, is_in(browser)) == (401, "", False)
    assert "não confirmou uma segunda etapa" in answer.content.decode()
    assert audit_tags()[-1] == ("session:start", "denied:no_second_factor")


def test_an_invitation_that_is_taken_over_or_of_nobody_gives_no_account(company, far, invitation):
    wrong = Browser().post(f"/convite/provedor/{company.public_id}", {"code": "AAAA", "name": "Bruna Dias"})
    assert wrong.status_code == 422
    first, second = Browser(), Browser()
    fields = {"code": invitation, "name": "Bruna Dias"}
    ways = [leaves(each.post(f"/convite/provedor/{company.public_id}", fields)) for each in (first, second)]
    first.get(path_of(far.follow(ways[0])))
    far.say(sub="8")

    late = second.get(path_of(far.follow(ways[1])))

    assert (late.status_code, is_in(second)) == (401, False)  # the place went, and with it whoever waited for it
    assert User.objects.filter(email=NEWCOMER).count() == 1


def test_a_name_is_asked_for_before_anybody_is_sent_away(company, invitation):
    answer = Browser().post(f"/convite/provedor/{company.public_id}", {"code": invitation, "name": " "})

    assert (answer.status_code, Departure.objects.count()) == (422, 0)


def test_connecting_asks_for_a_factor_shown_just_now(house, company, far):
    answer = signed_in(house.marina).post(f"/conta/seguranca/provedores/{company.public_id}/conectar")

    assert answer["location"].startswith("/confirmar?")
    assert Departure.objects.count() == 0


@pytest.mark.asvs("10.5.2")
def test_who_somebody_is_there_belongs_to_one_person_and_each_has_one(house, marina, company, far):
    other = ties(house.denise, company, far)
    assert (other.status_code, FederatedIdentity.objects.count()) == (401, 1)
    far.say(sub="8")

    again = ties(house.marina, company, far)

    assert (again.status_code, FederatedIdentity.objects.get().subject) == (401, "7")
    assert "já está conectada" in again.content.decode()


def test_the_page_of_ones_account_shows_it_and_disconnecting_shuts_that_way(house, marina, company, far, audit_tags):
    browser = just_proved(house.marina)
    assert "Entrada Aurora" in browser.get("/conta/seguranca").content.decode()

    browser.post(f"/conta/seguranca/provedores/{company.public_id}/desconectar")

    assert audit_tags()[-1] == ("factor:unlink", "done")
    assert is_in(browser)
    stranger = Browser()
    assert signs_in(stranger, company, far).status_code == 401
    assert not is_in(stranger)


def test_the_last_way_in_cannot_be_disconnected(company, far, invitation):
    browser = Browser()
    joins(browser, company, far, invitation)

    answer = browser.post(f"/conta/seguranca/provedores/{company.public_id}/desconectar")

    assert (answer.status_code, FederatedIdentity.objects.count()) == (409, 1)
    assert "único jeito de entrar" in answer.content.decode()


def test_a_locked_screen_opens_by_the_provider_that_asks_the_person_anew(house, marina, company, far, audit_tags):
    browser = locked(house.marina)
    before = browser.token
    assert "Continuar com Entrada Aurora" in browser.get("/bloqueio").content.decode()

    going = leaves(browser.post(f"/confirmar/provedor/{company.public_id}", {"volta": "/conta/aparencia"}))
    assert (far.query(going)["prompt"], far.query(going)["max_age"]) == ("login", "0")
    far.say(auth_age=0)
    answer = browser.get(path_of(far.follow(going)))

    assert (answer["location"], browser.token != before, is_in(browser)) == ("/conta/aparencia", True, True)
    assert audit_tags()[-1] == ("session:unlock", "done")


@pytest.mark.asvs("7.6.1")
@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"auth_age": 120}, "token_stale"),  # somebody signed in there before, and perhaps left
        ({"auth_age": None}, "one_factor"),
        ({"auth_age": 0, "amr": ["pwd"]}, "one_factor"),
        ({"auth_age": 0, "sub": "8"}, "other"),
    ],
)
def test_a_lock_stays_for_less_than_two_factors_of_that_person_just_now(locked_out, company, far, said, reason):
    browser, audit_tags = locked_out
    far.say(**said)

    going = leaves(browser.post(f"/confirmar/provedor/{company.public_id}"))
    answer = browser.get(path_of(far.follow(going)))

    assert (answer.status_code, is_in(browser)) == (401, False)
    assert audit_tags()[-1] == ("session:start", f"denied:{reason}")


def test_the_way_back_of_a_lock_leads_nowhere_else(house, marina, company, far):
    for elsewhere in ("https://evil.example/", "//evil.example", "/" + "a" * 600):
        browser = locked(house.marina)
        going = leaves(browser.post(f"/confirmar/provedor/{company.public_id}", {"volta": elsewhere}))
        far.say(auth_age=0)

        assert browser.get(path_of(far.follow(going)))["location"] == "/"


def test_somebody_who_left_enters_no_more(house, marina, company, far):
    from house import given

    given(marina.id, lambda: User.objects.filter(pk=marina.id).update(is_active=False))
    browser = Browser()

    assert signs_in(browser, company, far).status_code == 401
    assert not is_in(browser)


def test_a_provider_that_is_off_is_on_no_page_and_opens_nothing(house, marina, company, far):
    browser = Browser()
    going = begins(browser, company)
    actor = replace(house.caio, proved_at=clock.wall())
    providers.switch(actor=actor, provider=company.public_id, on="off", now=clock.wall())

    assert "Entrada Aurora" not in Browser().get("/entrar").content.decode()
    assert Browser().post(f"/entrar/provedor/{company.public_id}").status_code == 404
    assert browser.get(path_of(far.follow(going))).status_code == 404
    assert not is_in(browser)


@pytest.mark.asvs("10.1.2")
def test_two_ways_begun_in_one_browser_do_not_mix_and_the_last_one_counts(marina, company, far):
    browser = Browser()
    first = far.follow(begins(browser, company))
    second = far.follow(begins(browser, company))

    assert browser.get(path_of(first)).status_code == 401
    assert not is_in(browser)
    assert browser.get(path_of(second))["location"] == "/"
    assert is_in(browser)


@pytest.mark.asvs("7.6.2")
def test_nothing_begins_by_a_link_of_somebody_else(company):
    browser = Browser()

    assert browser.get(f"/entrar/provedor/{company.public_id}").status_code == 405
    assert browser.client.post(f"/entrar/provedor/{company.public_id}").status_code == 403
    assert Departure.objects.count() == 0


def test_somebody_with_half_a_session_connects_nothing(house, company):
    half = half_signed_in(house.marina)

    assert half.post(f"/conta/seguranca/provedores/{company.public_id}/conectar").status_code == 401


def test_a_provider_that_knows_the_client_by_the_form_gets_it_there(marina, company, far):
    from desvelo.guards.access.federation import calls

    far.say(auth="client_secret_post")
    calls.forget()
    browser = Browser()

    assert signs_in(browser, company, far)["location"] == "/"


def test_when_the_provider_declines_or_does_not_answer_the_person_reads_what_to_do(marina, company, far, settings):
    browser = Browser()
    state = far.query(begins(browser, company))["state"]
    path = f"/entrar/provedor/{company.public_id}/retorno"
    declined = browser.get(f"{path}?state={state}&error=access_denied&iss={far.issuer}")
    assert (declined.status_code, "não confirmou quem você é" in declined.content.decode()) == (401, True)

    settings.DESVELO = replace(settings.DESVELO, identity_origin="http://127.0.0.1:9")
    from desvelo.guards.access.federation import calls

    calls.forget()
    silent = Browser().post(f"/entrar/provedor/{company.public_id}")
    assert (silent.status_code, "não responde agora" in silent.content.decode()) == (401, True)


def test_links_are_listed_by_name_with_what_is_not_connected(house, marina, company):
    found = identities.links(house.marina, now=clock.wall())

    assert [(each.name, bool(each.since_label), each.used_label) for each in found] == [("Entrada Aurora", True, "")]
    assert [bool(each.since_label) for each in identities.links(house.denise, now=clock.wall())] == [False]


def test_whoever_was_awaited_is_forgotten(company, far):
    from desvelo.guards.access.federation import departures

    browser = Browser()
    begins(browser, company)

    assert departures.sweep(now=clock.wall()) == 0
    assert departures.sweep(now=clock.wall() + timedelta(minutes=10)) == 1


def test_the_page_that_leads_on_is_a_page_and_not_a_redirect(company):
    """A browser holds what a form is redirected to against the policy of the page, which lets forms go nowhere else."""
    answer = Browser().post(f"/entrar/provedor/{company.public_id}")

    assert re.search(r"form-action 'self'", answer["content-security-policy"])
    assert (answer.status_code, answer["referrer-policy"]) == (200, "no-referrer")
