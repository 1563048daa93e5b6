"""Open every message of an installation: a program of its own, with Django set up for that installation.

Prints one JSON list: for each message its public id, its direction, its status, its place in time and its words.
"""

import json
import sys

import django

django.setup()

from desvelo.guards.vault import actions as vault  # noqa: E402
from desvelo.guards.vault import boxes  # noqa: E402
from desvelo.kernel.sealing.whys import Why  # noqa: E402
from desvelo.service.channel.models import Message  # noqa: E402


def main() -> None:
    rows = list(Message.objects.order_by("arrival"))
    opened = boxes.load({row.contact_id for row in rows}, why=Why.UNSAID)
    said = []
    for row in rows:
        body = vault.open_body(opened[row.contact_id], message=row.id, record=bytes(row.body))
        text = "".join(part if isinstance(part, str) else f"[{part.label}]" for part in body.parts)
        said.append([row.public_id, row.direction, row.status, row.arrival, text])
    json.dump(said, sys.stdout)


if __name__ == "__main__":
    main()
