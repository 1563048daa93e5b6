"""Start the demonstration over."""

import logging
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings

from desvelo.base.http.client import GuardedClient
from desvelo.base.http.errors import RequestFailed
from desvelo.base.http.targets import Purpose
from desvelo.guards.vault import actions as vault
from desvelo.guards.vault import queries as vault_queries

_log = logging.getLogger("desvelo.demo")


def start_over(*, phone: str, now: datetime) -> None:
    """Erase the demonstration's customer here, and on the simulated phone."""
    contact = vault_queries.contact_with_phone(phone)
    if contact is not None:
        vault.erase_contact(contact=contact, reason="demo", now=now)
    if settings.DESVELO.sandbox_origin:
        _reset_phone(settings.DESVELO.sandbox_origin)


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
