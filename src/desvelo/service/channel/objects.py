"""Sealed files in the store: written before the row that names them, swept when no row does.

The name is on record before the first byte is written, so a crash at any point leaves either a file that a message
names or an object that the sweep finds: also after an erasure, which takes the rows and the key at once and leaves the
bytes, closed for good, to be removed (security-design D5.1).
"""

import logging
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from functools import partial

from django.conf import settings
from django.db.models import Exists, OuterRef

from desvelo.base.ids import new_public_id
from desvelo.base.objects import store
from desvelo.base.objects.errors import StoreUnavailable
from desvelo.guards.vault.file_keys import FileKey
from desvelo.kernel.sealing.seeking import Record
from desvelo.service.channel.models import Media, StoredObject

GRACE = timedelta(hours=1)
_SWEPT_AT_ONCE = 100
_log = logging.getLogger("desvelo.media")


def put(key: FileKey, *, pieces: Iterable[bytes], now: datetime) -> str:
    """Seal a file into the store and return the object's name; raise StoreUnavailable and whatever *pieces* raises."""
    name = new_public_id()
    StoredObject.objects.create(name=name, written_at=now)
    store.of(settings.DESVELO).put(name, key.seal(pieces))
    return name


def read(key: FileKey, *, name: str) -> Iterator[bytes]:
    """Open a file from the store, piece by piece; raise ObjectMissing, StoreUnavailable, NotReadable."""
    return key.open(store.of(settings.DESVELO).read(name))


def record(key: FileKey, *, name: str) -> Record:
    """Open a file from the store at its two ends; raise ObjectMissing, StoreUnavailable, NotReadable, also later."""
    kept = store.of(settings.DESVELO)
    return key.record(partial(kept.read_range, name), kept.size(name))


def sweep(*, now: datetime) -> int:
    """Remove up to a hundred objects that no file names; return how many.

    What was written within the hour is left alone: its message may be about to name it.
    """
    named = Exists(Media.objects.filter(object_name=OuterRef("name")))
    rows = StoredObject.objects.filter(~named, written_at__lt=now - GRACE).order_by("written_at")
    names = list(rows.values_list("name", flat=True)[:_SWEPT_AT_ONCE])
    removed = [name for name in names if _remove(name)]
    StoredObject.objects.filter(name__in=removed).delete()
    return len(removed)


def _remove(name: str) -> bool:
    try:
        store.of(settings.DESVELO).remove(name)
    except StoreUnavailable as error:
        _log.warning("media.not_swept", extra={"code": error.code})
        return False
    return True
