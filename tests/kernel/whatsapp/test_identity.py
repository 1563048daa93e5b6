import pytest

from desvelo.kernel.whatsapp import payload
from desvelo.kernel.whatsapp.items import IdentityChange, InboundMessage

from .bodies import ANA, body, message

PHONE, USER = ANA["wa_id"], ANA["user_id"]


def read(contacts, **changes):
    [item] = payload.parse(body(contacts=contacts, messages=[message(**changes)])).items
    return item


@pytest.mark.parametrize("hidden", [None, ""])
def test_a_hidden_phone_is_missing_or_empty_and_the_user_id_still_names_the_customer(hidden):
    item = read([{"profile": {"name": "Ana"}, "user_id": USER, "wa_id": ""}], from_user_id=USER, **{"from": hidden})

    assert (item.wa_id, item.user_id, item.name) == (None, USER, "Ana")


def test_an_old_shape_with_a_phone_only_is_enough():
    item = read([{"profile": {"name": "Ana"}, "wa_id": PHONE}])

    assert (item.wa_id, item.user_id, item.name) == (PHONE, None, "Ana")


def test_the_contact_lends_the_user_id_that_the_message_lacks():
    assert read([ANA]).user_id == USER


def test_the_user_id_decides_before_the_phone():
    other = {"profile": {"name": "Outra"}, "wa_id": PHONE, "user_id": "US.2"}

    assert read([other, ANA], from_user_id=USER).name == "Ana Pruebas"


def test_a_contact_with_the_same_phone_but_another_user_id_is_another_person():
    item = read([{"profile": {"name": "Outra"}, "wa_id": PHONE, "user_id": "US.2"}], from_user_id=USER)

    assert (item.name, item.user_id) == (None, USER)


def test_contacts_are_never_matched_by_their_place():
    item = read([{"profile": {"name": "Outra"}, "wa_id": "15550009999"}])

    assert item.name is None


@pytest.mark.parametrize("contacts", [[], [{}], [None], ["x"], [{"wa_id": PHONE}], [{"wa_id": PHONE, "profile": None}]])
def test_missing_contacts_and_profiles_cost_only_the_name(contacts):
    item = read(contacts)

    assert (item.text, item.wa_id, item.name) == ("oi", PHONE, None)


def test_a_username_loses_its_at_sign():
    assert read([{**ANA, "profile": {"name": "Ana", "username": "@ana.p"}}]).username == "ana.p"


def test_the_key_hash_of_the_customers_device_is_read():
    assert read([{**ANA, "identity_key_hash": "DF2lS5v2W6x="}]).identity_key_hash == "DF2lS5v2W6x="


@pytest.mark.parametrize(
    "sender", [{"from": None}, {"from": ""}, {"from": "REDACTED"}, {"from": None, "from_user_id": "x"}]
)
def test_a_message_from_nobody_is_visible_as_unknown(sender):
    item = read([ANA], **sender)

    assert (item.reason, item.pointer) == ("no_sender", "/entry/0/changes/0/value/messages/0")


def test_a_changed_number_is_told_as_a_possible_change_of_person():
    item = read(
        [],
        type="system",
        text=None,
        system={
            "type": "user_changed_number",
            "body": "User changed from +1 555 000 2222 to +1 555 000 3333",
            "wa_id": "15550003333",
            "user_id": "US.2",
            "previous_user_id": USER,
        },
    )

    assert isinstance(item, InboundMessage)
    assert item.identity_change == IdentityChange(
        kind="user_changed_number",
        old_wa_id=PHONE,
        new_wa_id="15550003333",
        previous_user_id=USER,
        new_user_id="US.2",
    )
    assert item.texts == (("system.body", "User changed from +1 555 000 2222 to +1 555 000 3333"),)


def test_a_changed_user_id_without_any_phone_is_still_a_message():
    item = read(
        [],
        type="system",
        text=None,
        system={"type": "user_changed_user_id", "user_id": "US.2", "previous_user_id": USER},
        **{"from": None},
    )

    assert (item.kind, item.user_id, item.wa_id) == ("system", "US.2", None)
