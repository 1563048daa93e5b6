"""When each number was last heard of: by a message, a status of ours, a notice, whatever a webhook carries.

To within some seconds: a row that is read with every message is not rewritten with every message.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from django.db import connection

WITHIN: Final = timedelta(seconds=15)


def note(heard: Mapping[str, datetime]) -> None:
    """Remember when webhooks of numbers came, by Meta's ids of them; whoever writes it meanwhile says the same."""
    if not heard:
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE channel_number SET heard_at = told.at FROM ("
            "SELECT n.id, h.at FROM channel_number n JOIN unnest(%s::text[], %s::timestamptz[]) AS h(number, at) "
            "ON h.number = n.phone_number_id WHERE n.heard_at IS NULL OR n.heard_at < h.at - make_interval(secs => %s) "
            "FOR NO KEY UPDATE OF n SKIP LOCKED) told WHERE channel_number.id = told.id",
            [list(heard), list(heard.values()), WITHIN.total_seconds()],
        )
