"""Groups of a provider give nothing before IT says what they stand for, never more than supervising; leaving counts."""

from dataclasses import replace

import pytest

import provisioning
from browser import signed_in
from desvelo.base import clock
from desvelo.guards.access import gate, grants
from desvelo.guards.access.errors import Forbidden, NotFound, ProofTooOld, ProviderUnusable
from desvelo.guards.access.models import Session, Team, User
from desvelo.guards.access.provisioning import groups, places
from desvelo.guards.access.provisioning.models import ProvisionedGroup
from federated import ties
from provisioning import Caller


@pytest.fixture
def row(house):
    return provisioning.provider()


@pytest.fixture
def caller(house, row):
    return Caller(provisioning.token_of(house, row))


@pytest.fixture
def made(caller):
    return caller.makes()


def has() -> tuple[str, list[str], bool]:
    user = User.objects.get(email="bruna@aurora.example")
    return user.role, sorted(user.teams.values_list("name", flat=True)), user.is_active


def add(*people: str) -> dict:
    return {"op": "add", "path": "members", "value": [{"value": each} for each in people]}


def leave(person: str) -> dict:
    return {"op": "remove", "path": f'members[value eq "{person}"]'}


@pytest.mark.asvs("15.3.3")
def test_a_group_gives_nothing_by_its_name_and_a_team_once_it_says_so(house, caller, row, made, audit_tags):
    group = caller.groups("Agenda", made)
    assert has() == ("agent", [], True)

    provisioning.stands_for(house, row, group, team=house.agenda)

    assert has() == ("agent", ["Agenda"], True)
    user = User.objects.get(email="bruna@aurora.example")
    assert (grants.held(user.id).teams, grants.is_newest(user.id)) == (frozenset({house.agenda}), True)
    assert [tag for tag, _ in audit_tags()][-2:] == ["provisioning:map", "user:place"]


def test_teams_add_up_and_supervising_comes_and_goes(house, caller, row, made):
    front, money = caller.groups("Front"), caller.groups("Money")
    provisioning.stands_for(house, row, front, team=house.agenda)
    provisioning.stands_for(house, row, money, team=house.financeiro, role="supervisor")

    caller.patches(f"/Groups/{front}", add(made))
    assert has() == ("agent", ["Agenda"], True)
    caller.patches(f"/Groups/{money}", add(made))
    assert has() == ("supervisor", ["Agenda", "Financeiro"], True)
    caller.patches(f"/Groups/{money}", leave(made))
    assert has() == ("agent", ["Agenda"], True)


@pytest.mark.asvs("8.3.2")
def test_an_open_session_has_what_the_groups_give_from_the_next_request_on(house, caller, row, made):
    group = caller.groups("Front", made)
    provisioning.stands_for(house, row, group, team=house.agenda)
    browser = signed_in(replace(house.marina, id=User.objects.get(email="bruna@aurora.example").id))
    agenda = f"/atendimento/equipe/{Team.objects.get(pk=house.agenda).public_id}"
    assert browser.get(agenda).status_code == 200

    provisioning.stands_for(house, row, group, team=house.financeiro)

    assert browser.get(agenda).status_code == 404


@pytest.mark.parametrize("way", ["patch", "put", "delete", "list"])
def test_who_leaves_the_last_group_that_gave_something_is_shut_out(house, caller, row, made, way):
    group = caller.groups("Front", made)
    caller.groups("Canteen", made)  # stands for nothing, so it keeps nobody
    provisioning.stands_for(house, row, group, team=house.agenda)
    user = User.objects.get(email="bruna@aurora.example")
    signed_in(replace(house.marina, id=user.id))

    {
        "patch": lambda: caller.patches(f"/Groups/{group}", leave(made)),
        "list": lambda: caller.patches(f"/Groups/{group}", {"op": "remove", "path": "members"}),
        "put": lambda: caller.ask("PUT", f"/Groups/{group}", {"displayName": "Front", "members": []}),
        "delete": lambda: caller.ask("DELETE", f"/Groups/{group}"),
    }[way]()

    assert has() == ("agent", [], False)
    assert not Session.objects.filter(user=user).exists()


def test_a_group_that_gives_nothing_shuts_nobody_out_and_it_changing_its_meaning_neither(house, caller, row, made):
    group = caller.groups("Canteen", made)
    caller.patches(f"/Groups/{group}", leave(made))
    assert has() == ("agent", [], True)
    caller.patches(f"/Groups/{group}", add(made))
    provisioning.stands_for(house, row, group, team=house.agenda)

    provisioning.stands_for(house, row, group, team=None)

    assert has() == ("agent", [], True)


def test_being_put_into_a_group_again_lets_nobody_back_in(house, caller, row, made):
    group = caller.groups("Front", made)
    provisioning.stands_for(house, row, group, team=house.agenda)
    caller.patches(f"/Groups/{group}", leave(made))

    caller.patches(f"/Groups/{group}", add(made))

    assert has() == ("agent", ["Agenda"], False)  # what waits for them, should two people let them in again


@pytest.mark.asvs("15.3.3")
@pytest.mark.parametrize("role", ["it", "dpo", "auditor", "", "IT"])
def test_no_group_ever_stands_for_it_officer_or_auditor(house, caller, row, made, role):
    group = caller.groups("Admins", made)

    with pytest.raises(ProviderUnusable):
        provisioning.stands_for(house, row, group, team=house.agenda, role=role)

    assert has() == ("agent", [], True)


def test_the_database_itself_takes_no_such_role(house, caller, row, made):
    from django.db import IntegrityError, transaction

    caller.groups("Admins", made)
    with pytest.raises(IntegrityError), transaction.atomic():
        ProvisionedGroup.objects.update(role="it")


def test_of_it_officer_and_auditor_groups_say_nothing(house, company, far):
    ties(house.lucia, company, far)
    caller = Caller(provisioning.token_of(house, company))
    lucia = caller.makes("Other", sub="7", userName="other@x.example")
    group = caller.groups("Front", lucia)
    provisioning.stands_for(house, company, group, team=house.agenda, role="supervisor")

    caller.patches(f"/Groups/{group}", leave(lucia))

    user = User.objects.get(pk=house.lucia.id)
    assert (user.role, user.teams.count(), user.is_active) == ("auditor", 0, True)


@pytest.mark.parametrize("altered", ["team", "member", "role"])
def test_a_group_altered_in_the_database_gives_nothing_and_is_put_on_record(house, caller, row, made, altered):
    group = caller.groups("Front")
    provisioning.stands_for(house, row, group, team=house.agenda)
    other = caller.groups("Other")
    provisioning.stands_for(house, row, other, team=house.financeiro)
    stored = ProvisionedGroup.objects.get(public_id=group)
    person = stored.members.model.objects.get()
    {
        "team": lambda: ProvisionedGroup.objects.filter(pk=stored.pk).update(team=house.financeiro),
        "role": lambda: ProvisionedGroup.objects.filter(pk=stored.pk).update(role="supervisor"),
        "member": lambda: stored.members.add(person),
    }[altered]()

    assert caller.ask("GET", f"/Groups/{group}").status_code == 404
    caller.patches(f"/Groups/{other}", add(made))
    assert has() == ("agent", ["Financeiro"], True)
    assert groups.sweep(now=clock.wall()) == 1
    with pytest.raises(NotFound):
        provisioning.stands_for(house, row, group, team=house.agenda)


def test_without_the_mac_a_row_in_the_database_would_make_them_supervise(house, caller, row, made, monkeypatch):
    group, other = caller.groups("Front", made), caller.groups("Other")
    provisioning.stands_for(house, row, group, team=house.agenda)
    provisioning.stands_for(house, row, other, team=house.financeiro)
    ProvisionedGroup.objects.filter(public_id=group).update(role="supervisor")
    monkeypatch.setattr(places, "is_ours", lambda _: True)

    caller.patches(f"/Groups/{other}", add(made))

    assert has()[0] == "supervisor"


@pytest.mark.parametrize("login", ["marina", "rui", "helena", "lucia"])
def test_nobody_else_says_what_a_group_stands_for(house, caller, row, made, login):
    group = caller.groups("Front", made)
    actor = replace(house.actors[login], proved_at=clock.wall())
    team = Team.objects.get(pk=house.agenda).public_id

    with pytest.raises(Forbidden):
        groups.stand_for(actor=actor, provider=row.public_id, group=group, team=team, role="agent", now=clock.wall())
    assert has() == ("agent", [], True)


def test_it_takes_a_factor_just_shown(house, caller, row, made, monkeypatch):
    group = caller.groups("Front", made)
    asked = {"actor": house.caio, "provider": row.public_id, "group": group, "role": "agent", "now": clock.wall()}
    asked["team"] = Team.objects.get(pk=house.agenda).public_id
    with pytest.raises(ProofTooOld):
        groups.stand_for(**asked)
    monkeypatch.setattr(gate, "require_proof", lambda *_, **__: None)

    groups.stand_for(**asked)  # the guard removed: an open screen would do

    assert has() == ("agent", ["Agenda"], True)


def test_groups_are_found_renamed_and_of_one_provider(house, caller, row, made):
    group = caller.groups("Front", made)
    found = caller.ask("GET", '/Groups?filter=displayName eq "front"&excludedAttributes=members').json()
    assert [list(each) for each in found["Resources"]] == [["schemas", "id", "displayName", "meta"]]
    asked = f'/Groups?filter=id eq "{group}" and members eq "{made}"'
    assert caller.ask("GET", asked).json()["totalResults"] == 1
    assert caller.ask("POST", "/Groups", {"displayName": "FRONT"}).json()["scimType"] == "uniqueness"
    caller.patches(f"/Groups/{group}", {"op": "replace", "path": "displayName", "value": "Desk"})
    assert caller.ask("GET", f"/Groups/{group}").json()["displayName"] == "Desk"
    assert caller.ask("GET", f"/Users/{made}").json()["groups"] == [{"value": group, "display": "Desk"}]

    other = Caller(provisioning.token_of(house, provisioning.provider("Outra")))
    for method in ("GET", "DELETE"):
        assert other.ask(method, f"/Groups/{group}").status_code == 404
    assert other.ask("GET", "/Groups").json()["totalResults"] == 0
