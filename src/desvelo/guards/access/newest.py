"""Which version of each grant was given last, read from the leaves of the log and not from what they are found by.

A row that helps to find an entry can be taken away without a trace in the tree; a leaf cannot.  Whoever sweeps keeps
one of these and reads on in it: after the first calls a few new leaves each time.

Source: security-design D9.6 (T6), D7.1.
"""

import json
from uuid import UUID

from desvelo.guards.audit import queries as log

STEP = 20_000


class Newest:
    """The newest version of each grant, as far as the log was read."""

    def __init__(self) -> None:
        self._read = 0
        self._versions: dict[UUID, int] = {}

    def read_on(self) -> dict[UUID, int]:
        """Read at most STEP leaves further; return the newest version of each grant so far."""
        end = min(log.size(), self._read + STEP)
        if end > self._read:
            for leaf in log.leaves_saying('"grant":', start=self._read, end=end):
                self._note(leaf)
            self._read = end
        return self._versions

    def _note(self, leaf: bytes) -> None:
        try:
            user, _, version = json.loads(leaf)["objects"]["grant"].partition(":")
            whose, number = UUID(user), int(version)
        except (ValueError, KeyError, TypeError, AttributeError):
            return  # it gives nothing, or somebody broke it: then the tree says so
        self._versions[whose] = max(number, self._versions.get(whose, 0))
