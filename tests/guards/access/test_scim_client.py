"""A client of somebody else's making speaks with us over a real socket, and finds that we speak SCIM."""

import httpx2
import pytest
from scim2_client.engines.httpx2 import SyncSCIMClient
from scim2_models import PatchOp, PatchOperation, SearchRequest
from scim2_tester import Status, check_server

import provisioning
from desvelo.guards.access.models import User


@pytest.fixture
def address(committed, house):
    with provisioning.served() as found:
        yield found + provisioning.BASE


@pytest.fixture
def client(house, address):
    token = provisioning.token_of(house, provisioning.provider())
    with httpx2.Client(base_url=address, headers={"Authorization": f"Bearer {token}"}, trust_env=False) as http:
        yield SyncSCIMClient(http)


def test_the_standards_own_tester_finds_one_thing_and_that_is_on_purpose(client):
    """Who somebody is at the provider never changes: an account cannot be passed to another person there."""
    results = check_server(client)

    assert [(each.title, each.reason) for each in results if each.status != Status.SUCCESS] == [
        ("check_remove_attribute", "Failed to remove attribute 'externalId': externalId não pode mudar nem ser tirado.")
    ]
    assert len(results) > 50


def test_a_person_comes_is_renamed_is_found_and_leaves(client, house):
    client.discover()
    kind = client.get_resource_model("User")
    made = client.create(kind(user_name="bruna@aurora.example", external_id="sub-7", display_name="Bruna Dias"))
    user = User.objects.get(email="bruna@aurora.example")
    assert (user.name, user.role, user.is_active, user.teams.count()) == ("Bruna Dias", "agent", True, 0)

    operations = [PatchOperation(op=PatchOperation.Op.replace_, path="displayName", value="Bruna Melo")]
    client.modify(kind, made.id, PatchOp[kind](operations=operations))
    found = client.query(kind, query_parameters=SearchRequest(filter='userName eq "BRUNA@aurora.example"'))
    assert [(each.id, each.display_name) for each in found.resources] == [(made.id, "Bruna Melo")]

    client.delete(kind, made.id)
    assert not User.objects.get(pk=user.pk).is_active
    assert client.query(kind).total_results == 0
