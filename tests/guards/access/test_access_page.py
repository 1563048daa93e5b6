"""docs/access.md has the numbers of the code."""

from datetime import timedelta
from pathlib import Path

import pytest

from desvelo.guards.access import entering, gate, known, passwords, recovery_codes, sessions, throttle
from desvelo.kernel.federation.saml import assertion


@pytest.fixture(scope="module")
def page() -> str:
    return " ".join((Path(__file__).parents[3] / "docs/access.md").read_text(encoding="utf-8").split())


def minutes(span: timedelta) -> int:
    return int(span.total_seconds()) // 60


@pytest.mark.asvs("6.1.1")
def test_the_limits_of_guessing_are_written_down(page):
    window, day = minutes(throttle.WINDOW), minutes(throttle.DAY) // 60

    assert f"of one account from one network | {throttle.FROM_ONE_NETWORK} in {window} minutes" in page
    assert f"passwords of one account from everywhere | {throttle.FROM_EVERYWHERE} in {day} hours" in page
    assert f"codes of one account from everywhere | {throttle.FROM_EVERYWHERE} one after the other" in page
    assert f"keys, from one network | {throttle.STRANGERS_FROM_ONE_NETWORK} in {window} minutes" in page
    assert f"after {throttle.STRANGERS_FROM_ONE_NETWORK} from one network, no more entries" in page
    assert f"known for {known.LASTS.days} days" in page


@pytest.mark.asvs("6.8.3")
def test_so_is_how_long_an_answer_of_saml_is_good(page):
    assert f"is good for {minutes(assertion.LONGEST_LIFE)} minutes at most" in page


@pytest.mark.asvs("6.5.4", "7.1.2")
def test_so_are_the_ways_back_and_how_many_sessions_there_may_be(page):
    assert recovery_codes.COUNT == 10
    assert "Ten recovery codes" in page
    assert f"at most {entering.MOST_SESSIONS} at once" in page


@pytest.mark.asvs("6.1.2")
def test_so_are_the_lengths_and_the_words_that_count_for_nothing(page):
    assert f"{passwords.SHORTEST} to {passwords.LONGEST} characters" in page
    assert f"fewer than {passwords._LEAST_OF_ONES_OWN} characters of its own" in page
    assert f"({', '.join(passwords._TRIED_BY_EVERYBODY)})" in page


@pytest.mark.asvs("7.1.1")
def test_so_are_the_clocks_of_a_session(page):
    assert f"second factor not yet | after {minutes(sessions.PASSWORD_STAGE)} minutes" in page
    assert f"ends after {minutes(sessions.IDLE_END)} minutes" in page
    assert f"in use all the time | after {minutes(sessions.ABSOLUTE_END) // 60} hours" in page
    assert f"a factor was shown | for {minutes(gate.PROOF_LASTS)} minutes" in page


def test_so_is_how_long_a_transfer_can_be_undone_and_how_long_its_note_is(page):
    from desvelo.service.channel import noting
    from desvelo.service.desk import transferring

    assert f"for {int(transferring.UNDO_FOR.total_seconds())} seconds, while nobody there took it" in page
    assert f"A note of at most {noting.LONGEST} characters" in page
