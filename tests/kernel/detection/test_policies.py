import pytest

from desvelo.kernel.authority import PERMISSIONS_OF, Permission, Role
from desvelo.kernel.detection import policies
from desvelo.kernel.detection.catalogue import shipped
from desvelo.kernel.detection.labels import OTHER, PLACE, UNREADABLE, Handling, Label, Tier

SHIPPED = shipped().labels


def test_the_guidelines_name_thirty_five_labels():
    assert len(policies.GUIDELINES) == 35
    assert len(set(policies.GUIDELINES)) == 35


def test_every_tier_has_a_default():
    assert set(policies.DEFAULTS) == set(Tier)


@pytest.mark.parametrize("label", SHIPPED, ids=lambda label: label.code)
def test_a_policy_keeps_what_its_label_says_about_the_value(label):
    assert policies.of(label).handling is label.handling


@pytest.mark.parametrize("label", SHIPPED, ids=lambda label: label.code)
def test_what_is_discarded_is_neither_shown_nor_compared_by_anybody(label):
    if label.handling is Handling.DISCARD:
        policy = policies.of(label)
        assert (policy.reveal, policy.compare) == (frozenset(), frozenset())


@pytest.mark.parametrize("label", SHIPPED, ids=lambda label: label.code)
def test_no_policy_gives_a_role_what_its_permissions_refuse(label):
    policy = policies.of(label)

    assert all(Permission.DATUM_REVEAL in PERMISSIONS_OF[role] for role in policy.reveal)
    assert all(Permission.DATUM_COMPARE in PERMISSIONS_OF[role] for role in policy.compare)


@pytest.mark.parametrize(
    "label", [each for each in SHIPPED if each not in (UNREADABLE, OTHER)], ids=lambda label: label.code
)
def test_every_shipped_label_has_a_tier_of_its_own(label):
    assert policies.tier_of(label) is not Tier.UNNAMED


@pytest.mark.parametrize("code", ["PASSWORD", "OTP_CODE", "CARD_CVV", "CARD_NUMBER", "CARD_EXPIRY"])
def test_whoever_sends_a_credential_or_a_card_is_told_not_to(code):
    assert policies.of(shipped().label(code)).warn


@pytest.mark.parametrize("code", ["CPF", "EMAIL", "PHONE", "CEP"])
def test_whoever_sends_what_the_desk_asked_for_is_not(code):
    assert not policies.of(shipped().label(code)).warn


@pytest.mark.parametrize("label", SHIPPED, ids=lambda label: label.code)
def test_what_is_kept_can_be_seen_by_somebody(label):
    assert label.handling is Handling.DISCARD or policies.of(label).reveal


def test_a_credential_that_is_kept_is_seen_by_supervisors_alone():
    policy = policies.of(Label(code="SECRET", handling=Handling.SEAL))

    assert (policy.reveal, policy.compare) == ({Role.SUPERVISOR}, frozenset())


def test_what_no_table_names_is_seen_by_supervisors_alone_and_compared_by_nobody():
    policy = policies.of(Label(code="SHOE_SIZE", handling=Handling.SEAL))

    assert policy.reveal == {Role.SUPERVISOR}
    assert policy.compare == frozenset()


def test_a_detector_that_comes_later_may_name_its_tier_but_not_move_a_label_of_the_guidelines():
    assert policies.tier_of(Label(code="SHOE_SIZE", handling=Handling.SEAL, tier=Tier.PERSON)) is Tier.PERSON
    assert policies.tier_of(Label(code="HEALTH", handling=Handling.SEAL, tier=Tier.CONTACT)) is Tier.SPECIAL


def test_special_categories_are_compared_by_nobody():
    policy = policies.of(Label(code="HEALTH", handling=Handling.SEAL))

    assert policy.compare == frozenset()
    assert policy.reveal == {Role.AGENT, Role.SUPERVISOR}


def test_a_message_that_could_not_be_scanned_can_still_be_read_by_those_who_attend():
    assert policies.of(UNREADABLE).reveal == {Role.AGENT, Role.SUPERVISOR}
    assert policies.of(UNREADABLE).compare == frozenset()


def test_a_place_that_whatsapp_names_is_a_contact_datum():
    assert policies.tier_of(PLACE) is Tier.CONTACT
