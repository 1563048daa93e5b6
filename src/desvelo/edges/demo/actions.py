"""Start the demonstration over."""

import logging
from datetime import datetime

import httpx
from django.conf import settings

from desvelo.guards.vault import actions as vault
from desvelo.guards.vault import queries as vault_queries

_log = logging.getLogger("desvelo.demo")


def start_over(*, phone: str, now: datetime) -> None:
    """Erase the demonstration's customer here, and on the simulated phone."""
    contact = vault_queries.contact_with_phone(phone)
    if contact is not None:
        vault.erase_contact(contact=contact, reason="demo", now=now)
    try:
        httpx.post(f"{settings.DESVELO.sandbox_origin}/control/reset", json={}, timeout=5, trust_env=False)
    except httpx.HTTPError as error:
        _log.warning("demo.sandbox_silent", extra={"code": type(error).__name__})
