"""An edge that says 200 before anything is on the disk, as a faster one might: what the checker of losses must catch.

It is the product's own edge with one thing changed: what arrives is gathered for a moment and stored afterwards.
"""

import asyncio

from desvelo.config import asgi
from desvelo.service.channel.group_commit import Delivery, GroupCommit

GATHERED_SECONDS = 0.2


class Hasty:
    """Stands before the group commit and does not wait for it."""

    def __init__(self, group_commit: GroupCommit) -> None:
        self._group_commit = group_commit
        self._later: set[asyncio.Task[None]] = set()

    async def store(self, delivery: Delivery) -> None:
        """Promise to store *delivery*."""
        task = asyncio.create_task(self._store(delivery))
        self._later.add(task)
        task.add_done_callback(self._later.discard)

    async def _store(self, delivery: Delivery) -> None:
        await asyncio.sleep(GATHERED_SECONDS)
        await self._group_commit.store(delivery)


app = asgi.app
app._door._group_commit = Hasty(app._group_commit)  # type: ignore[assignment]
