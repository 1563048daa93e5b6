"""An identity provider in a process of its own, what it is told to say, and a browser's way through it."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx

from oidc_provider_facts import CLIENT, SECRET

_PROGRAM = Path(__file__).with_name("oidc_provider.py")
_SECONDS = 30
__all__ = ["CLIENT", "SECRET", "FarProvider", "running"]


@dataclass(frozen=True)
class FarProvider:
    """A provider that runs; *issuer* is its address.  Another lives under ``/other``, with the same keys."""

    issuer: str

    @property
    def other(self) -> str:
        return f"{self.issuer}/other"

    def say(self, **knobs: Any) -> list[str]:
        """Tell it who signs in there and how, or how to lie; return what it was asked since it was told to forget."""
        return self._client().post(f"{self.issuer}/knobs", json=knobs).raise_for_status().json()

    def follow(self, address: str) -> str:
        """Go where the desk sent the browser, and return where the provider sends it back to."""
        answer = self._client().get(address)
        assert answer.status_code == 302, (answer.status_code, answer.text)
        return answer.headers["location"]

    def query(self, address: str) -> dict[str, str]:
        """Return what the desk asks of it."""
        return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}

    @staticmethod
    def _client() -> httpx.Client:
        return httpx.Client(trust_env=False, timeout=10)


@contextmanager
def running(folder: Path) -> Iterator[FarProvider]:
    """Start one and end it."""
    told = folder / "port"
    process = subprocess.Popen([sys.executable, str(_PROGRAM), str(told)], stderr=subprocess.DEVNULL)
    try:
        until = time.monotonic() + _SECONDS
        while not told.exists():
            assert process.poll() is None, "the provider ended at once"
            assert time.monotonic() < until, "the provider did not start"
            time.sleep(0.02)
        yield FarProvider(f"http://127.0.0.1:{told.read_text()}")
    finally:
        process.terminate()
        process.wait(timeout=10)
