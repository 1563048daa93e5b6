"""A provider that runs, and what it says to a request of ours."""

from datetime import UTC, datetime

import pytest

from desvelo.kernel.federation.saml import metadata
from far_saml import running
from saml_talk import OURS, Talk


@pytest.fixture(scope="session")
def provider(tmp_path_factory):
    with running(tmp_path_factory.mktemp("saml")) as far:
        far.say(desk=[OURS.entity, OURS.answer_to])
        yield far


@pytest.fixture
def talk(provider) -> Talk:
    provider.say(forget=True)
    return Talk(provider, metadata.read(provider.metadata().encode(), plain_http=True, now=datetime.now(UTC)))
