"""A person at a browser: Chromium, the accounts of a demonstration, and whatever the pages complain about."""

import base64
import os
import secrets
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.hotp import HOTP
from playwright.sync_api import Browser, BrowserContext, BrowserType, ConsoleMessage, Page

from desvelo.base.keyring import Keyring
from desvelo.kernel.sealing import vouching
from started import rows

_BROWSERS = ("chromium-headless-shell", "chromium", "google-chrome")
CHROMIUM = os.environ.get("DESVELO_CHROMIUM") or next(filter(None, map(shutil.which, _BROWSERS)), None)
_QUIET = (
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
_STEP_SECONDS = 30
_LOCKS_AFTER_SECONDS = 240
_SESSION = """
INSERT INTO access_session (token_hash, user_id, stage, created_at, active_at, locks_at, proved_at, device, mac)
VALUES (%s, %s, 'full', %s, now(), now() + interval '5 minutes', %s, '', %s) RETURNING 1
"""
_VIOLATIONS = """
window.violations = [];
document.addEventListener("securitypolicyviolation", (event) => violations.push(
  `${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`));
"""


def launch(chromium: BrowserType, *more: str) -> Browser:
    """Start Chromium; as root it has no sandbox of its own."""
    root = ["--no-sandbox"] if os.geteuid() == 0 else []
    return chromium.launch(executable_path=CHROMIUM, args=[*_QUIET, *root, *more])


@dataclass(kw_only=True)
class Visitors:
    """Opens pages for the people of one demonstration; each signs in once and is remembered until the screen locks."""

    info: dict[str, Any]
    keys: Path
    browser: Browser
    steps: dict[str, int] = field(default_factory=dict)
    _remembered: dict[str, tuple[float, Any]] = field(default_factory=dict)
    _contexts: list[BrowserContext] = field(default_factory=list)

    def page(self, login: str | None = None, *, width: int = 1440, height: int = 900, **more: Any) -> Page:
        """Return a new page in a window of its own, signed in as *login*, or as nobody."""
        state = self._state(login) if login else None
        context = self.browser.new_context(
            viewport={"width": width, "height": height},
            locale="pt-BR",
            timezone_id="America/Sao_Paulo",
            base_url=self.info["url"],
            storage_state=state,
            **more,
        )
        context.set_default_timeout(10_000)
        context.add_init_script(_VIOLATIONS)
        self._contexts.append(context)
        return context.new_page()

    def close(self) -> None:
        """Close every window."""
        while self._contexts:
            self._contexts.pop().close()

    def forget(self, login: str) -> None:
        """Let somebody whose sessions ended sign in anew."""
        self._remembered.pop(login, None)

    def account(self, login: str) -> dict[str, Any]:
        """Return the account whose e-mail begins with *login*."""
        return next(each for each in self.info["accounts"] if each["email"].startswith(f"{login}@"))

    def sign_in(self, page: Page, login: str) -> None:
        """Go through the door, password and code."""
        account = self.account(login)
        page.goto("/entrar")
        page.fill("#email", account["email"])
        page.fill("#password", account["password"])
        page.keyboard.press("Enter")
        page.wait_for_url("**/entrar/segundo-fator")
        page.fill("#code", self.code(login))
        page.keyboard.press("Enter")
        page.wait_for_url(lambda url: "/entrar" not in url)

    def let_in(self, login: str, **window: Any) -> Page:
        """Return a page in a window of its own where *login* has just signed in, without going through the door.

        Each code of the door serves once in thirty seconds, so whoever needs a session and not the door takes this.  It
        needs the keys of the installation as well as its database: without them nobody can vouch for a session.
        """
        token, now = secrets.token_urlsafe(32), datetime.now(UTC)
        hashed = sha256(token.encode()).digest()
        email = self.account(login)["email"]
        [(user,)] = rows(self.info["database_url"], "SELECT id FROM access_user WHERE email = %s", email)
        written = (hashed, str(user), "full", now.isoformat(), now.isoformat())
        mac = vouching.mac(Keyring(self.keys).service("grant"), "session", *written)
        rows(self.info["database_url"], _SESSION, hashed, user, now, now, mac)
        page = self.page(**window)
        page.context.add_cookies([{"name": "desvelo", "value": token, "url": self.info["url"], "httpOnly": True}])
        return page

    def code(self, login: str) -> str:
        """Return a code nobody used yet: each serves once, and the door takes the neighbours of the present one."""
        step = max(self.steps.get(login, 0) + 1, int(time.time()) // _STEP_SECONDS - 1)
        while step > int(time.time()) // _STEP_SECONDS + 1:
            time.sleep(0.2)
        self.steps[login] = step
        return totp(self.account(login)["totp_secret"], step)

    def _state(self, login: str) -> Any:
        used, state = self._remembered.get(login, (0.0, None))
        if state is None or time.monotonic() - used > _LOCKS_AFTER_SECONDS:
            page = self.page()
            self.sign_in(page, login)
            state = page.context.storage_state()
        self._remembered[login] = (time.monotonic(), state)
        return state


def totp(secret: str, step: int) -> str:
    """Return the code of one step of thirty seconds (RFC 6238)."""
    generator = HOTP(base64.b32decode(secret), 6, SHA1(), enforce_key_length=False)  # noqa: S303  RFC 6238's own default
    return generator.generate(step).decode()


class Complaints:
    """Collects what a page complains about: errors in the console, uncaught errors, violations of the policy."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._said: list[str] = []
        page.on("console", self._console)
        page.on("pageerror", lambda error: self._said.append(f"uncaught: {error}"))

    def take(self) -> list[str]:
        """Return what was said since the last time, frames included."""
        said = [*self._said, *self._violations()]
        self._said.clear()
        return said

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self._said.append(f"{message.type}: {message.text} ({message.location.get('url', '')})")

    def _violations(self) -> Iterator[str]:
        for frame in self._page.frames:
            yield from frame.evaluate("window.violations ?? []")
