"""What the tests of assurance share: a conversation that left a trail, and ways to ask for the log."""

from collections.abc import Callable
from typing import Any

import pytest

from browser import signed_in
from house import NOW

Ask = Callable[..., Any]


@pytest.fixture
def conversation(house, arrive) -> str:
    """Return a conversation that Marina opened and took and that Denise tried to read."""
    from desvelo.guards.audit import actions as audit
    from desvelo.service.desk import actions as desk

    found = arrive("meu cpf é 529.982.247-25")
    signed_in(house.marina).get(f"/atendimento/c/{found}")
    desk.take(actor=house.marina, conversation=found, now=NOW)
    signed_in(house.denise).get(f"/atendimento/c/{found}")
    audit.sequence()
    return found


@pytest.fixture
def reveal(house, conversation) -> Callable[..., int]:
    """Let somebody see the CPF; return the index of the entry that says so."""
    from desvelo.guards.vault.actions import Reason
    from desvelo.guards.vault.models import Datum
    from desvelo.service.desk import actions as desk

    def _reveal(login: str = "marina", *, now=NOW) -> int:
        datum = Datum.objects.get(label="CPF").public_id
        return desk.reveal(actor=house.actors[login], datum=datum, reason=Reason(code="invoice"), now=now).entry_index

    return _reveal


@pytest.fixture
def shown(reveal) -> int:
    """Return the index of the entry that says that Marina saw the CPF."""
    return reveal()


@pytest.fixture
def ask() -> Ask:
    """Return the page that somebody gets who asks with these parameters of the address."""
    from desvelo.duties.assurance import explorer, filters

    def _ask(actor, *, before: int | None = None, verifying: bool = False, now=NOW, **given: str):
        asked = explorer.Asked(filters=filters.read(given), before=before, verifying=verifying)
        return explorer.log(actor, asked=asked, now=now)

    return _ask


@pytest.fixture
def indexes(ask) -> Callable[..., list[int]]:
    """Return the indexes of the entries on that page."""
    return lambda actor, **given: [row.index for row in ask(actor, **given).rows]
