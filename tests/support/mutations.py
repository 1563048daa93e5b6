"""Bodies of webhooks as they never came: keys gone, added, of another type, arrays in another order, hostile values.

A mutated body is text, not a value: what breaks parsers (a huge number, a key twice, a lone surrogate) exists only so.
"""

import json
import random
from collections.abc import Iterator

MARK = "@@%d@@"
HOSTILE = (
    "null", "true", "7", "-1", "1e400", "NaN", "9" * 400, '""', '"\\u0000"', '"\\ud800"', '"2026-01-01"', "[]", "{}",
    "[[]]", "[null]", '{"a":1,"a":2}', '"' + "x" * 3_000 + '"', "[" * 30 + "]" * 30, '{"body":{"body":{}}}', '"US.1"',
    "0.1", '"55119"', '"%s %n \\\\ \' OR 1=1"', "[" * 80 + "]" * 80,
)  # fmt: skip
STEPS = ("drop", "add", "replace", "shuffle", "repeat", "rename")


def mutated(body: bytes, seed: int, *, steps: int = 3) -> bytes:
    """Return *body* after a few changes that *seed* decides."""
    chance = random.Random(seed)
    root, hostile = json.loads(body), []
    for _ in range(chance.randint(1, steps)):
        places = list(_places(root))
        if places:
            _change(chance, *chance.choice(places), hostile)
    text = json.dumps(root)
    for number, value in enumerate(hostile):
        text = text.replace(json.dumps(MARK % number), value)
    return text.encode()


def _places(value: object) -> Iterator[tuple[object, object]]:
    """Yield (container, key) of everything inside *value*."""
    inside: list = list(enumerate(value)) if isinstance(value, list) else []
    inside = list(value.items()) if isinstance(value, dict) else inside
    for key, inner in inside:
        yield value, key
        yield from _places(inner)


def _change(chance: random.Random, container, key, hostile: list[str]) -> None:
    step = chance.choice(STEPS)
    if step == "drop":
        del container[key]
    elif step == "shuffle" and isinstance(container[key], list):
        chance.shuffle(container[key])
    elif step == "repeat" and isinstance(container, list):
        container.insert(key, container[key])
    elif step == "rename" and isinstance(container, dict):
        container[f"{key}_v2"] = container.pop(key)
    else:
        hostile.append(chance.choice(HOSTILE))
        mark = MARK % (len(hostile) - 1)
        if step == "add" and isinstance(container, dict):
            container[f"new_{len(hostile)}"] = mark
        else:
            container[key] = mark
