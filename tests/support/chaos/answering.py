"""Somebody who answers while everything falls over, and remembers what the desk said it took."""

import threading
from typing import Any, Self

import httpx

import at_rest
import storm
from chaos.meta import Generator
from signed_in import SignedIn

GAP_SECONDS = 0.7


class Answering:
    """A thread that answers three customers in turn; what reached a phone is named to the generator."""

    def __init__(self, info: dict[str, Any], generator: Generator) -> None:
        self.tried: list[str] = []
        self.taken: list[str] = []
        self._info, self._generator = info, generator
        self._named: set[str] = set()
        self._conversations = at_rest.talking_customers(info)
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._work)
        self._marina = SignedIn(info, "marina")

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()
        self._marina.close()

    def _work(self) -> None:
        while not self._ended.is_set():
            text = f"resposta {storm.words(len(self.tried))}"
            self.tried.append(text)
            if self._marina.replies(self._conversations[len(self.tried) % len(self._conversations)], text):
                self.taken.append(text)
            self._name_what_arrived()
            self._ended.wait(GAP_SECONDS)

    def _name_what_arrived(self) -> None:
        """Tell the generator of each answer that is new on a phone: it reports its statuses from then on."""
        try:
            bubbles = at_rest.answers_on_phones(self._info)
        except httpx.HTTPError:
            return
        for bubble in bubbles:
            if bubble["id"] not in self._named and bubble["text"].startswith("resposta "):
                self._named.add(bubble["id"])
                self._generator.order(about=bubble["id"], text=bubble["text"])
