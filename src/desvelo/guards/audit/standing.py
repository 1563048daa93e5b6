"""Does anything outside the database know more of this log than the database?  Asked at every start and before signing.

A place outside that knows a larger tree, or another root for a size we have, says that entries were taken away or
rewritten: by a restore of an older backup, or by somebody.  Then nothing starts until two people say so on record with
``desvelo restore acknowledge``.  What they acknowledged is a note signed with the log's own key, in the files outside
and in the log, for ever.

Source: security-design D7.6.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.conf import settings

from desvelo.base.processes.errors import StartRefused
from desvelo.guards.audit import anchor, signing, store, tree
from desvelo.guards.audit.anchors import catalogue
from desvelo.guards.audit.anchors.interface import Known, NotAnchored
from desvelo.kernel.ledger import merkle
from desvelo.kernel.ledger.errors import NoteInvalid

_NO_ROOT = "-"


class LedgerBehind(StartRefused):
    """A place outside the database knows a larger tree, or another root."""

    code = "audit.ledger_behind"
    sentence = (
        "The audit log in this database is not the one that was sealed: “{by}” knows {known} entries, the database has "
        "{size}{how}. Nothing was started. If an older backup was restored on purpose, two people say so with "
        "`desvelo restore acknowledge`; otherwise do not erase anything, and call security."
    )

    def __init__(self, *, by: str, known: int, size: int) -> None:
        how = "" if known > size else " and another content"
        super().__init__(by=by, known=known, size=size, how=how)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """A place that could not be asked, and why."""

    by: str
    reason: str


def require_whole() -> tuple[Unread, ...]:
    """Pass when no place knows more than the database; return those that did not answer.  Raises LedgerBehind."""
    found, unread = gaps()
    for known in found:
        raise LedgerBehind(by=known.by, known=known.size, size=store.size())
    return unread


def gaps() -> tuple[tuple[Known, ...], tuple[Unread, ...]]:
    """Return what places know that the database does not have and nobody acknowledged, and who did not answer."""
    found, unread = list[Known](), list[Unread]()
    newest, told = store.last_checkpoint(), acknowledged()
    for place in catalogue.every():
        try:
            known = list(place.known(newest, config=settings.DESVELO.anchoring))
        except NotAnchored as missed:
            unread.append(Unread(by=place.name, reason=missed.reason))
            continue
        except OSError as error:
            unread.append(Unread(by=place.name, reason=f"disk_{error.errno}"))
            continue
        found += [each for each in known if not agrees(each) and not _is_told(each, told)]
    return tuple(found), tuple(unread)


def agrees(known: Known) -> bool:
    """Tell whether the database has the tree that *known* speaks of."""
    if known.size > store.size():
        return False
    if known.root is None:
        return True
    places = merkle.right_edge(known.size)
    nodes = tree.nodes_at(places)
    return len(nodes) == len(places) and merkle.root_of_edge(known.size, nodes) == known.root


def acknowledged() -> list[Known]:
    """Return what two people acknowledged as lost, as far as the signature under it holds."""
    return [known for text in anchor.notes(anchor.ACKNOWLEDGED) for known in _read(text)]


def acknowledgement(lost: Sequence[Known]) -> str:
    """Return the signed note that says what is known outside and was lost."""
    lines = [f"{each.by} {each.size} {each.root.hex() if each.root else _NO_ROOT}" for each in lost]
    return signing.sign_text("\n".join([settings.LEDGER_ORIGIN, anchor.GAP, f"entries {store.size()}", *lines]) + "\n")


def _is_told(known: Known, told: Sequence[Known]) -> bool:
    """Tell whether a gap was acknowledged: the same tree, or of a place that tells only sizes, one no larger."""
    if known.root:
        return any((each.by, each.size, each.root) == (known.by, known.size, known.root) for each in told)
    return any(each.by == known.by and each.size >= known.size for each in told)


def _read(text: str) -> Iterator[Known]:
    try:
        lines = signing.signed_text(text).split("\n")[3:-1]
    except NoteInvalid:
        return
    for by, size, root in (line.split(" ") for line in lines):
        yield Known(by=by, size=int(size), root=None if root == _NO_ROOT else bytes.fromhex(root))
