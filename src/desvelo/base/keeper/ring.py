"""The keyring of a process that has a keeper elsewhere: it reads no file that the root wraps, and asks instead.

Pairs for what arrives still lie in its own folder, wrapped by a service key that it was given.  A service key is asked
for once and held, as by any ring.
"""

from pathlib import Path

from desvelo.base.keeper.keeper import Keeper
from desvelo.base.keyring import KeyMissing, Keyring


class AskingRing(Keyring):
    """A ring whose root, epochs and service keys are with *keeper*."""

    def __init__(self, folder: Path, keeper: Keeper) -> None:
        super().__init__(folder)
        self._keeper = keeper
        self._identified: bytes | None = None

    @property
    def exists(self) -> bool:
        """Tell whether keys were made there."""
        return self._keeper.exists()

    def create_lasting(self) -> None:
        """Have the root, the first epoch and the service keys made there; keep those that exist."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._keeper.create()

    def root_place(self) -> tuple[str, str]:
        """Return the kind of place that the root key is kept at, and the place in words."""
        return self._keeper.root_place()

    def fingerprint(self) -> bytes:
        """Return what identifies the root key without revealing it."""
        if self._identified is None:
            self._identified = self._keeper.fingerprint()
        return self._identified

    def copy_code(self) -> str:
        """Return what only a whole copy of these keys gives."""
        return self._keeper.copy_code()

    def services(self) -> set[str]:
        """Name the service keys there are."""
        return self._keeper.services()

    def epochs(self) -> list[int]:
        """List the numbers of the epochs alive, oldest first."""
        return self._keeper.epochs()

    def epoch(self, number: int) -> bytes:
        """Refuse: the key of an epoch never leaves its keeper.  Raises KeyMissing."""
        raise KeyMissing(name=f"epoch/{number:06d}")

    def require_epoch(self, number: int) -> None:
        """Return if the key of an epoch opens.  Raises KeyMissing."""
        self._keeper.require_epoch(number)

    def add_epoch(self, number: int) -> None:
        """Have the key of an epoch made, unless it is there."""
        self._keeper.add_epoch(number)

    def epoch_digest(self, number: int) -> bytes | None:
        """Return the SHA-256 of an epoch's file; None if there is none."""
        return self._keeper.epoch_digest(number)

    def destroy_epoch(self, number: int) -> None:
        """Have the key of an epoch overwritten and removed."""
        self._keeper.destroy_epoch(number)

    def forget_destroyed(self) -> None:
        """Do nothing: no key of an epoch is in this process."""

    def _open(self, name: str) -> bytes:
        if name.startswith("service/"):
            if name not in self._opened:
                self._opened[name] = self._keeper.service(name.removeprefix("service/"))
            return self._opened[name]
        return super()._open(name)

    def _unwrap(self, name: str, wrapped: bytes) -> bytes:
        if not name.startswith("intake/"):
            raise KeyMissing(name=name)
        return super()._unwrap(name, wrapped)
