"""Functions that something before them guards as well refuse by themselves, called as that something calls them.

What everybody may do is taken from everybody for the test, because nobody lacks it otherwise.
"""

from collections.abc import Callable
from datetime import timedelta

import pytest

import arrived_files
import provisioning
from desvelo.duties.assurance import scope
from desvelo.guards.access import account, approvals, inviting, leaving, role_giving
from desvelo.guards.access import queries as access
from desvelo.guards.access.account import Look
from desvelo.guards.access.errors import Forbidden, NotFound, ProofTooOld
from desvelo.guards.access.federation import identities
from desvelo.guards.access.models import Team, User
from desvelo.guards.access.provisioning import groups, tokens
from desvelo.guards.vault import actions as vault
from desvelo.guards.vault import glass, holding, key_state, looking, simulating, stops, tickets
from desvelo.guards.vault.looking import File
from desvelo.guards.vault.models import Datum
from desvelo.guards.vault.showing import Time
from desvelo.kernel import authority
from desvelo.kernel.authority import Permission, Role
from desvelo.kernel.detection import masked
from desvelo.service.channel.models import Media
from desvelo.service.desk import actions as desk
from desvelo.service.desk import (
    approval_screen,
    first_steps,
    hiding,
    protecting,
    roling,
    teaming,
    transferring,
)
from desvelo.service.desk import looking as desk_looking
from desvelo.service.desk.errors import SensitiveText
from desvelo.service.desk.models import Conversation
from house import NOW

REASON = vault.Reason(code="identity", text="")


@pytest.fixture
def datum(house, arrive) -> Datum:
    arrive("meu cpf é 529.982.247-25")
    return Datum.objects.get(label="CPF")


@pytest.fixture
def file(house) -> File:
    message = arrived_files.picture()
    return File(id=Media.objects.get(contact_id=message.contact_id).id, contact=message.contact_id, label="MEDIA")


@pytest.mark.parametrize("asked", ["reveal", "ask_word", "compare"])
def test_a_datum_of_a_team_one_is_not_in_does_not_exist(house, datum, asked):
    what: dict[str, Callable[[], object]] = {
        "reveal": lambda: vault.reveal(actor=house.denise, datum=datum.pk, team=house.agenda, reason=REASON, now=NOW),
        "ask_word": lambda: vault.ask_word(
            actor=house.denise, datum=datum.pk, team=house.agenda, reason=REASON, now=NOW
        ),
        "compare": lambda: vault.compare(
            actor=house.denise, datum=datum.pk, team=house.agenda, typed="529.982.247-25", now=NOW
        ),
    }

    with pytest.raises(NotFound):
        what[asked]()


@pytest.mark.parametrize("asked", ["permit", "ask_word"])
def test_a_file_of_a_team_one_is_not_in_does_not_exist(house, file, asked):
    what: dict[str, Callable[[], object]] = {
        "permit": lambda: looking.permit(
            actor=house.denise, file=file, team=house.agenda, reason=REASON, time=Time(first=60, longest=60), now=NOW
        ),
        "ask_word": lambda: looking.ask_word(actor=house.denise, file=file, team=house.agenda, reason=REASON, now=NOW),
    }

    with pytest.raises(NotFound):
        what[asked]()


def test_a_hold_is_not_lifted_by_whoever_answers_customers(house, datum):
    holding.place(actor=house.helena, contact=datum.contact_id, reason="court", now=NOW)

    with pytest.raises(Forbidden):
        holding.lift(actor=house.marina, contact=datum.contact_id, now=NOW)

    assert holding.held() == {datum.contact_id}


def test_what_rules_would_have_meant_is_told_to_whoever_makes_them(house):
    with pytest.raises(Forbidden):
        simulating.simulate(actor=house.marina, changes=(), now=NOW)


def test_the_page_of_detection_is_for_whoever_reviews_it(house):
    with pytest.raises(Forbidden):
        protecting.page(house.marina, now=NOW)


def test_a_file_is_shown_to_nobody_whose_role_sees_none(house):
    with pytest.raises(Forbidden):
        desk_looking.view(actor=house.caio, look="absent", page=1, now=NOW)


def test_an_account_is_shut_only_by_whoever_proved_a_moment_ago_who_they_are(house):
    person = User.objects.get(pk=house.marina.id)

    with pytest.raises(ProofTooOld):
        leaving.suspend(actor=house.caio, public_id=person.public_id, permission=Permission.USER_MANAGE, now=NOW)

    assert User.objects.get(pk=person.pk).is_active


@pytest.mark.parametrize("asked", ["own_account", "links", "look", "approvals", "own_trail"])
def test_even_what_everybody_may_is_asked_of_the_gate(house, monkeypatch, asked):
    monkeypatch.setattr(authority, "EVERYBODYS", frozenset())
    monkeypatch.setitem(authority.PERMISSIONS_OF, Role.AGENT, frozenset())
    what: dict[str, Callable[[], object]] = {
        "own_account": lambda: access.own_account(house.marina, now=NOW),
        "links": lambda: identities.links(house.marina, now=NOW),
        "look": lambda: account.choose_look(
            actor=house.marina, look=Look(theme="dark", language="", needs_time=False), now=NOW
        ),
        "approvals": lambda: approval_screen.page(house.marina, now=NOW),
        "own_trail": lambda: scope.own(house.marina, now=NOW),
    }

    with pytest.raises(Forbidden):
        what[asked]()


@pytest.mark.parametrize("asked", ["datum", "file"])
def test_what_lies_in_a_conversation_of_another_team_does_not_exist(house, datum, asked):
    what: dict[str, Callable[[], object]] = {
        "datum": lambda: desk.datum_for(house.denise, datum.public_id, Permission.DATUM_REVEAL, now=NOW),
        "file": lambda: desk_looking._file(house.denise, arrived_files.picture().public_id, now=NOW),
    }

    with pytest.raises(NotFound):
        what[asked]()


def test_a_conversation_is_not_moved_to_a_team_one_is_not_in(house, datum):
    conversation = Conversation.objects.get()

    with pytest.raises(NotFound):
        desk.move_to_team(actor=house.marina, conversation=conversation.public_id, team=house.financeiro, now=NOW)

    assert Conversation.objects.get().team_id == house.agenda


def test_asking_for_what_is_not_there_is_on_record(house, datum, audit_tags):
    conversation = Conversation.objects.get().public_id
    tried: list[Callable[[], object]] = [
        lambda: desk.conversation_for(house.marina, "absent", Permission.CONVERSATION_READ, now=NOW),
        lambda: desk.datum_for(house.marina, "absent", Permission.DATUM_REVEAL, now=NOW),
        lambda: desk_looking._file(house.marina, "absent", now=NOW),
        lambda: hiding._message(house.marina, conversation, "absent", now=NOW),
        lambda: tickets.redeem(actor=house.marina, ticket="absent", in_frame=True, now=NOW),
        lambda: stops.see(actor=house.rui, stop="absent", now=NOW),
        lambda: glass.review(actor=house.rui, glass="absent", now=NOW),
    ]
    for each in tried:
        with pytest.raises(NotFound):
            each()

    assert audit_tags()[-7:] == [
        ("conversation:read", "denied:absent"),
        ("datum:reveal", "denied:absent"),
        ("datum:reveal", "denied:absent"),
        ("datum:hide", "denied:absent"),
        ("datum:reveal", "denied:no_ticket"),
        ("look:approve", "denied:no_team"),
        ("look:approve", "denied:absent"),
    ]


def test_what_the_guard_holds_back_is_on_record(house, datum, audit_tags):
    conversation = Conversation.objects.get()

    with pytest.raises(SensitiveText), desk.held_on_record(house.marina, conversation, now=NOW):
        raise SensitiveText(labels=("CPF",), spans=(), hidden=masked.mask("", (), str)[0])

    assert audit_tags()[-1] == ("conversation:reply", "denied:sensitive_text")


@pytest.mark.parametrize("asked", ["people", "person", "invitations", "hold", "keys", "sentence", "steps"])
def test_what_a_page_asks_together_refuses_each_by_itself(house, datum, asked):
    what: dict[str, Callable[[], object]] = {
        "people": lambda: inviting.people(house.marina, now=NOW),
        "person": lambda: leaving.person(house.marina, "absent", now=NOW),
        "invitations": lambda: inviting.invitations(house.marina, now=NOW),
        "hold": lambda: holding.place(actor=house.marina, contact=datum.contact_id, reason="court", now=NOW),
        "keys": lambda: key_state.state(house.marina, now=NOW),
        "sentence": lambda: protecting.try_sentence(house.marina, "oi", now=NOW),
        "steps": lambda: first_steps.steps(house.marina, now=NOW),
    }

    with pytest.raises(Forbidden):
        what[asked]()


@pytest.fixture
def request_of_marina(house, monkeypatch) -> Callable[[Permission], str]:
    """Return how marina asks for something of a kind of its own, which whoever has the permission decides."""

    def _asked(permission: Permission) -> str:
        kind = approvals.Kind(lasts=timedelta(days=1), permission=permission)
        monkeypatch.setitem(approvals._kinds, "gate:test", kind)
        return approvals.ask(actor=house.marina, kind="gate:test", subject="x", team=house.agenda, what={}, now=NOW)

    return _asked


@pytest.mark.parametrize("permission", [Permission.LOOK_APPROVE, Permission.POLICY_MANAGE])
def test_a_request_is_decided_by_whoever_may(house, request_of_marina, permission):
    asked = request_of_marina(permission)

    with pytest.raises((Forbidden, NotFound)):
        approvals._judged(house.denise, asked, now=NOW)


@pytest.mark.parametrize("asked", ["groups", "tokens"])
def test_what_a_provider_sent_is_listed_for_whoever_looks_after_it(house, asked):
    row = provisioning.provider()
    what: dict[str, Callable[[], object]] = {
        "groups": lambda: groups.lines(house.marina, row, now=NOW),
        "tokens": lambda: tokens.lines(house.marina, row, now=NOW),
    }

    with pytest.raises(Forbidden):
        what[asked]()


def test_a_group_stands_for_a_team_by_the_word_of_whoever_manages_people(house, audit_tags):
    with pytest.raises(Forbidden):
        groups.stand_for(actor=house.marina, provider="absent", group="absent", team="", role="agent", now=NOW)

    assert audit_tags()[-1] == ("user:manage", "denied:not_in_role")


@pytest.mark.parametrize("asked", ["edit", "give"])
def test_a_role_is_changed_by_whoever_proved_a_moment_ago_who_they_are(house, asked):
    person = User.objects.get(pk=house.marina.id).public_id
    what: dict[str, Callable[[], object]] = {
        "edit": lambda: role_giving.edit(
            actor=house.caio, role="absent", taken=frozenset(), given=frozenset(), now=NOW
        ),
        "give": lambda: role_giving.give(actor=house.caio, person=person, role="agent", now=NOW),
    }

    with pytest.raises(ProofTooOld):
        what[asked]()


@pytest.mark.parametrize("asked", ["role", "team"])
def test_a_refusal_is_on_record_before_anything_is_begun(house, audit_tags, asked):
    """Asked inside the transaction alone, the entry would go with it."""
    person, team = User.objects.get(pk=house.marina.id).public_id, Team.objects.get(pk=house.agenda).public_id
    what: dict[str, Callable[[], object]] = {
        "role": lambda: roling.give(actor=house.caio, person=person, role="agent", now=NOW),
        "team": lambda: teaming.remove(actor=house.caio, team=team, person=person, now=NOW),
    }

    with pytest.raises(ProofTooOld):
        what[asked]()

    assert audit_tags()[-1] == ("user:manage", "denied:proof_too_old")


def test_a_transfer_to_a_team_that_is_not_there_is_on_record(house, datum, audit_tags):
    conversation = Conversation.objects.get().public_id

    nowhere = transferring.Handing(to="absent", with_history=True, note="segue")
    with pytest.raises(NotFound):
        transferring.transfer(actor=house.marina, conversation=conversation, handing=nowhere, now=NOW)

    assert audit_tags()[-1] == ("conversation:assign", "denied:absent")
