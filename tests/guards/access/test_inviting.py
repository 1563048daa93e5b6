"""Somebody else comes to work here by a link: one account, three days, a second factor before anything opens."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

import threads
from browser import Browser, alter_sessions, code, signed_in
from desvelo.base import clock
from desvelo.guards.access import inviting, totp
from desvelo.guards.access.errors import Forbidden, InvitationRefused, NotFound, ProofTooOld, TooManyTries
from desvelo.guards.access.models import Invitation, Team, User
from desvelo.guards.access.passwords import PasswordRefused
from desvelo.kernel.authority import Role

NOW = datetime.now(UTC)
PAGE = "/ajustes/equipe"
NEWCOMER = inviting.Newcomer(name="Bruna Dias", password="uma frase só minha")


@pytest.fixture
def caio(house):
    """Return whoever looks after the system, with a factor shown just now."""
    return replace(house.caio, proved_at=NOW)


@pytest.fixture
def place(house) -> inviting.Place:
    return inviting.Place(
        email="Bruna@Aurora.example", role="agent", teams=(Team.objects.get(name="Agenda").public_id,)
    )


def invited(caio, place, *, now: datetime = NOW) -> str:
    return inviting.invite(actor=caio, place=place, now=now)


def accept(typed: str, *, newcomer=NEWCOMER, now: datetime = NOW, address: str = "198.51.100.7") -> str:
    return inviting.accept(code=typed, newcomer=newcomer, address=address, now=now)


def newcomers() -> int:
    return User.objects.filter(email="bruna@aurora.example").count()


def test_a_code_makes_the_account_that_was_chosen_and_none_after(caio, place, audit_tags):
    typed = invited(caio, place)
    assert re.fullmatch(r"([2-9A-HJ-NP-Z]{4}-){3}[2-9A-HJ-NP-Z]{4}", typed)

    assert accept(typed.lower()) == "bruna@aurora.example"

    user = User.objects.get(email="bruna@aurora.example")
    assert (user.name, user.role, user.totp_confirmed_at) == ("Bruna Dias", "agent", None)
    assert [team.name for team in user.teams.all()] == ["Agenda"]
    assert audit_tags()[-3:] == [("user:invite", "done"), ("user:create", "done"), ("user:join", "done")]
    with pytest.raises(InvitationRefused):
        accept(typed)


def test_the_code_is_nowhere_in_the_database(caio, place):
    typed = invited(caio, place).replace("-", "")

    assert [row for row in Invitation.objects.values_list() if typed in str(row)] == []


@pytest.mark.asvs("6.4.1")
@pytest.mark.parametrize("typed", ["", "AAAA-AAAA-AAAA-AAAA", "0" * 10_000, "\0", "é"])
def test_a_stranger_gets_nothing(caio, place, typed):
    invited(caio, place)

    with pytest.raises(InvitationRefused) as refused:
        accept(typed)

    assert (refused.value.reason, newcomers()) == ("code", 0)


@pytest.mark.asvs("6.4.1")
def test_without_the_check_of_the_code_a_stranger_would_get_in(caio, place, monkeypatch):
    """The attack the code stops: it works as soon as the check is taken out."""
    invited(caio, place)
    monkeypatch.setattr(inviting, "_held", lambda *_, **__: Invitation.objects.get())

    accept("whatever")

    assert newcomers() == 1


@pytest.mark.asvs("6.4.1")
def test_a_code_dies_after_72_hours_when_taken_back_and_when_there_is_another(caio, place):
    late = invited(caio, place)
    with pytest.raises(InvitationRefused):
        accept(late, now=NOW + inviting.LASTS)
    first, second = invited(caio, place), invited(caio, place)
    with pytest.raises(InvitationRefused):
        accept(first)
    inviting.withdraw(actor=caio, invitation=Invitation.objects.get().public_id, now=NOW)
    with pytest.raises(InvitationRefused):
        accept(second)
    assert newcomers() == 0

    accept(invited(caio, place), now=NOW + inviting.LASTS - timedelta(seconds=1))
    assert newcomers() == 1


def test_of_two_who_hold_the_code_one_gets_in(committed, house):
    caio = replace(house.caio, proved_at=NOW)
    team = Team.objects.get(name="Agenda").public_id
    typed = invited(caio, inviting.Place(email="bruna@aurora.example", role="agent", teams=(team,)))

    results = threads.at_once(lambda _: accept(typed))

    assert sorted(type(each).__name__ for each in results) == ["InvitationRefused", "str"]
    assert newcomers() == 1


def test_guessing_is_stopped(caio, place):
    typed = invited(caio, place)
    for _ in range(60):
        with pytest.raises(InvitationRefused):
            accept("AAAA-AAAA-AAAA-AAAA")

    with pytest.raises(TooManyTries):
        accept(typed)
    assert newcomers() == 0
    assert accept(typed, address="203.0.113.9")


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"name": " "}, InvitationRefused),
        ({"name": "a\nb"}, InvitationRefused),
        ({"password": "curta"}, PasswordRefused),
    ],
)
def test_what_was_typed_wrongly_does_not_use_the_code_up(caio, place, wrong, error):
    typed = invited(caio, place)

    with pytest.raises(error):
        accept(typed, newcomer=replace(NEWCOMER, **wrong))

    assert newcomers() == 0
    accept(typed)


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"email": "bruna"}, "email"),
        ({"email": f"{'b' * 300}@aurora.example"}, "email"),
        ({"email": "bruna@aurora.example\nbcc"}, "email"),
        ({"email": "marina@aurora.example"}, "known"),
        ({"role": "root"}, "role"),
        ({"teams": ()}, "team"),
        ({"teams": ("absent",)}, "team"),
    ],
)
def test_nobody_is_invited_to_what_does_not_exist(caio, place, wrong, reason):
    with pytest.raises(InvitationRefused) as refused:
        invited(caio, replace(place, **wrong))

    assert (refused.value.reason, Invitation.objects.count()) == (reason, 0)


@pytest.mark.parametrize("login", ["marina", "rui", "helena", "lucia"])
def test_nobody_else_invites_or_sees_who_is_invited(house, place, login):
    actor = replace(house.actors[login], proved_at=NOW)
    for act in (
        lambda: inviting.invite(actor=actor, place=place, now=NOW),
        lambda: inviting.withdraw(actor=actor, invitation="x", now=NOW),
        lambda: inviting.people(actor, now=NOW),
        lambda: inviting.invitations(actor, now=NOW),
    ):
        with pytest.raises(Forbidden):
            act()
    assert Invitation.objects.count() == 0


def test_inviting_asks_for_a_fresh_factor(house, place):
    stale = replace(house.caio, proved_at=NOW - timedelta(minutes=6))

    with pytest.raises(ProofTooOld):
        invited(stale, place)
    with pytest.raises(ProofTooOld):
        inviting.withdraw(actor=stale, invitation="x", now=NOW)
    assert Invitation.objects.count() == 0


def test_an_invitation_that_is_not_there_is_not_found(caio):
    with pytest.raises(NotFound):
        inviting.withdraw(actor=caio, invitation="absent", now=NOW)


@pytest.mark.asvs("6.4.6")
def test_from_the_page_through_the_link_to_the_desk_with_a_second_factor_on_the_way(house, place):
    caio = signed_in(house.caio)
    alter_sessions(proved_at=clock.wall())
    fields = {"email": place.email, "role": "agent", "team": place.teams[0]}
    shown = caio.post(f"{PAGE}/convidar", fields).content.decode()
    link = re.search(r'value="(http[^"]+/convite)#([^"]+)"', shown)
    assert link[2] not in caio.get(PAGE).content.decode()

    newcomer = Browser()
    wrong = newcomer.post("/convite", {"code": "x", "name": "Bruna Dias", "password": NEWCOMER.password})
    assert (wrong.status_code, NEWCOMER.password in wrong.content.decode()) == (422, False)
    made = newcomer.post("/convite", {"code": link[2], "name": "Bruna Dias", "password": NEWCOMER.password})
    assert (made.status_code, made["location"]) == (302, "/entrar/segundo-fator")
    assert newcomer.get("/atendimento/minhas").status_code in {302, 303}
    newcomer.get("/entrar/cadastrar-fator")
    secret = totp.open_secret(User.objects.get(email="bruna@aurora.example"))
    newcomer.post("/entrar/cadastrar-fator", {"code": code(secret=secret)})
    assert newcomer.get("/atendimento/minhas").status_code == 200


def test_every_role_can_be_invited(caio, place):
    for role in Role:
        typed = invited(caio, replace(place, role=role.value))
        assert Invitation.objects.get().role == role.value
        assert len(typed) == 19
