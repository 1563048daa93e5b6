"""What a test asks of the search over HTTP, and what it reads of the answer and of the log."""

import json
import re
from typing import Any

from django.db import connection

from desvelo.kernel.ledger import packing


def read(browser: Any, words: str, **fields: str) -> Any:
    """Search, and return the answer, which nobody read yet."""
    return browser.post("/atendimento/buscar/ler", {"words": words, "days": "30", **fields})


def lines(answer: Any) -> list[dict[str, str]]:
    """Read an answer to its end."""
    return [json.loads(line) for line in b"".join(answer.streaming_content).decode().splitlines()]


def found(answer: Any) -> str:
    """Return the messages it drew."""
    return "".join(line.get("found", "") for line in lines(answer))


def opened(html: str) -> list[str]:
    """Return what the results open, in order."""
    return re.findall(r'id="open-(\w+)"', html)


def entries(tag: str) -> list[dict[str, str]]:
    """Return what entries of a kind say, oldest first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT leaf FROM ledger.entry WHERE tag = %s ORDER BY at, id", [tag])
        return [json.loads(packing.unpack(bytes(row[0])))["objects"] for row in cursor.fetchall()]


def people(answer: Any) -> str:
    """Return whose an identifier is, as it was drawn."""
    return lines(answer)[0].get("people", "")
