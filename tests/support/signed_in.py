"""A person of a demonstration over plain HTTP, without a browser: signs in, reads, answers."""

import re
import time
from html.parser import HTMLParser
from typing import Any

import httpx

from visitor import totp

_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
_ROW = re.compile(r'href="/atendimento/c/([1-9A-HJ-NP-Za-km-z]{22})')
_DATUM = re.compile(r"/atendimento/dado/([1-9A-HJ-NP-Za-km-z]{22})")
_FRAME = re.compile(r'<iframe src="([^"]+)"')
_STEP_SECONDS = 30


class SignedIn:
    """One session of one person."""

    def __init__(self, info: dict[str, Any], login: str) -> None:
        self._client = httpx.Client(base_url=info["url"], timeout=30, trust_env=False, headers={"accept": "text/html"})
        account = next(each for each in info["accounts"] if each["email"].startswith(f"{login}@"))
        self._send("/entrar", email=account["email"], password=account["password"])
        code = totp(account["totp_secret"], int(time.time()) // _STEP_SECONDS)
        self._send("/entrar/segundo-fator", code=code)
        assert self._client.get("/atendimento/todas").status_code == 200

    def close(self) -> None:
        self._client.close()

    def conversations(self) -> list[str]:
        """Return the conversations of the first page of the list."""
        return list(dict.fromkeys(_ROW.findall(self._client.get("/atendimento/todas").text)))

    def thread(self, conversation: str) -> str:
        """Return the words of a conversation as its page shows them."""
        reader = _Items()
        reader.feed(self._client.get(f"/atendimento/c/{conversation}").raise_for_status().text)
        return " ".join(" ".join(reader.words).split())

    def page(self, conversation: str) -> httpx.Response:
        """Return the answer to a conversation's page, whatever it is."""
        return self._client.get(f"/atendimento/c/{conversation}")

    def reveals(self, conversation: str) -> str:
        """Have the first datum of a conversation shown for a reason of the case; return its document."""
        page = self.page(conversation).raise_for_status().text
        fields = {"reason": "invoice", "csrfmiddlewaretoken": _TOKEN.findall(page)[0]}
        shown = self._client.post(f"/atendimento/dado/{_DATUM.findall(page)[0]}", data=fields).raise_for_status().text
        frame = {"Sec-Fetch-Dest": "iframe", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Site": "same-origin"}
        return self._client.get(_FRAME.findall(shown)[0], headers=frame).raise_for_status().text

    def replies(self, conversation: str, text: str) -> bool:
        """Answer once; tell whether the desk said that it took the answer."""
        try:
            page = self._client.get(f"/atendimento/c/{conversation}")
            token = _TOKEN.findall(page.text)[0]
            answer = self._client.post(
                f"/atendimento/c/{conversation}/responder", data={"text": text, "csrfmiddlewaretoken": token}
            )
        except (httpx.HTTPError, IndexError):
            return False
        return answer.status_code == 204

    def _send(self, path: str, **fields: str) -> None:
        token = _TOKEN.findall(self._client.get(path).text)[0]
        answer = self._client.post(path, data={**fields, "csrfmiddlewaretoken": token})
        assert answer.status_code == 302, answer.status_code


class _Items(HTMLParser):
    """Keeps the words inside the element whose id is ``items``."""

    _VOID = frozenset({"br", "hr", "img", "input", "link", "meta", "use", "path"})

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self._depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in self._VOID and (self._depth or ("id", "items") in attrs):
            self._depth += 1

    def handle_endtag(self, tag: str) -> None:
        if tag not in self._VOID and self._depth:
            self._depth -= 1

    def handle_data(self, data: str) -> None:
        if self._depth:
            self.words.append(data)
