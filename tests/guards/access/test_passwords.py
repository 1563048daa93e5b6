"""What a password may be, how dear it is to guess one, and that every character of it counts."""

import importlib.util
import sys

import pytest
from argon2 import PasswordHasher, Type

from desvelo.guards.access import passwords
from desvelo.guards.access.passwords import PasswordRefused


@pytest.fixture
def shipped():
    """Return the module as it is shipped: the tests' own is made cheap."""
    spec = importlib.util.find_spec("desvelo.guards.access.passwords")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert sys.modules[spec.name] is passwords
    return module


def test_a_guess_costs_what_owasp_asks(shipped):
    hasher: PasswordHasher = shipped._hasher

    assert (hasher.type, hasher.memory_cost, hasher.time_cost, hasher.parallelism) == (Type.ID, 19 * 1024, 2, 1)
    assert shipped.hashed("correct horse battery").startswith("$argon2id$v=19$m=19456,t=2,p=1$")


@pytest.mark.asvs("6.2.1")
@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("short horse", "too_short"),
        ("", "too_short"),
        ("x1" * 65, "too_long"),
        ("aaaaaaaaaaaa", "guessable"),
        ("abababababab", "guessable"),
        ("whatsapp2026", "guessable"),
        ("senha123456!", "guessable"),
        ("Admin-Password", "guessable"),
    ],
)
def test_a_poor_password_is_refused_with_its_reason(password, reason):
    with pytest.raises(PasswordRefused) as refused:
        passwords.require_good(password)

    assert refused.value.params == {"reason": reason}


@pytest.mark.asvs("6.2.5", "6.2.9")
@pytest.mark.parametrize(
    "password", ["correct horse battery", "x" * 8 + "ab12çãé🔑", "    spaces count    ", "ab1xy" * 25]
)
def test_any_long_enough_password_is_accepted_as_it_is(password):
    passwords.require_good(password)

    assert passwords.matches(passwords.hashed(password), password)


@pytest.mark.asvs("6.2.8")
@pytest.mark.parametrize("typed", ["Correct horse battery", "correct horse battery ", "correct horse batter", ""])
def test_every_character_counts(typed):
    assert not passwords.matches(passwords.hashed("correct horse battery"), typed)


@pytest.mark.asvs("6.2.8")
def test_what_follows_the_longest_password_counts_too():
    longest = "ab1xyz" * 21 + "ok"
    assert len(longest) == passwords.LONGEST

    assert passwords.matches(passwords.hashed(longest), longest)
    assert not passwords.matches(passwords.hashed(longest), f"{longest}z")


def test_nobodys_password_is_nobodys():
    assert not passwords.matches(None, "nobody has this password")
    assert not passwords.matches("", "nobody has this password")
    assert not passwords.matches("not a hash", "anything at all")


def test_the_same_password_is_stored_differently_each_time():
    assert passwords.hashed("correct horse battery") != passwords.hashed("correct horse battery")
