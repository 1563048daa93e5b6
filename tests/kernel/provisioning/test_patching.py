import contextlib
import copy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desvelo.kernel.provisioning import patching, people
from desvelo.kernel.provisioning.errors import ScimRefused

WAS = {
    "userName": "rui",
    "externalId": "7",
    "displayName": "Rui",
    "emails": [{"value": "rui@x.y", "type": "work"}],
    "active": True,
}


def patched(*operations: object) -> dict[str, object]:
    body = {"schemas": [patching.SCHEMA], "Operations": list(operations)}
    return patching.apply(WAS, patching.read(body, required=people.REQUIRED))


def changed(*operations: object) -> dict[str, object]:
    after = patched(*operations)
    return {name: value for name, value in after.items() if WAS.get(name) != value}


@pytest.mark.parametrize(
    ("operation", "found"),
    [
        ({"op": "replace", "path": "displayName", "value": "R."}, {"displayName": "R."}),
        ({"op": "Replace", "path": "ACTIVE", "value": "False"}, {"active": "False"}),
        ({"op": "replace", "value": {"displayName": "R.", "active": False}}, {"displayName": "R.", "active": False}),
        ({"op": "add", "value": {"name.formatted": "Rui P."}}, {"name": {"formatted": "Rui P."}}),
        (
            {"op": "replace", "path": 'emails[type eq "work"].value', "value": "n@x.y"},
            {"emails": [{"value": "n@x.y", "type": "work"}]},
        ),
        (
            {"op": "add", "path": 'emails[type eq "home"].value', "value": "n@x.y"},
            {"emails": [*WAS["emails"], {"type": "home", "value": "n@x.y"}]},
        ),
        ({"op": "replace", "path": "emails", "value": {"value": "n@x.y"}}, {"emails": [{"value": "n@x.y"}]}),
        ({"op": "add", "path": "members", "value": {"value": "a"}}, {"members": [{"value": "a"}]}),
        ({"op": "replace", "path": "urn:ietf:params:scim:schemas:core:2.0:User:displayName", "value": "R."},
         {"displayName": "R."}),
        ({"op": "add", "path": "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department", "value": "x"},
         {}),
    ],
)  # fmt: skip
def test_each_way_to_say_a_change(operation, found):
    before = copy.deepcopy(WAS)

    assert changed(operation) == found
    assert before == WAS


def members(*operations: object) -> list[str]:
    given = {"op": "add", "path": "members", "value": [{"value": each} for each in "abc"]}
    return [each["value"] for each in patched(given, *operations)["members"]]


@pytest.mark.parametrize(
    ("operation", "left"),
    [
        ({"op": "remove", "path": 'members[value eq "b"]'}, ["a", "c"]),
        ({"op": "Remove", "path": "members", "value": [{"value": "a"}, {"value": "c"}]}, ["b"]),
        ({"op": "remove", "path": "members"}, []),
        ({"op": "remove", "path": "members", "value": []}, ["a", "b", "c"]),
        ({"op": "remove", "path": 'members[value eq "z"]'}, ["a", "b", "c"]),
        ({"op": "add", "path": "members", "value": [{"value": "b"}, {"value": "d"}]}, ["a", "b", "c", "d"]),
        ({"op": "replace", "path": "members", "value": []}, []),
    ],
)
def test_members_come_and_go(operation, left):
    assert members(operation) == left


@pytest.mark.parametrize(
    ("operation", "kind"),
    [
        ({"op": "replace", "path": "id", "value": "x"}, "mutability"),
        ({"op": "replace", "value": {"groups": []}}, "mutability"),
        ({"op": "remove", "path": "userName"}, "mutability"),
        ({"op": "remove", "path": "externalId"}, "mutability"),
        ({"op": "remove"}, "noTarget"),
        ({"op": "replace", "path": 'emails[type eq "home"].value', "value": "x"}, "noTarget"),
        ({"op": "replace", "path": "emails[", "value": "x"}, "invalidPath"),
        ({"op": "replace", "path": 'emails[type co "w"].value', "value": "x"}, "invalidPath"),
        ({"op": "replace", "path": 5, "value": "x"}, "invalidPath"),
        ({"op": "replace", "path": "active"}, "invalidValue"),
        ({"op": "add", "path": "members", "value": ["a"]}, "invalidValue"),
        ({"op": "move", "path": "active", "value": True}, "invalidSyntax"),
        ({"op": "replace", "value": "x"}, "invalidSyntax"),
        ("x", "invalidSyntax"),
    ],
)
def test_what_cannot_be_done_is_refused_by_its_name(operation, kind):
    with pytest.raises(ScimRefused) as refused:
        patched(operation)

    assert refused.value.scim_type == kind


@pytest.mark.parametrize("body", [{}, [], {"Operations": [{}]}, {"schemas": [patching.SCHEMA], "Operations": []}])
def test_a_body_that_is_no_patch_is_refused(body):
    with pytest.raises(ScimRefused) as refused:
        patching.read(body, required=people.REQUIRED)

    assert refused.value.scim_type == "invalidSyntax"


def test_more_operations_than_a_person_would_need_are_refused():
    with pytest.raises(ScimRefused) as refused:
        patched(*[{"op": "replace", "path": "active", "value": True}] * 101)

    assert refused.value.scim_type == "tooMany"


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["value", "type", "x"]), inner),
    max_leaves=6,
)
PATHS = st.sampled_from(
    ["emails", "emails.value", 'emails[type eq "work"]', "members", "name", "name.formatted", "active", "userName.x",
     'active[value eq "x"].y', "members.value", 'members[value eq "a"].type']
)  # fmt: skip


@given(st.lists(st.tuples(st.sampled_from(["add", "replace", "remove"]), PATHS, ANYTHING), min_size=1, max_size=4))
def test_whatever_is_sent_is_applied_or_refused(operations):
    with contextlib.suppress(ScimRefused):
        patched(*({"op": op, "path": path, "value": value} for op, path, value in operations))
