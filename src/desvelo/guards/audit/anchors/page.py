"""The public page with every checkpoint: whoever keeps a copy of it can hold us to it.

It is drawn from the database when somebody asks, so nothing has to be sent and nothing can be read back from it.

Source: security-design D7.5 (2).
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from desvelo.base.config.anchoring import Anchoring
from desvelo.guards.audit.anchors.interface import Known
from desvelo.guards.audit.store import StoredCheckpoint


class OnThePage:
    """Shows what the database has."""

    name = "page"
    every = timedelta(0)

    def is_on(self, config: Anchoring) -> bool:
        """Return True: it is always on."""
        return config is not None

    def publish(self, newest: StoredCheckpoint, *, since: int, config: Anchoring, now: datetime) -> None:
        """Do nothing: what was signed is on the page."""

    def known(self, newest: StoredCheckpoint | None, *, config: Anchoring) -> Iterator[Known]:
        """Yield nothing: who kept a copy is not known to us."""
        del newest, config
        yield from ()


ANCHOR = OnThePage()
