"""Connecting the number: the code that verifies it, its registration, and the PIN that guards it.

A wrong PIN is counted; whoever loops is locked out, as with Meta.

Source: whatsapp-cloud-api sections 15, 16 (133000 to 133016) and 18.4.
"""

import re
from typing import Any, Final

from desvelo.sandbox import graph_errors, webhooks
from desvelo.sandbox.conversation import Conversation
from desvelo.sandbox.error_codes import CODES
from desvelo.sandbox.graph_call import Call, Route, Routes
from desvelo.sandbox.graph_number import GraphNumber
from desvelo.sandbox.tokens import MANAGEMENT
from desvelo.sandbox.wire import same

CODE: Final = "123456"
TOO_FAST_SECONDS: Final = 1.0
MOST_WRONG: Final = 5
LOCK_SECONDS: Final = 3_600
MOST_REGISTRATIONS: Final = 10
REGISTRATION_SECONDS: Final = 72 * 3_600
_PIN = re.compile(r"[0-9]{6}", re.ASCII)


class GraphRegistration:
    """Answers to ``register``, ``deregister``, ``request_code``, ``verify_code``, and to changes of the number."""

    def __init__(self, conversation: Conversation) -> None:
        self._world = conversation.world
        self._courier = conversation.courier
        self._of_number = GraphNumber(conversation)

    def routes(self) -> Routes:
        """Return what is answered here."""
        found = {
            "": self._change,
            "register": self._register,
            "deregister": self._deregister,
            "request_code": self._request_code,
            "verify_code": self._verify_code,
        }
        return {("number", "POST", edge): Route(handler=handler, scope=MANAGEMENT) for edge, handler in found.items()}

    async def _change(self, call: Call) -> dict[str, Any]:
        """Set the PIN, or where the webhooks of this number go."""
        if "webhook_configuration" in call.json:
            await self._of_number.override(call.json["webhook_configuration"])
            return {"success": True}
        if "pin" not in call.parameters:
            raise graph_errors.missing("pin")
        self._world.account.number.pin = _pin(call.parameters)
        self._tell("PIN_CHANGED")
        return {"success": True}

    async def _register(self, call: Call) -> dict[str, Any]:
        call.require_product()
        number, now, pin = self._world.account.number, self._world.clock.now(), _pin(call.parameters)
        if not number.is_verified:
            raise _coded(133006)
        number.registrations = [at for at in number.registrations if now - at < REGISTRATION_SECONDS]
        if len(number.registrations) >= MOST_REGISTRATIONS:
            raise _coded(133016)
        number.registrations.append(now)
        self._require_pin(pin, now)
        number.pin, number.is_registered = pin, True
        return {"success": True}

    def _require_pin(self, pin: str, now: float) -> None:
        """Compare with the PIN that is set; the first one sets it."""
        number = self._world.account.number
        if now < number.pin_locked_until:
            raise _coded(133008)
        if number.pin is None or same(pin, number.pin):
            number.wrong_pins = 0
            return
        if now - number.last_pin_at < TOO_FAST_SECONDS:
            raise _coded(133009)
        number.last_pin_at, number.wrong_pins = now, number.wrong_pins + 1
        if number.wrong_pins >= MOST_WRONG:
            number.wrong_pins, number.pin_locked_until = 0, now + LOCK_SECONDS
            raise _coded(133008)
        raise _coded(133005)

    async def _deregister(self, _: Call) -> dict[str, Any]:
        if not self._world.account.number.is_registered:
            raise _coded(133010)
        self._world.account.number.is_registered = False
        return {"success": True}

    async def _request_code(self, call: Call) -> dict[str, Any]:
        if call.parameters.get("code_method") not in {"SMS", "VOICE"} or not call.parameters.get("language"):
            raise graph_errors.parameter("Params code_method (SMS or VOICE) and language are required.")
        self._world.account.number.code = CODE
        return {"success": True}

    async def _verify_code(self, call: Call) -> dict[str, Any]:
        number = self._world.account.number
        if number.code is None or not same(str(call.parameters.get("code", "")).replace("-", ""), number.code):
            raise graph_errors.parameter(
                "The code is not the one that was sent.", code=136025, title="Verify code error"
            )
        number.is_verified, number.code = True, None
        return {"success": True}

    def _tell(self, event: str) -> None:
        config = self._world.config
        value = {"display_phone_number": config.display_phone_number, "event": event, "requester": config.business_id}
        body = webhooks.of_account(config, "security", value, at=int(self._world.clock.now()))
        self._courier.post(body, lane="account", what="security", field="security")


def _pin(given: dict[str, Any]) -> str:
    pin = given.get("pin")
    if not isinstance(pin, str | int) or not _PIN.fullmatch(str(pin)):
        raise graph_errors.parameter("Param pin must be 6 digits.")
    return str(pin)


def _coded(code: int) -> graph_errors.GraphError:
    known = CODES[code]
    return graph_errors.trouble(known.status, code, known.title)
