import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desvelo.kernel.provisioning import filters
from desvelo.kernel.provisioning.errors import ScimRefused
from desvelo.kernel.provisioning.filters import Condition


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('userName eq "rui"', [("userName", "rui")]),
        ('USERNAME EQ "a \\"b\\" and c"', [("userName", 'a "b" and c')]),
        ('urn:ietf:params:scim:schemas:core:2.0:User:userName eq "rui"', [("userName", "rui")]),
        ('id eq "x" and members eq "y"', [("id", "x"), ("members", "y")]),
        ('externalId eq "x" AND active eq false', [("externalId", "x"), ("active", False)]),
        ('emails.value eq "josé@x.y"', [("emails", "josé@x.y")]),
    ],
)
def test_what_providers_ask_with_is_read(text, found):
    assert filters.read(text) == tuple(Condition(attribute=name, value=value) for name, value in found)


@pytest.mark.parametrize(
    "text",
    ['userName sw "r"', 'userName eq "a" or id eq "b"', 'not (userName eq "a")', "userName pr", 'userName eq "a',
     "", "eq", 'userName eq "a" and', "userName eq 5", 'userName eq "a"b', 'userName eq "\\u0000"',
     'a eq "b"' + ' and a eq "b"' * 5, 'x eq "' + "y" * 1000 + '"',
     'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department eq "x"'],
)  # fmt: skip
def test_everything_else_is_refused_and_never_half_understood(text):
    with pytest.raises(ScimRefused) as refused:
        filters.read(text)

    assert refused.value.scim_type == "invalidFilter"


@given(st.text(max_size=200))
def test_whatever_is_sent_is_read_or_refused(text):
    with contextlib.suppress(ScimRefused):
        assert filters.read(text)
