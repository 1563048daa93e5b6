"""``desvelo up`` on an empty folder: the terminal alone shows the code, the page takes it once."""

import re
from pathlib import Path

import httpx

from started import Started, eventually, folder

SHOWN = re.compile(r"(http://localhost:[0-9]+)/primeiros-passos e use o código ((?:[2-9A-Z]{4}-){3}[2-9A-Z]{4})")
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
FIELDS = {"company": "Clínica Nova", "name": "Ana Prado", "email": "ana@nova.example", "team": "Recepção",
          "password": "uma frase só minha"}  # fmt: skip


def everything_written(data: Path) -> bytes:
    """Return all that the installation wrote outside its database."""
    kept = (each for each in data.rglob("*") if each.is_file() and "postgres" not in each.parts)
    return b"\n".join(each.read_bytes() for each in kept)


def test_a_new_installation_is_claimed_with_the_code_of_its_terminal_and_by_nobody_after():
    with folder() as data:
        running = Started(data, "up")
        url, code = eventually(lambda: SHOWN.search(running.stderr), seconds=30).groups()
        assert url == running.url
        assert code.encode() not in everything_written(data)
        with httpx.Client(base_url=url, timeout=30, trust_env=False, headers={"accept": "text/html"}) as browser:
            token = TOKEN.findall(browser.get("/primeiros-passos").text)[0]
            stranger = browser.post("/primeiros-passos", data={**FIELDS, "code": "", "csrfmiddlewaretoken": token})
            mine = browser.post("/primeiros-passos", data={**FIELDS, "code": code, "csrfmiddlewaretoken": token})
            assert (stranger.status_code, mine.status_code) == (422, 302)
            assert browser.get("/primeiros-passos").status_code == 404
            assert "Clínica Nova" in browser.get("/entrar").text
        assert running.end() == 0

        again = Started(data, "up")
        eventually(lambda: "Ctrl-C" in again.stderr, seconds=30)
        assert again.end() == 0
        assert "primeiros-passos" not in again.stderr
