"""An identity provider that speaks SAML in a process of its own, and a browser's way through it."""

import base64
import html
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx

from saml_provider_facts import PASSWORD_CLASS, PERSON, TWO_FACTORS

_PROGRAM = Path(__file__).with_name("saml_provider.py")
_SECONDS = 60
_HIDDEN = re.compile(r'name="(SAMLResponse|RelayState)" value="([^"]*)"')
_ACTION = re.compile(r'<form action="([^"]+)" method="post">')
__all__ = ["PASSWORD_CLASS", "PERSON", "TWO_FACTORS", "FarSaml", "Posted", "running"]


@dataclass(frozen=True)
class Posted:
    """What the provider's page posts, and where to."""

    to: str
    answer: str
    relay: str

    @property
    def xml(self) -> str:
        """The answer itself."""
        return base64.b64decode(self.answer).decode()

    def saying(self, xml: str) -> "Posted":
        """The same with another answer, as somebody on the way would put it."""
        return Posted(to=self.to, answer=base64.b64encode(xml.encode()).decode(), relay=self.relay)


@dataclass(frozen=True)
class FarSaml:
    """A provider that runs at *base*; its name is the address of its metadata."""

    base: str

    @property
    def entity(self) -> str:
        return f"{self.base}/metadata"

    def metadata(self) -> str:
        return self._client().get(self.entity).raise_for_status().text

    def say(self, **knobs: Any) -> list[dict[str, Any]]:
        """Tell it who signs in there and how, or how to lie; return what it was asked since it was told to forget."""
        return self._client().post(f"{self.base}/knobs", json=knobs).raise_for_status().json()

    def follow(self, address: str) -> Posted:
        """Go where the desk sent the browser, and return what the provider's page posts."""
        page = self._client().get(address).raise_for_status().text
        fields = {name: html.unescape(value) for name, value in _HIDDEN.findall(page)}
        [to] = _ACTION.findall(page)
        return Posted(to=html.unescape(to), answer=fields["SAMLResponse"], relay=fields["RelayState"])

    @staticmethod
    def _client() -> httpx.Client:
        return httpx.Client(trust_env=False, timeout=30)


@contextmanager
def running(folder: Path, *, host: str = "127.0.0.1") -> Iterator[FarSaml]:
    """Start one and end it; it calls itself by *host*, which for a browser may be another site than the desk's."""
    told = folder / "port"
    process = subprocess.Popen([sys.executable, str(_PROGRAM), str(told), host], stderr=subprocess.DEVNULL)
    try:
        until = time.monotonic() + _SECONDS
        while not told.exists():
            assert process.poll() is None, "the provider ended at once"
            assert time.monotonic() < until, "the provider did not start"
            time.sleep(0.02)
        yield FarSaml(f"http://{host}:{told.read_text()}")
    finally:
        process.terminate()
        process.wait(timeout=10)
