"""Roles of a company's own: less at once, more by two people, nothing by whoever can only write the database."""

import re

import pytest
from django.db import connection

from browser import just_proved, signed_in
from desvelo.base import clock
from desvelo.guards.access import approvals, grants, role_clones, role_giving, vouching
from desvelo.guards.access.errors import (
    Forbidden,
    LastKeeper,
    NameRefused,
    NameTaken,
    NotFound,
    OwnRequest,
    ProofTooOld,
    RoleRefused,
)
from desvelo.guards.access.models import RoleClone, Session, User
from desvelo.guards.audit import actions as audit
from desvelo.kernel import roles
from desvelo.kernel.authority import PERMISSIONS_OF, WITHIN_A_TEAM, Permission, Role
from desvelo.kernel.roles import Made
from desvelo.service.desk import actions as desk
from desvelo.service.desk import roling
from desvelo.service.desk.models import Conversation
from house import NOW, given
from restricted import agree, person_id, proved

PAGE = "/ajustes/papeis"
REVEAL, READ, REPLY = Permission.DATUM_REVEAL, Permission.CONVERSATION_READ, Permission.CONVERSATION_REPLY


@pytest.fixture
def caio(house):
    return proved(house.caio)


@pytest.fixture
def front(house, caio) -> str:
    """A copy of the agent's role, without seeing data."""
    made = role_giving.clone(actor=caio, name="Recepção", preset="agent", now=clock.wall())
    change(caio, made, less={REVEAL})
    audit.sequence()
    return made


def change(caio, role: str, *, less=(), more=()) -> bool:
    now_held = {each.value for each in role_clones.one(role).made.permissions}
    held = frozenset((now_held - {each.value for each in less}) | {each.value for each in more})
    return roling.edit(actor=caio, role=role, held=held, now=clock.wall())


def give(caio, actor, role: str) -> bool:
    return roling.give(actor=caio, person=person_id(actor), role=role, now=clock.wall())


def may(actor) -> frozenset[Permission]:
    return grants.held(actor.id).may


def changed(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def streams() -> list[object]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT teams FROM stream_authority")
        return cursor.fetchall()


@pytest.mark.asvs("8.3.2")
def test_less_counts_at_once_on_pages_and_for_everybody_who_has_it(house, caio, front, arrive, audit_tags):
    conversation = arrive("meu cpf é 529.982.247-25")
    assert give(caio, house.marina, front)
    marina = signed_in(house.marina)
    assert marina.get(f"/atendimento/c/{conversation}").status_code == 200
    assert may(house.marina) == PERMISSIONS_OF[Role.AGENT] - {REVEAL}

    assert change(caio, front, less={READ})

    assert marina.get(f"/atendimento/c/{conversation}").status_code == 404
    assert marina.get("/atendimento/minhas").status_code == 403
    assert ("role:give", "done") in audit_tags()
    assert ("role:change", "done") in audit_tags()


@pytest.mark.asvs("8.3.2")
def test_a_stream_hears_nothing_for_a_role_that_reads_nothing(house, caio, front):
    give(caio, house.marina, front)
    signed_in(house.marina)
    assert streams() == [([house.agenda],)]

    change(caio, front, less={READ})

    assert streams() == []


def test_a_role_without_seeing_data_opens_none(house, caio, front, arrive):
    from desvelo.guards.vault.models import Datum

    arrive("meu cpf é 529.982.247-25")
    datum = Datum.objects.get(label="CPF").public_id
    give(caio, house.marina, front)

    answer = signed_in(house.marina).post(f"/atendimento/dado/{datum}", {"reason": "invoice"})

    assert answer.status_code == 404


def test_more_for_who_has_it_waits_for_the_officer(house, caio, front):
    give(caio, house.marina, front)

    assert not change(caio, front, more={Permission.LOOK_APPROVE})
    assert Permission.LOOK_APPROVE not in may(house.marina)
    agree(house.helena)

    assert Permission.LOOK_APPROVE in may(house.marina)


@pytest.mark.asvs("2.3.5")
def test_without_asking_what_they_gain_it_would_be_theirs_at_once(house, caio, front, monkeypatch):
    """The attack: the guard removed."""
    give(caio, house.marina, front)
    monkeypatch.setattr(role_giving, "needs_two", lambda _: False)

    assert change(caio, front, more={Permission.LOOK_APPROVE})

    assert Permission.LOOK_APPROVE in may(house.marina)


def test_what_is_harmless_is_given_by_one(house, caio, front):
    give(caio, house.marina, front)

    assert change(caio, front, more={Permission.TEMPLATE_MANAGE})


@pytest.mark.asvs("2.3.5")
@pytest.mark.parametrize("role", ["supervisor", "dpo", "it", "auditor"])
def test_somebody_who_could_do_more_waits_for_the_officer(house, caio, role):
    assert not give(caio, house.marina, role)
    assert User.objects.get(pk=house.marina.id).role == "agent"

    agree(house.helena)

    assert User.objects.get(pk=house.marina.id).role == role
    assert may(house.marina) == PERMISSIONS_OF[Role(role)]


@pytest.mark.asvs("8.3.2")
def test_less_is_given_at_once_and_ends_every_session(house, caio):
    signed_in(house.rui)

    assert give(caio, house.rui, "agent")

    assert not Session.objects.filter(user_id=house.rui.id).exists()
    assert may(house.rui) == PERMISSIONS_OF[Role.AGENT]


def test_a_role_that_changed_meanwhile_is_not_given_by_an_old_word(house, caio, front):
    change(caio, front, more={Permission.LOOK_APPROVE})
    assert not give(caio, house.marina, front)
    change(caio, front, more={Permission.TEAM_ADMIT})

    with pytest.raises(NotFound):
        agree(house.helena)
    assert User.objects.get(pk=house.marina.id).clone is None


def test_whoever_answers_nobody_any_more_leaves_their_work_to_the_team(house, caio, front, arrive):
    conversation = arrive("bom dia")
    desk.take(actor=house.marina, conversation=conversation, now=NOW)
    change(caio, front, less={REPLY})

    give(caio, house.marina, front)

    assert Conversation.objects.get(public_id=conversation).assignee_id is None


def test_nobody_gives_themselves_a_role_and_the_last_of_it_and_the_last_officer_keep_theirs(house, caio):
    given(house.lucia.id, lambda: User.objects.filter(pk=house.lucia.id).update(role="it"))
    with pytest.raises(OwnRequest):
        give(caio, house.caio, "auditor")
    with pytest.raises(LastKeeper):
        give(caio, house.helena, "auditor")


def test_only_it_makes_and_gives_roles_and_with_a_fresh_factor(house, front):
    for actor in (house.rui, house.helena, house.marina, house.lucia):
        with pytest.raises(Forbidden):
            role_giving.clone(actor=proved(actor), name="Outra", preset="agent", now=clock.wall())
        with pytest.raises(Forbidden):
            give(proved(actor), house.denise, "supervisor")
        with pytest.raises(Forbidden):
            change(proved(actor), front, more={REVEAL})
    for stale in (
        lambda: role_giving.clone(actor=house.caio, name="Outra", preset="agent", now=clock.wall()),
        lambda: give(house.caio, house.denise, "supervisor"),
        lambda: change(house.caio, front, less={READ}),
    ):
        with pytest.raises(ProofTooOld):
            stale()


@pytest.mark.parametrize("preset", ["it", "dpo", "boss"])
def test_the_two_who_decide_together_are_not_copied(house, caio, preset):
    with pytest.raises(RoleRefused):
        role_giving.clone(actor=caio, name="Outra", preset=preset, now=clock.wall())


@pytest.mark.asvs("8.2.1")
def test_content_people_keys_and_policies_are_never_added(house, caio, front):
    apart = {Permission.USER_MANAGE, Permission.KEY_MANAGE, Permission.POLICY_MANAGE, Permission.PROVIDER_MANAGE}
    for each in apart:
        with pytest.raises(RoleRefused):
            change(caio, front, more={each})
    for preset in roles.CLONED:
        assert not roles.may_be_given(preset) & apart
    watching = role_giving.clone(actor=caio, name="Controle", preset="auditor", now=clock.wall())
    for each in WITHIN_A_TEAM:
        with pytest.raises(RoleRefused):
            change(caio, watching, more={each})
    with pytest.raises(RoleRefused):
        roling.edit(actor=caio, role=front, held=frozenset({"god:mode"}), now=clock.wall())


@pytest.mark.parametrize(("name", "error"), [(" ", NameRefused), ("a" * 61, NameRefused), ("Recepção", NameTaken)])
def test_a_name_is_needed_and_serves_once(house, caio, front, name, error):
    with pytest.raises(error):
        role_giving.clone(actor=caio, name=name, preset="agent", now=clock.wall())


# ---- whoever can only write the database ----

FORGED = {
    "wider": """UPDATE access_roleclone SET written = '{"given": ["look:approve"], "taken": []}'""",
    "of another preset": "UPDATE access_roleclone SET preset = 'supervisor'",
    "a later version": "UPDATE access_roleclone SET version = version + 1",
}


@pytest.mark.asvs("8.2.1")
@pytest.mark.parametrize("what", FORGED)
def test_a_role_that_the_database_changed_gives_nothing_on_record(house, caio, front, what):
    give(caio, house.marina, front)
    changed(FORGED[what])

    assert may(house.marina) == frozenset()
    assert (role_clones.sweep(now=NOW), vouching.found()) == (1, {"role": 1})
    audit.sequence()
    assert role_clones.sweep(now=NOW) == 0
    assert role_clones.one(front).made is None


@pytest.mark.asvs("8.2.1")
def test_without_vouching_a_written_role_would_give_what_it_says(house, caio, front, monkeypatch):
    """The attack: the guard removed."""
    give(caio, house.marina, front)
    changed(FORGED["wider"])
    monkeypatch.setattr(vouching, "holds", lambda *_: True)

    assert Permission.LOOK_APPROVE in may(house.marina)


def test_an_older_version_that_was_put_back_gives_nothing_once_it_is_found(house, caio, front):
    give(caio, house.marina, front)
    older = RoleClone.objects.values_list("written", "version", "mac").get()
    change(caio, front, less={READ})
    audit.sequence()
    changed("UPDATE access_roleclone SET written = %s, version = %s, mac = %s", *older)

    assert role_clones.one(front).made is None
    role_clones.sweep(now=NOW)

    assert may(house.marina) == frozenset()


@pytest.mark.parametrize(
    "forged",
    [
        "UPDATE access_user SET clone_id = NULL WHERE name LIKE 'Marina%%'",
        "UPDATE access_user SET clone_id = (SELECT id FROM access_roleclone) WHERE name LIKE 'Denise%%'",
    ],
)
def test_a_role_that_the_database_gave_or_took_is_nobodys(house, caio, front, forged):
    give(caio, house.marina, front)
    changed(forged)

    assert None in {grants.held(house.marina.id), grants.held(house.denise.id)}


def test_identities_and_a_role_are_not_exchanged_for_a_passkey(house, caio, front):
    """The parts of a grant keep their places: what a role adds to it cannot be read as a pair of something else."""
    give(caio, house.marina, front)
    changed(
        "INSERT INTO access_passkey (id, public_id, user_id, credential_id, public_key, sign_count, name, created_at) "
        "SELECT gen_random_uuid(), 'x', id, sha256('a'), sha256('b'), 0, '', now() FROM access_user "
        "WHERE name LIKE 'Marina%%'"
    )
    changed("UPDATE access_user SET clone_id = NULL WHERE name LIKE 'Marina%%'")

    assert grants.held(house.marina.id) is None


# ---- the pages ----


def test_the_table_says_of_each_role_what_it_may_do_and_opens_nothing(house, caio, front):
    browser = just_proved(house.caio)

    listed = browser.get(PAGE).content.decode()
    assert "Recepção" in listed
    assert "Cópia de Atendente" in listed
    for code in (*[role.value for role in Role], front):
        assert browser.get(f"{PAGE}/{code}").status_code == 200
    table = re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", browser.get(f"{PAGE}/it").content.decode()))
    assert "Ler conversas de suas equipes, com os dados ocultos Não" in table
    assert "Cuidar das chaves Sim" in table
    assert browser.get("/atendimento/minhas").status_code == 403


def test_from_the_page_to_the_person_and_the_officers_word(house, caio, front):
    browser = just_proved(house.caio)
    assert browser.post(f"{PAGE}/copiar", {"name": "Noite", "preset": "supervisor"}).status_code == 302
    assert browser.post(f"{PAGE}/copiar", {"name": "Noite", "preset": "supervisor"}).status_code == 409
    assert browser.post(f"{PAGE}/copiar", {"name": "Chefe", "preset": "it"}).status_code == 422
    night = RoleClone.objects.get(name="Noite").public_id
    path = f"/ajustes/pessoas/{person_id(house.marina)}"
    assert "Noite" in browser.get(path).content.decode()

    assert browser.post(f"{path}/papel", {"role": night})["Location"] == "/supervisao/aprovacoes"
    waits = just_proved(house.helena).get("/supervisao/aprovacoes").content.decode()
    assert "Dar a Marina Lopes o papel Noite" in waits
    assert "Concordar, como segunda pessoa, com uma eliminação" in waits
    agree(house.helena)

    assert "Noite" in browser.get(path).content.decode()
    assert Permission.LOOK_APPROVE in may(house.marina)
    assert browser.post(f"{path}/papel", {"role": "agent"}).status_code == 302
    assert may(house.marina) == PERMISSIONS_OF[Role.AGENT]


def test_two_of_one_side_do_not_widen_a_role(house, caio, front):
    give(caio, house.marina, front)
    change(caio, front, more={Permission.LOOK_APPROVE})
    [waiting] = approvals.waiting(caio, now=clock.wall())

    with pytest.raises(OwnRequest):
        approvals.agree(actor=proved(house.caio, session="c" * 16), approval=waiting.public_id, now=clock.wall())
    assert Made(preset=Role.AGENT, taken=frozenset({REVEAL})) == role_clones.one(front).made
