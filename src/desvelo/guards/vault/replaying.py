"""Erase again in a restored base what had been erased since the backup was made.

Source: security-design D5.5.
"""

from collections.abc import Iterable
from datetime import datetime

from desvelo.guards.vault import erasing
from desvelo.guards.vault.erased_file import Line
from desvelo.guards.vault.erasures import Basis, Scope, State, What
from desvelo.guards.vault.models import Contact, Erasure


def replay(lines: Iterable[Line], *, now: datetime) -> int:
    """Carry out each erasure of *lines* that this base does not know as done; return how many.

    What was erased stays erased whatever is on hold by now: it was gone before the hold.
    """
    done = 0
    for line in lines:
        row = Erasure.objects.filter(pk=line.erasure).first()
        is_back = Contact.objects.filter(pk=line.contact).exists()
        if row is not None and row.state in (State.DONE, State.FINAL) and not (line.scope == Scope.CONTACT and is_back):
            continue
        what = What(scope=line.scope, contact=line.contact, object=line.object)
        erasing.again(what, erasure=line.erasure, basis=row.basis if row else Basis.COMPANY, at=line.at, now=now)
        done += 1
    return done
