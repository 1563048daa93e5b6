"""Rates as Meta counts them: messages per second of the number, per customer, and management calls per hour.

Source: whatsapp-cloud-api section 15.
"""

from dataclasses import dataclass, field
from typing import Final

from desvelo.sandbox.clock import Clock

PER_SECOND: Final = 80.0
PAIR_BURST: Final = 45.0
PAIR_SECONDS: Final = 6.0
CALLS_PER_HOUR: Final = 5_000.0


@dataclass(slots=True)
class _Bucket:
    level: float
    at: float


@dataclass(slots=True)
class Buckets:
    """Token buckets by name, filled by the sandbox's own clock."""

    clock: Clock
    _kept: dict[str, _Bucket] = field(default_factory=dict)

    def number_has_room(self) -> bool:
        """Take one message of the number's throughput; False when none is left this second."""
        return self._take("number", size=PER_SECOND, per_second=PER_SECOND)

    def pair_has_room(self, wa_id: str) -> bool:
        """Take one message to one customer; a burst borrows from the minutes after it."""
        return self._take(f"pair {wa_id}", size=PAIR_BURST, per_second=1 / PAIR_SECONDS)

    def management_has_room(self) -> bool:
        """Take one management call of this hour."""
        return self._take("management", size=CALLS_PER_HOUR, per_second=CALLS_PER_HOUR / 3_600)

    def _take(self, name: str, *, size: float, per_second: float) -> bool:
        now = self.clock.now()
        bucket = self._kept.setdefault(name, _Bucket(size, now))
        bucket.level = min(size, bucket.level + (now - bucket.at) * per_second)
        bucket.at = now
        if bucket.level < 1:
            return False
        bucket.level -= 1
        return True
