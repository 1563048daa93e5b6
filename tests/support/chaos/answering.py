"""Somebody who answers, and names what reached a phone to the generator."""

from typing import Any

import httpx

import at_rest
from answers import Answers, is_answer
from chaos.meta import Generator


class Answering(Answers):
    """Answers three customers until the end; the generator reports the statuses of what arrived."""

    def __init__(self, info: dict[str, Any], generator: Generator) -> None:
        super().__init__(info, at_rest.talking_customers(info))
        self._info, self._generator = info, generator
        self._named: set[str] = set()

    def tried_one(self) -> None:
        """Tell the generator of each answer that is new on a phone: it reports its statuses from then on."""
        try:
            bubbles = at_rest.answers_on_phones(self._info)
        except httpx.HTTPError:
            return
        for bubble in bubbles:
            if bubble["id"] not in self._named and is_answer(bubble["text"]):
                self._named.add(bubble["id"])
                self._generator.order(about=bubble["id"], text=bubble["text"])
