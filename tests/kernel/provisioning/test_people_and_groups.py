import pytest
from hypothesis import given
from hypothesis import strategies as st

from desvelo.kernel.provisioning import groups, names, people
from desvelo.kernel.provisioning.errors import ScimRefused
from desvelo.kernel.provisioning.people import Person

WHOLE = {"userName": "rui@x.y", "externalId": "7", "displayName": "Rui  Pinho", "active": True}


def read(**changed: object) -> Person:
    return people.read(names.canonical({**WHOLE, **changed}))


def test_a_person_is_five_values():
    assert read(
        emails=[{"value": "A@x.y"}, {"value": "B@x.y", "type": "work"}, {"value": "c@x.y", "primary": True}]
    ) == (Person(user_name="rui@x.y", external_id="7", name="Rui Pinho", email="c@x.y", active=True))
    assert read().email == "rui@x.y"
    assert read(active="False").active is False
    assert read(active=None).active is None


@pytest.mark.asvs("15.3.3")
@pytest.mark.parametrize("name", ["roles", "entitlements", "password", "x509Certificates", "ROLES"])
def test_what_would_give_somebody_something_is_refused_not_ignored(name):
    with pytest.raises(ScimRefused) as refused:
        read(**{name: [{"value": "it"}]})

    assert (refused.value.reason, refused.value.scim_type) == ("not_taken", "invalidValue")


def test_what_else_a_provider_sends_is_not_kept():
    assert read(title="x", locale="pt-BR", is_staff=True, role="it", groups=[{"value": "x"}], id="y") == read()


@pytest.mark.parametrize(
    "changed",
    [{"userName": ""}, {"userName": 5}, {"userName": "a\0"}, {"userName": "a" * 255}, {"externalId": ""},
     {"externalId": []}, {"active": "perhaps"}, {"active": 1}, {"displayName": "x" * 81}, {"displayName": "a\nb\0"},
     {"displayName": ["x"]}, {"emails": [{"value": 5}]}, {"emails": [{"value": "a\0@x.y"}]}],
)  # fmt: skip
def test_what_cannot_be_a_person_is_refused(changed):
    with pytest.raises(ScimRefused) as refused:
        read(**changed)

    assert refused.value.scim_type == "invalidValue"


@pytest.mark.parametrize(
    ("document", "name"),
    [
        ({"name": {"givenName": "Ana", "familyName": "Reis"}}, "Ana Reis"),
        ({"name": {"formatted": "Ana R."}}, "Ana R."),
        ({"displayName": "Rui", "name": {"formatted": "Ana R."}}, "Ana R."),
        ({"displayName": "Ana", "name": {"formatted": "Rui P."}}, "Ana"),
        ({"displayName": "Rui", "name": {"givenName": "Ana"}}, "Rui"),
        ({}, ""),
    ],
)
def test_the_name_is_the_one_that_was_changed(document, name):
    assert people.read({"userName": "a@x.y", **document}, was_named="Rui").name == name


def test_a_group_is_a_name_and_members():
    found = groups.read({"displayName": " Agenda ", "members": [{"value": "a"}, {"value": "b", "type": "User"}]})

    assert (found.name, found.external_id, found.members) == ("Agenda", "", frozenset({"a", "b"}))


@pytest.mark.parametrize(
    "document",
    [{}, {"displayName": ""}, {"displayName": "x" * 201}, {"displayName": "x", "members": "a"},
     {"displayName": "x", "members": [{"value": "a", "type": "Group"}]}, {"displayName": "x", "members": [{}]},
     {"displayName": "x", "members": [{"value": "a\0"}]}, {"displayName": "x", "externalId": 5},
     {"displayName": "x", "members": [{"value": str(each)} for each in range(2001)]}],
)  # fmt: skip
def test_what_cannot_be_a_group_is_refused(document):
    with pytest.raises(ScimRefused):
        groups.read(document)


ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.sampled_from(["userName", "externalId", "emails", "name", "displayName", "active"]), ANY))
def test_whatever_is_sent_is_a_person_or_refused(document):
    try:
        found = people.read(names.canonical(document))
    except ScimRefused:
        return
    assert found.user_name
    assert found.user_name.isprintable()
