"""New identifiers, with the clock and the randomness of this machine."""

import os
import time
from uuid import UUID

from desvelo.kernel import ids


def new_uuid() -> UUID:
    """Return a fresh UUIDv7."""
    return ids.uuid7(milliseconds=time.time_ns() // 1_000_000, random_bits=os.urandom(10))


def new_public_id() -> str:
    """Return a fresh public id of 128 random bits."""
    return ids.public_id(os.urandom(16))
