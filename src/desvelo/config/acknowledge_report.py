"""What ``desvelo restore acknowledge`` does and prints, in a process with Django."""

import sys
from uuid import UUID

from desvelo.base import clock
from desvelo.base.processes.errors import StartRefused
from desvelo.guards.access import queries as access
from desvelo.guards.audit import actions, freezing, standing
from desvelo.guards.audit.errors import LedgerBroken, NothingToAcknowledge, NotTwoPeople


class NotAcknowledged(StartRefused):
    """Nothing was put on record; the sentence says why."""

    code = "acknowledge.refused"
    sentence = "Nothing was put on record. {why}"

    def __init__(self, *, why: str) -> None:
        super().__init__(why=why)


def main() -> int:
    """Put it on record; print where; return 0.  Raises NotAcknowledged."""
    by, also_by, known = sys.argv[2:5]
    people = [_in_charge(by), _in_charge(also_by)]
    _require_read(int(known))
    try:
        entry = actions.acknowledge(by=people[0], also_by=people[1], now=clock.wall())
    except NotTwoPeople:
        raise NotAcknowledged(why="It takes two different people.") from None
    except NothingToAcknowledge:
        raise NotAcknowledged(why="Nobody knows more than this database, and signing is not stopped.") from None
    except LedgerBroken:
        why = "The gap is on record, but the log still does not add up: nothing is signed. Restore a backup that does."
        sys.stderr.write(f"{why}\n")
        return 1
    index = actions.index_of(entry.id)
    sys.stdout.write(f"On record as entry {index}. It stays visible for ever.\n")
    return 0


def _in_charge(email: str) -> UUID:
    found = access.in_charge(email)
    if found is None:
        raise NotAcknowledged(why=f"{email} is no active account of IT or the data protection officer.")
    return found


def _require_read(known: int) -> None:
    """Pass when *known* is the largest tree that was lost: who types it has read the refusal."""
    sizes = [each.size for each in standing.gaps()[0]]
    frozen = freezing.holds()
    if frozen is not None and not sizes:
        sizes = [frozen.size]
    if sizes and known != max(sizes):
        raise NotAcknowledged(why=f"--known must be the number of entries that is known elsewhere: {max(sizes)}.")
