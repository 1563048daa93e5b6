"""Passkeys as a browser of a test uses them: challenge, gesture, form."""

from typing import Any

from authenticator import HERE, Ceremony, Device
from browser import Browser, just_proved

SIGN_IN_CHALLENGE, SIGN_IN_ANSWER = "/entrar/chave/desafio", "/entrar/chave"
PROOF_CHALLENGE, PROOF_ANSWER = "/confirmar/chave/desafio", "/confirmar/chave"
NEW_CHALLENGE, NEW_ANSWER = "/conta/seguranca/chaves/desafio", "/conta/seguranca/chaves"


def enrolled(actor: Any, *, name: str = "Notebook") -> Device:
    """Give *actor* a passkey, the way it is given."""
    browser = just_proved(actor)
    device, answer = Device().make(browser.post(NEW_CHALLENGE).json())
    assert browser.post(NEW_ANSWER, {"answer": answer, "name": name}).status_code == 302
    return device


def sign_in(device: Device, where: Ceremony = HERE, *, browser: Browser | None = None, **more: Any) -> Any:
    """Sign in with *device*; return the last response."""
    browser = browser or Browser()
    options = browser.post(SIGN_IN_CHALLENGE).json()
    return browser.post(SIGN_IN_ANSWER, {"answer": device.sign(options, where, **more)})


def prove(browser: Browser, device: Device, where: Ceremony = HERE, **more: Any) -> Any:
    """Unlock, or confirm who one is, with *device*; return the last response."""
    options = browser.post(PROOF_CHALLENGE).json()
    return browser.post(PROOF_ANSWER, {"answer": device.sign(options, where, **more)})
