"""What every store of objects does, and which one this installation has."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Protocol

from desvelo.base.config.parse import Config
from desvelo.base.http.client import GuardedClient
from desvelo.base.objects.folder import Folder
from desvelo.base.objects.s3 import Bucket
from desvelo.base.objects.signing import Access

NAME = re.compile(r"[1-9A-HJ-NP-Za-km-z]{22}", re.ASCII)


class Store(Protocol):
    """Objects by name; a name is 22 characters of base58, of no meaning."""

    def put(self, name: str, pieces: Iterable[bytes]) -> None:
        """Keep an object, whole and durable, or raise; what *pieces* raises leaves nothing behind."""

    def read(self, name: str) -> Iterator[bytes]:
        """Yield an object piece by piece; raise ObjectMissing, StoreUnavailable."""

    def size(self, name: str) -> int:
        """Return how many bytes an object has; raise ObjectMissing, StoreUnavailable."""

    def read_range(self, name: str, start: int, end: int) -> bytes:
        """Return the bytes from offset *start* up to *end*, both inside it; raise ObjectMissing, StoreUnavailable."""

    def remove(self, name: str) -> None:
        """Forget an object; one that is not there is no error.  Raises StoreUnavailable."""


@cache
def of(config: Config) -> Store:
    """Return the store of this installation."""
    if config.s3 is None:
        return Folder(config.objects)
    access = Access(key=config.s3.access_key, secret=config.s3.secret_key, region=config.s3.region)
    client = GuardedClient(purpose=Bucket.purpose(config.s3.endpoint), loopback_origin=config.sandbox_origin)
    return Bucket(
        client=client, endpoint=config.s3.endpoint, bucket=config.s3.bucket, access=access, spool=config.objects
    )
