"""A browser at the door over a socket of its own, bound to an address of the machine."""

import http.client
import re
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from urllib.parse import urlencode

_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
_SECONDS = 60


@dataclass
class Answer:
    """What came back."""

    status: int
    location: str
    body: str


@dataclass
class Door:
    """One browser: its address, its cookies."""

    port: int
    address: str
    cookies: dict[str, str] = field(default_factory=dict)
    _token: str = ""

    def get(self, path: str) -> Answer:
        return self._ask("GET", path, "")

    def post(self, path: str, **fields: str) -> Answer:
        """Send a form, with the token of a page opened before."""
        if not self._token:
            self._token = _TOKEN.findall(self.get("/entrar").body)[0]
        return self._ask("POST", path, urlencode({**fields, "csrfmiddlewaretoken": self._token}))

    def give_password(self, email: str, password: str) -> Answer:
        return self.post("/entrar", email=email, password=password)

    def give_code(self, code: str) -> Answer:
        return self.post("/entrar/segundo-fator", code=code)

    def _ask(self, method: str, path: str, body: str) -> Answer:
        connection = http.client.HTTPConnection(
            "127.0.0.1", self.port, timeout=_SECONDS, source_address=(self.address, 0)
        )
        headers = {
            "Host": f"localhost:{self.port}",
            "Accept": "text/html",
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "Content-Type": "application/x-www-form-urlencoded",
        }
        try:
            connection.request(method, path, body or None, headers)
            answer = connection.getresponse()
            text = answer.read().decode("utf-8", "replace")
        finally:
            connection.close()
        for line in answer.headers.get_all("Set-Cookie") or []:
            self.cookies.update({name: morsel.value for name, morsel in SimpleCookie(line).items()})
        return Answer(status=answer.status, location=answer.headers.get("Location", ""), body=text)
