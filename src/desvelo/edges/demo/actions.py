"""Start the demonstration over."""

import logging
import time
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings

from desvelo.base.http.client import GuardedClient
from desvelo.base.http.errors import RequestFailed
from desvelo.base.http.targets import Purpose
from desvelo.guards.vault import actions as vault
from desvelo.guards.vault import queries as vault_queries
from desvelo.service.channel import queries as channel

_TURNS, _TURN_SECONDS = 20, 0.1
_log = logging.getLogger("desvelo.demo")


def start_over(*, phone: str, now: datetime) -> None:
    """Empty the simulated phone, let what is on its way arrive, and erase the demonstration's customer."""
    if settings.DESVELO.sandbox_origin:
        _reset_phone(settings.DESVELO.sandbox_origin)
    _let_arrive()
    contact = vault_queries.contact_with_phone(phone)
    if contact is not None:
        vault.erase_contact(contact=contact, reason="demo", now=now)


def _let_arrive() -> None:
    """Wait a moment for deliveries behind the door: one that comes after the erasure would bring the customer back."""
    for _ in range(_TURNS):
        time.sleep(_TURN_SECONDS)
        if not channel.waiting_count():
            return


def _reset_phone(sandbox: str) -> None:
    host = urlsplit(sandbox).hostname or ""
    purpose = Purpose(name="sandbox", hosts=frozenset({host}), timeout_seconds=5)
    try:
        with GuardedClient(purpose=purpose, loopback_origin=sandbox) as client:
            client.request(
                "POST", f"{sandbox}/control/reset", headers={"content-type": "application/json"}, content=b"{}"
            )
    except RequestFailed as error:
        _log.warning("demo.sandbox_silent", extra={"code": error.code})
