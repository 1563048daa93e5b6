"""One element of a webhook with just enough of its envelope around it to be read again, and nothing of its neighbours.

What an element was set aside for can end: a number is connected, a reader learns a field.  Then it goes through the
same intake as at first, so it has to be a webhook again.  Kept are the names of what encloses it (which account, field
and number), the facts beside it, and the contact that the element itself names.

>>> body = b'{"entry":[{"id":"1","changes":[{"field":"f","value":{"messages":[{"id":"a"},{"id":"b"}]}}]}]}'
>>> Whole(body).around("/entry/0/changes/0/value/messages/1")
b'{"entry": [{"id": "1", "changes": [{"field": "f", "value": {"messages": [{"id": "b"}]}}]}]}'
"""

import json
from collections.abc import Callable
from functools import cached_property
from typing import Final

_VALUE_DEPTH: Final = 5
_NAMED_BESIDE: Final = frozenset({"metadata"})
_WHO: Final = ("from", "from_user_id", "recipient_id", "recipient_user_id", "to", "to_user_id")


class Whole:
    """A webhook that is taken apart once, however many of its elements are asked for (RFC 6901, our own pointers only).

    What cannot be taken apart is returned whole: it never had neighbours that were read.
    """

    def __init__(self, body: bytes) -> None:
        self._body = body

    def around(self, pointer: str) -> bytes:
        """Return a webhook that holds only the element at *pointer*."""
        return self._written(_only, pointer)

    def part(self, pointer: str) -> bytes:
        """Return the element at *pointer* and nothing around it."""
        return self._written(_at, pointer)

    def _written(self, choose: Callable[[object, list[str]], object], pointer: str) -> bytes:
        try:
            return json.dumps(choose(self._root, pointer.split("/")[1:])).encode()
        except (ValueError, KeyError, IndexError, TypeError, RecursionError):
            return self._body

    @cached_property
    def _root(self) -> object:
        return json.loads(self._body)


def _at(whole: object, steps: list[str]) -> object:
    for step in steps:
        if isinstance(whole, list):
            whole = whole[int(step)]
        elif isinstance(whole, dict):
            whole = whole[step]
        else:
            raise TypeError
    return whole


def _only(whole: object, steps: list[str], depth: int = 0) -> object:
    if not steps:
        return whole
    if isinstance(whole, list):
        return [_only(whole[int(steps[0])], steps[1:], depth + 1)]
    if not isinstance(whole, dict):
        raise TypeError
    inner = _only(whole[steps[0]], steps[1:], depth + 1)
    beside = {key: each for key, each in whole.items() if key == steps[0] or _is_fact(key, each, depth=depth)}
    people = _people(whole.get("contacts"), inner) if steps[0] != "contacts" else []
    return {**beside, **({"contacts": people} if people else {}), steps[0]: inner}


def _is_fact(key: str, value: object, *, depth: int) -> bool:
    """Tell whether something beside the way says what encloses the element: below the value, objects do as well."""
    if isinstance(value, list):
        return False
    return not isinstance(value, dict) or key in _NAMED_BESIDE or depth > _VALUE_DEPTH


def _people(contacts: object, kept: object) -> list[object]:
    """Return the contacts that the one element in *kept* names."""
    named = _names(kept)
    listed = [each for each in contacts if isinstance(each, dict)] if isinstance(contacts, list) else []
    return [each for each in listed if {str(each.get("wa_id")), str(each.get("user_id"))} & named]


def _names(kept: object) -> set[str]:
    element = kept[0] if isinstance(kept, list) and len(kept) == 1 else kept
    found = [element.get(name) for name in _WHO] if isinstance(element, dict) else []
    return {each for each in found if isinstance(each, str) and each}
