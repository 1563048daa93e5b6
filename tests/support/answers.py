"""Somebody who answers customers while everything around them falls over, and remembers what the desk said it took."""

import threading
from typing import Any, Self

import storm
from signed_in import SignedIn

GAP_SECONDS = 0.7
MOST_TRIES = 3
_END = " da resposta"


def is_answer(text: str) -> bool:
    """Tell whether *text* is one of these answers."""
    return text.endswith(_END)


class Answers:
    """A thread that answers *conversations* in turn, until *most* were taken if that is said, or until the end."""

    def __init__(self, info: dict[str, Any], conversations: list[str], *, most: int | None = None) -> None:
        self.tried: list[str] = []
        self.taken: list[str] = []
        self._conversations, self._most = conversations, most
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

    def _is_enough(self) -> bool:
        most = self._most
        return most is not None and (len(self.taken) >= most or len(self.tried) >= most * MOST_TRIES)

    def _work(self) -> None:
        while not self._ended.is_set() and not self._is_enough():
            at = len(self.tried)
            text = f"linha {storm.words(at)}{_END}"
            self.tried.append(text)
            if self._marina.replies(self._conversations[at % len(self._conversations)], text):
                self.taken.append(text)
            self.tried_one()
            self._ended.wait(GAP_SECONDS)

    def tried_one(self) -> None:
        """Do what comes after each try; nothing, for somebody who only answers."""
