"""Runs ``hasty_edge``: an edge that acknowledges too early, beside the real one."""

import subprocess
import sys
from pathlib import Path

import httpx
import psutil

from kills import ROLES
from started import Started, eventually, free_port


class HastyEdge:
    """The edge that acknowledges before the commit, beside the real one, with the real one's environment."""

    def __init__(self, running: Started) -> None:
        self.port = free_port()
        told = psutil.Process(running.child(ROLES["edge"]).pid).environ()
        self._env = {**told, "DESVELO_PORT": str(self.port), "PYTHONPATH": str(Path(__file__).parent)}
        self.start()

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}/webhooks/whatsapp"

    def start(self) -> None:
        granian = [sys.executable, "-m", "granian", "--no-ws", "--log-level", "warning", "--interface", "asgi"]
        command = [*granian, "--host", "127.0.0.1", "--port", str(self.port), "hasty_edge:app"]
        quiet = subprocess.DEVNULL
        self.process = subprocess.Popen(command, env=self._env, start_new_session=True, stderr=quiet)
        try:
            eventually(self._answers, seconds=60)
        except BaseException:
            self.process.kill()
            raise

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()
        eventually(lambda: not self._answers())

    def _answers(self) -> bool:
        try:
            return httpx.get(self.url, trust_env=False, timeout=5).status_code == 403
        except httpx.HTTPError:
            return False
