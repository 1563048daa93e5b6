"""Whose screen was photographed: the letters over it lead to a session, and to what was shown in it.

Looking for it is on record, found or not: it tells who looked at what.  Two sessions may begin with the same letters;
then both are named, and the time that stands beside the letters tells them apart.

Source: ux.md 7.2 step 5; security-design D9.4.
"""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from desvelo.duties.assurance import filters, scope, sentences
from desvelo.duties.assurance.filters import Filters
from desvelo.duties.assurance.scope import Reach
from desvelo.guards.audit import actions as audit
from desvelo.guards.audit.entry import Entry
from desvelo.guards.audit.queries import LoggedEntry

FOUND = "watermark:find"


def looked_for(
    reach: Reach, asked: Filters, entries: Sequence[LoggedEntry], *, before: int | None, now: datetime
) -> str:
    """Put on record that a watermark was looked for, once for its first page, and say whose it is; or nothing."""
    code = filters.mark_of(asked.mark)
    if not code:
        return ""
    if before is None:
        _note(reach, code, found=len(entries), now=now)
    if not entries:
        return _(
            "Nothing that you may read was shown under the watermark %(code)s. Read the six characters again; what "
            "looks like the letter O is a zero, because there is no O in them."
        ) % {"code": code}
    return " ".join(_told(reach, entries, now=now))


def _note(reach: Reach, code: str, *, found: int, now: datetime) -> None:
    who = reach.reader
    entry = Entry(tag=FOUND, at=now, actor=who.id, session=who.session, objects={"watermark": code, "hits": str(found)})
    with transaction.atomic():
        audit.record([entry])


def _told(reach: Reach, entries: Sequence[LoggedEntry], *, now: datetime) -> list[str]:
    names = scope.names(reach, entries)
    said = []
    for session in dict.fromkeys(each.session for each in entries):
        of_it = [each for each in entries if each.session == session]
        facts = {
            "who": sentences.who(of_it[0], names=names).name,
            "first": sentences.when(of_it[-1].at, now=now),
            "last": sentences.when(of_it[0].at, now=now),
            "count": len(of_it),
        }
        said.append(
            ngettext(
                "It is a session of %(who)s: %(count)s entry on this page, from %(first)s to %(last)s.",
                "It is a session of %(who)s: %(count)s entries on this page, from %(first)s to %(last)s.",
                len(of_it),
            )
            % facts
        )
    return said
