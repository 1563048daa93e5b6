"""The file on this machine, outside the database: every checkpoint is appended to it as it is signed.

Source: security-design D7.5 (1).
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from desvelo.base.config.anchoring import Anchoring
from desvelo.guards.audit import anchor, signing, store
from desvelo.guards.audit.anchors.interface import Known, NotAnchored
from desvelo.guards.audit.store import StoredCheckpoint
from desvelo.kernel.ledger.errors import NoteInvalid


class OnThisMachine:
    """Appends whatever its own end does not have yet, so a machine that was away catches up."""

    name = "file"
    every = timedelta(0)

    def is_on(self, config: Anchoring) -> bool:
        """Return True: it is always on."""
        return config is not None

    def publish(self, newest: StoredCheckpoint, *, since: int, config: Anchoring, now: datetime) -> None:
        """Append what is missing, oldest first; raise NotAnchored when the disk does not take it."""
        del since, config, now
        try:
            with anchor.alone():
                above = self._reached(newest)
                for each in store.checkpoints(above=above, up_to=newest.size):
                    anchor.append(each.note)
        except OSError as error:
            raise NotAnchored(reason=f"disk_{error.errno}") from error

    def known(self, newest: StoredCheckpoint | None, *, config: Anchoring) -> Iterator[Known]:
        """Yield the newest checkpoint in the file; raise NotAnchored when it is not one of ours."""
        del newest, config
        text = anchor.newest()
        if text is None:
            return
        try:
            found = signing.signed(text)
        except NoteInvalid:
            raise NotAnchored(reason="not_ours") from None
        yield Known(by=self.name, size=found.size, root=found.root)

    def _reached(self, newest: StoredCheckpoint) -> int:
        """Return the size of the file's last checkpoint; a new file begins with the newest."""
        known = next(iter(self.known(None, config=Anchoring())), None)
        return known.size if known else newest.size - 1


ANCHOR = OnThisMachine()
