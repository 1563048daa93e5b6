import pytest

from desvelo.kernel.provisioning import listing, schemas
from desvelo.kernel.provisioning.errors import ScimRefused
from desvelo.kernel.provisioning.listing import Page


@pytest.mark.parametrize(
    ("start", "count", "found"),
    [("", "", (1, 200)), ("0", "0", (1, 0)), ("-5", "-1", (1, 0)), ("3", "10", (3, 10)), ("1", "5000", (1, 200))],
)
def test_a_page_is_within_bounds(start, count, found):
    assert listing.page(start, count) == Page(start=found[0], count=found[1])


@pytest.mark.parametrize("written", ["x", "1.5", "٣", "9" * 5000, "--1"])
def test_what_is_no_number_is_refused(written):
    with pytest.raises(ScimRefused):
        listing.page(written, "")


def test_attributes_are_chosen_and_what_names_the_resource_stays():
    whole = {"schemas": ["s"], "id": "1", "userName": "a", "emails": []}
    wanted = listing.asked({"attributes": "USERNAME,x"})
    unwanted = listing.asked({"excludedAttributes": ["emails.value", "id"]})

    assert listing.chosen(whole, wanted) == {"schemas": ["s"], "id": "1", "userName": "a"}
    assert listing.chosen(whole, unwanted) == {"schemas": ["s"], "id": "1", "userName": "a"}
    for wrong in ({"attributes": 5}, {"filter": 5}, {"count": {}}):
        with pytest.raises(ScimRefused):
            listing.asked(wrong)


def test_no_attribute_that_gives_a_role_is_declared():
    declared = {each["name"] for one in schemas.schemas(base="").values() for each in one["attributes"]}

    assert declared == {"active", "displayName", "emails", "groups", "members", "userName"}
