"""A person at a browser: cookies kept, forms sent with their token, and the second factor's code at hand."""

import hashlib
from datetime import UTC, datetime
from typing import Any

from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.hotp import HOTP
from django.test import Client

from house import PASSWORD, TOTP_SECRET, email

SIGN_IN, SECOND_FACTOR, SIGN_OUT = "/entrar", "/entrar/segundo-fator", "/sair"
SESSION_COOKIE, CSRF_COOKIE = "desvelo", "desvelo-csrf"


def code(at: datetime | None = None, *, steps: int = 0, secret: bytes = TOTP_SECRET) -> str:
    """Return the code an authenticator app shows *steps* after that of *at*."""
    step = int((at or datetime.now(UTC)).timestamp()) // 30 + steps
    generator = HOTP(secret, 6, SHA1(), enforce_key_length=False)  # noqa: S303  RFC 6238's own default
    return generator.generate(step).decode()


class Browser:
    """Sends forms as a page of ours sends them, the CSRF token included."""

    def __init__(self, *, token: str = "", **headers: Any) -> None:
        self.client = Client(enforce_csrf_checks=True, headers={"accept": "text/html"}, **headers)
        if token:
            self.client.cookies[SESSION_COOKIE] = token

    @property
    def token(self) -> str:
        """Return the session token the browser holds."""
        return self.client.cookies[SESSION_COOKIE].value if SESSION_COOKIE in self.client.cookies else ""

    def get(self, path: str, **more: Any) -> Any:
        """Open an address."""
        return self.client.get(path, **more)

    def post(self, path: str, fields: dict[str, str] | None = None, **more: Any) -> Any:
        """Send a form; its token comes from a page opened before, as it would."""
        if CSRF_COOKIE not in self.client.cookies:
            self.client.get(SIGN_IN)
        proof = self.client.cookies[CSRF_COOKIE].value
        return self.client.post(path, {**(fields or {}), "csrfmiddlewaretoken": proof}, **more)

    def give_password(self, login: str, password: str = PASSWORD) -> Any:
        """Do the first step."""
        return self.post(SIGN_IN, {"email": email(login), "password": password})

    def give_code(self, typed: str | None = None) -> Any:
        """Do the second step."""
        return self.post(SECOND_FACTOR, {"code": code() if typed is None else typed})

    def sign_in(self, login: str) -> "Browser":
        """Do both."""
        self.give_password(login)
        self.give_code()
        return self


def signed_in(actor: Any, **headers: Any) -> Browser:
    """Return a browser in which *actor* already signed in, without the pages of the door, and long before."""
    return Browser(token=_start(actor, "full"), **headers)


def just_proved(actor: Any, **headers: Any) -> Browser:
    """Return a browser in which *actor* showed a factor a moment ago."""
    return Browser(token=_start(actor, "full", proved=True), **headers)


def half_signed_in(actor: Any, **headers: Any) -> Browser:
    """Return a browser in which *actor* only gave the password."""
    return Browser(token=_start(actor, "password"), **headers)


def locked(actor: Any, **headers: Any) -> Browser:
    """Return a browser in which *actor* signed in and locked the screen."""
    from desvelo.guards.access.models import Session

    browser = signed_in(actor, **headers)
    Session.objects.filter(token_hash=hashlib.sha256(browser.token.encode()).digest()).update(
        locked_at=datetime.now(UTC)
    )
    return browser


def alter_sessions(**fields: Any) -> None:
    """Give every session these *fields*, vouched for as if they had come about: another age, a proof shown long ago."""
    from desvelo.guards.access import sessions
    from desvelo.guards.access.models import Session

    for row in Session.objects.all():
        for name, value in fields.items():
            setattr(row, name, value)
        row.mac = sessions.vouched(row)
        row.save()


def _start(actor: Any, stage: str, *, proved: bool = False) -> str:
    from desvelo.guards.access import sessions
    from desvelo.guards.access.models import Session, User

    now = datetime.now(UTC)
    user = User.objects.get(pk=actor.id)
    return sessions.start(user, stage=Session.Stage(stage), now=now, proved_at=now if proved else None)
