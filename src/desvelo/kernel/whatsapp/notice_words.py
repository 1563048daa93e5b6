"""How notices are read: codes apart from what only people read, and how much each code matters.

Source: whatsapp-cloud-api section 11.

>>> code({"event": "PAUSED"}, "event"), code({"event": "two words"}, "event"), level("PAUSED")
('PAUSED', '', <Level.WARNING: 'warning'>)
"""

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from desvelo.kernel.whatsapp import reading

_CODE = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,59}", re.ASCII)


class Level(StrEnum):
    """How much a notice matters to whoever runs the numbers."""

    INFO = "info"
    WARNING = "warning"
    ALARM = "alarm"


_ALARMS: Final = frozenset(
    {"ACCOUNT_VIOLATION", "ACCOUNT_RESTRICTION", "ACCOUNT_DELETED", "ACCOUNT_OFFBOARDED", "DISABLED_UPDATE", "CRITICAL"}
    | {"PARTNER_REMOVED", "PARTNER_APP_UNINSTALLED", "DISABLED", "RED", "BLOCKED", "REJECTED_ACCOUNT"}
)
_WARNINGS: Final = frozenset(
    {"WARNING", "FLAGGED", "DOWNGRADE", "REJECTED", "PAUSED", "YELLOW", "THROTTLED", "LIMIT_EXCEEDED", "LOCKED"}
    | {"PENDING_DELETION", "DELETED", "ACTIVATED", "PARTNER_CLIENT_CERTIFICATION_STATUS_UPDATE", "DEFERRED"}
)


def level(written: str) -> Level:
    """Return how much a code matters; one that we do not know is news, not trouble."""
    if written in _ALARMS:
        return Level.ALARM
    return Level.WARNING if written in _WARNINGS else Level.INFO


def code(raw: Mapping[str, object], name: str) -> str:
    """Return the code under *name*, or nothing when what stands there is not one."""
    written = reading.word(raw.get(name)) or ""
    return written if _CODE.fullmatch(written) else ""


def words(raw: Mapping[str, object], name: str) -> str:
    """Return what stands under *name* for people to read."""
    return reading.word(raw.get(name)) or ""
