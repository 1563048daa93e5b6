"""The intake key pair lives a day: a new one takes over, and the old one is destroyed once nothing waits under it.

So what was discarded on arrival, such as a card's code, also dies in the backups of the raw deliveries.

Source: architecture section 4 (in); section 9 (raw webhook bodies).
"""

from datetime import datetime, timedelta

from django.db import transaction

from desvelo.base.keyring import Keyring
from desvelo.guards.audit import actions as audit
from desvelo.guards.audit.entry import Entry
from desvelo.service.channel import store

LIFE = timedelta(hours=24)
GRACE = timedelta(minutes=5)


def rotate_intake_key(ring: Keyring, *, now: datetime) -> None:
    """Replace the pair when it is a day old; destroy older pairs that nothing waits under.

    *GRACE* lets an edge that read the old public half a moment ago finish its commit.
    """
    current = ring.current_intake()
    if current is None or ring.intake_made_at(current) + LIFE <= now:
        current = ring.add_intake_pair()
    if ring.intake_made_at(current) + GRACE > now:
        return
    waiting = store.waiting_by_key()
    for key_id in [each for each in ring.intake_ids() if each != current and each not in waiting]:
        ring.destroy_intake_pair(key_id)
        with transaction.atomic():
            audit.record([Entry(tag="key:destroy", at=now, objects={"kind": "intake", "key": key_id})])
