"""The real person, in a browser where they entered before, who comes and goes while somebody guesses."""

import threading
import time
from dataclasses import dataclass, field

from brute.attack import Victim
from brute.door import Door
from visitor import totp

_STEP_SECONDS = 30


@dataclass
class Person:
    """Signs in, leaves, and does it again with each code the app shows."""

    door: Door
    victim: Victim
    seconds: list[float] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    _step: int = 0

    def sign_in(self) -> None:
        """Enter by password and code, once, and leave again; keep how long it took, or what refused it."""
        began = time.monotonic()
        code = self._code()
        waited = time.monotonic() - began  # for the app's next code, which is nobody's fault
        first = self.door.give_password(self.victim.email, self.victim.password)
        second = self.door.give_code(code) if first.location == "/entrar/segundo-fator" else first
        if second.location != "/":
            self.refused.append(f"{first.status} {second.status} {second.location}")
            return
        self.seconds.append(time.monotonic() - began - waited)
        self.door.post("/sair")

    def keep_coming(self, until: threading.Event) -> threading.Thread:
        """Come and go in a thread of its own, until *until*."""

        def comes() -> None:
            while not until.is_set():
                self.sign_in()

        thread = threading.Thread(target=comes)
        thread.start()
        return thread

    def _code(self) -> str:
        """Return a code nobody used yet; each serves once."""
        step = max(self._step + 1, int(time.time()) // _STEP_SECONDS)
        while step > int(time.time()) // _STEP_SECONDS + 1:
            time.sleep(0.2)
        self._step = step
        return totp(self.victim.totp_secret, step)
