"""What every provider of a root key owes: each provider's own test hands its roots to this."""

from pathlib import Path

import pytest

from desvelo.base.keyring import SERVICES, KeyMissing, Keyring
from desvelo.base.roots import root as roots
from desvelo.base.roots.root import RootUnavailable
from desvelo.kernel.sealing.errors import NotReadable

REFUSED = (NotReadable, RootUnavailable)  # a keeper elsewhere may not say which of the two it is
KEY, PURPOSE = b"k" * 32, b"purpose"


def holds(place: str, other_place: str, folder: Path) -> None:
    """Show that the root at *place* keeps its word beside the one at *other_place*."""
    root, other = roots.of(place, folder), roots.of(other_place, folder)
    for each in (root, other):
        each.make()
    opens_its_own_and_nothing_else(root, other)
    is_told_from(root, other, again=roots.of(place, folder))
    carries_a_keyring(place, other_place, folder)


def opens_its_own_and_nothing_else(root: roots.Root, other: roots.Root) -> None:
    wrapped = root.wrap(PURPOSE, KEY)
    broken = [
        wrapped[:at] + bytes([wrapped[at] ^ 1]) + wrapped[at + 1 :] for at in (0, len(wrapped) // 2, -1 % len(wrapped))
    ]

    assert root.unwrap(PURPOSE, wrapped) == KEY
    assert KEY not in wrapped
    assert root.wrap(PURPOSE, KEY) != wrapped
    for purpose, what in [(b"another purpose", wrapped), (PURPOSE, b""), *((PURPOSE, each) for each in broken)]:
        with pytest.raises(REFUSED):
            root.unwrap(purpose, what)
    with pytest.raises(REFUSED):
        other.unwrap(PURPOSE, wrapped)


def is_told_from(root: roots.Root, other: roots.Root, *, again: roots.Root) -> None:
    assert root.fingerprint() == again.fingerprint() != other.fingerprint()
    assert len(root.fingerprint()) == 32
    assert (root.kind, root.describe()) == (again.kind, again.describe())


def carries_a_keyring(place: str, other_place: str, folder: Path) -> None:
    """Make every key under the root, open them from another process's view, and under another root not at all."""
    made = Keyring(folder / "keys", root=place)
    made.create()
    made.add_epoch(2)
    seen, stranger = Keyring(folder / "keys", root=place), Keyring(folder / "keys", root=other_place)

    assert [seen.service(name) for name in SERVICES] == [made.service(name) for name in SERVICES]
    assert (seen.epoch(1), seen.epoch(2)) == (made.epoch(1), made.epoch(2))
    assert seen.intake_private(seen.current_intake()) == made.intake_private(made.current_intake())
    assert seen.copy_code() == made.copy_code()
    with pytest.raises((KeyMissing, RootUnavailable)):
        stranger.service("index")
