"""Somebody asked for keys of more contacts than anybody's work needs: refused by the keeper, and on record here.

The first refusal to a person within an hour is an entry, so that the log is not filled by who tries on; the keeper's
own record has every one.

Source: security-design D4.6; decision 0045.
"""

import logging
from datetime import datetime

from desvelo.base import tally
from desvelo.base.keeper.keeper import Asker
from desvelo.guards.audit import actions as audit
from desvelo.guards.audit.entry import Entry
from desvelo.guards.vault import canaries

TAG = "key:refuse"
COUNTED = "key_refused"
_log = logging.getLogger("desvelo.vault")


def note(by: Asker, *, at: datetime) -> None:
    """Put a refusal on record, whatever becomes of the caller's transaction.  Raises AlarmUnheard."""
    entry = Entry(
        tag=TAG, at=at, result="denied:quota", actor=by.actor, objects={"kind": "contact", "why": by.why.value}
    )
    canaries.in_a_transaction_of_its_own(lambda: _keep(entry, by))
    _log.critical("vault.quota_spent", extra={"actor_id": str(by.actor or ""), "code": by.why.value})


def _keep(entry: Entry, by: Asker) -> None:
    audit.record([entry])
    tally.add({f"{COUNTED}.{by.why.value}": 1})
