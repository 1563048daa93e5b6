"""A key process of one test's own, perhaps under another user, killed and started again at will."""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from desvelo.base.keeper.errors import KeeperGone
from desvelo.base.keeper.outside import Outside
from started import eventually

PROGRAM = Path(__file__).with_name("keeper_program.py")
ANOTHER_USER = 61_234


class KeyProcess:
    """One key process with its own keys; *peers* as in ``DESVELO_KEY_PEERS``."""

    def __init__(
        self, folder: Path, *, quota: int = 1_000, peers: tuple[str, ...] = (), uid: int | None = None
    ) -> None:
        self.keys, self.socket = folder / "keys", folder / "run" / "keys.sock"
        for each in (self.keys, self.socket.parent):
            each.mkdir(parents=True, exist_ok=True)
            each.chmod(0o700 if each is self.keys else 0o755)
            if uid is not None:
                os.chown(each, uid, uid)
        self._command = [sys.executable, "-P", str(PROGRAM), str(self.keys), str(self.socket), str(quota), *peers]
        self._env = {**os.environ, **({"DESVELO_TEST_UID": str(uid)} if uid is not None else {})}
        self._given: list[Outside] = []
        self.start()

    def start(self) -> None:
        self.process = subprocess.Popen(self._command, env=self._env)
        eventually(self._listens)

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(timeout=10)

    def asked(self, **more: float) -> Outside:
        self._given.append(Outside(self.socket, **more))
        return self._given[-1]

    def close(self) -> None:
        for each in self._given:
            each.close()
        if self.process.poll() is None:
            self.kill()

    def _listens(self) -> bool:
        assert self.process.poll() is None, "the key process ended"
        try:
            self.asked().exists()
        except KeeperGone:
            return False
        except Exception:  # noqa: BLE001  it answers, be it with a refusal
            return True
        return True


@contextmanager
def key_process(**how: object) -> Iterator[KeyProcess]:
    """Give one, in a folder that any user may enter."""
    with tempfile.TemporaryDirectory(prefix="dk-") as name:
        Path(name).chmod(0o711)
        running = KeyProcess(Path(name), **how)
        try:
            yield running
        finally:
            running.close()
