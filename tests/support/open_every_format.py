"""Open what a stored format must give back: a program of its own, with Django set up for the installation.

Prints one JSON object: the words of each *message*, the value of each *datum*, the SHA-256 of each *file*, all sorted,
so that it says the same before a backup and after a restore.
"""

import json
import sys
from hashlib import sha256

import django

django.setup()

from desvelo.guards.vault import actions as vault  # noqa: E402
from desvelo.guards.vault import boxes, places  # noqa: E402
from desvelo.guards.vault.models import Datum  # noqa: E402
from desvelo.kernel.sealing.whys import Why  # noqa: E402
from desvelo.service.channel import files  # noqa: E402
from desvelo.service.channel.models import Media, Message  # noqa: E402

_LARGEST = 1 << 20


def main() -> None:
    """Print it."""
    messages, data = list(Message.objects.all()), list(Datum.objects.exclude(sealed=None))
    opened = boxes.load({each.contact_id for each in (*messages, *data)}, why=Why.UNSAID)
    bodies = [vault.open_body(opened[row.contact_id], message=row.id, record=bytes(row.body)) for row in messages]
    values = [opened[row.contact_id].open(places.datum(row.id, row.label), bytes(row.sealed)) for row in data]
    kept = Media.objects.filter(state=Media.State.KEPT)
    said = [[part if isinstance(part, str) else f"[{part.label}]" for part in each.parts] for each in bodies]
    told = {
        "message": ["".join(each) for each in said],
        "datum": [f"{row.label} {value.decode()}" for row, value in zip(data, values, strict=True)],
        "file": [sha256(files.whole(row.id, largest=_LARGEST)).hexdigest() for row in kept],
    }
    json.dump({kind: sorted(each) for kind, each in told.items()}, sys.stdout)


if __name__ == "__main__":
    main()
