"""The gate: who may not is refused, the refusal is on record, and it tells nothing."""

from uuid import UUID

import pytest
from django.db import transaction

from desvelo.guards.access import gate
from desvelo.guards.access.errors import Forbidden, NotFound
from desvelo.guards.audit import actions as audit
from desvelo.guards.audit import queries
from desvelo.kernel.authority import Permission
from house import NOW


def test_who_holds_the_permission_passes_and_leaves_no_entry(house, audit_tags):
    before = audit_tags()

    gate.require(house.marina, Permission.CONVERSATION_READ, now=NOW)
    gate.require_in_team(house.marina, Permission.CONVERSATION_READ, team=house.agenda, target={}, now=NOW)

    assert audit_tags() == before


@pytest.mark.asvs("8.2.1")
def test_a_role_without_the_permission_is_forbidden_on_record(house, audit_tags):
    with pytest.raises(Forbidden) as refused:
        gate.require(house.helena, Permission.CONVERSATION_READ, now=NOW)

    assert refused.value.params == {"permission": "conversation:read"}
    assert audit_tags()[-1] == ("conversation:read", "denied:not_in_role")


@pytest.mark.asvs("8.2.2")
@pytest.mark.parametrize(
    ("login", "team", "reason"),
    [
        ("denise", "agenda", "other_team"),
        ("marina", "financeiro", "other_team"),
        ("marina", None, "no_team"),
        ("helena", "agenda", "not_in_role"),
    ],
)
def test_what_is_outside_a_persons_scope_does_not_exist(house, audit_tags, login, team, reason):
    with pytest.raises(NotFound) as refused:
        gate.require_in_team(
            house.actors[login],
            Permission.DATUM_REVEAL,
            team=getattr(house, team) if team else None,
            target={"datum": str(UUID(int=7))},
            now=NOW,
        )

    assert refused.value.params == {}
    assert audit_tags()[-1] == ("datum:reveal", f"denied:{reason}")


def test_the_entry_says_who_on_what_and_through_which_session(house):
    from dataclasses import replace

    actor = replace(house.denise, session="0123456789abcdef")
    target = {"conversation": str(UUID(int=7))}

    gate.deny(actor, Permission.CONVERSATION_READ, reason="other_team", target=target, now=NOW)

    audit.sequence()
    entry = queries.entry(queries.size() - 1)
    assert (entry.actor, entry.objects, entry.result) == (actor.id, target, "denied:other_team")
    assert b'"session":"0123456789abcdef"' in entry.leaf


def test_a_refusal_outlives_the_action_that_was_refused(house, audit_tags):
    with pytest.raises(Forbidden):
        gate.require(house.helena, Permission.CONVERSATION_READ, now=NOW)
    with transaction.atomic():
        transaction.set_rollback(True)

    assert audit_tags()[-1] == ("conversation:read", "denied:not_in_role")
