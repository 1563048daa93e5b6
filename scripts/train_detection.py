#!/usr/bin/env python3
"""Train the model of ``kernel/detection/learned`` from ``tests/corpus/learning`` and the open part of the corpus.

    .venv/bin/python scripts/train_detection.py            writes src/desvelo/kernel/detection/learned/weights.txt
    .venv/bin/python scripts/train_detection.py --print    writes it to standard output

Averaged perceptrons (Freund and Schapire 1999; Collins 2002) with a margin, over what the rules left readable: one for
the tokens, one for each label over whole messages, each the mean of several orders of the same material.  Orders are
drawn from fixed seeds and nothing outside the repository is read, so the same material and the same rules give the same
file to the byte.

Nothing of the held-apart fifth is read here.
"""

import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests/support"), str(ROOT / "tests")]

# Behind the paths, because corpus, benchmarks and marked messages stand with the tests, which use them too.
from kernel.detection.marked import Marked, written  # noqa: E402

from benchmarks import quality  # noqa: E402
from corpora import making, material  # noqa: E402
from desvelo.kernel.detection import catalogue, policies  # noqa: E402
from desvelo.kernel.detection.folding import fold  # noqa: E402
from desvelo.kernel.detection.learned import model, signs  # noqa: E402
from desvelo.kernel.detection.learned.model import Thresholds  # noqa: E402
from desvelo.kernel.detection.learned.signs import NOTHING, Before, Token  # noqa: E402
from desvelo.kernel.detection.policies import Tier  # noqa: E402
from desvelo.kernel.detection.scanning import scan  # noqa: E402

LEARNING = ROOT / "tests/corpus/learning"
CORPUS = ROOT / "tests/corpus/messages.jsonl"
WEIGHTS = ROOT / "src/desvelo/kernel/detection/learned/weights.txt"
FRAGMENTS = ("written", "numbers", "documents", "telling", "telling_nothing")
"""Short messages that the rules are tested with: most hold a number, or a word, that is nothing."""
_LAST = 2
VOICES_OF_EACH = 2
ORDERS, ROUNDS, MARGIN = 6, 5, 1.0
LEAST_CONVERSATIONS = 2
"""A sign met in fewer conversations is not learned from."""
UNIT = 16
LEAST_WEIGHT = 8
"""Weights nearer to nothing than this, in sixteenths, are not kept."""
LEAST_OF_TOKEN, LEAST_OF_DEAR = 48, -32
"""What a token must exceed, in sixteenths: less where a miss costs most, that is, in the tiers ``DEAR``."""
DEAR = {Tier.CREDENTIAL, Tier.FINANCIAL, Tier.DOCUMENT}
LEAST_OF_MESSAGE = -64
"""What the whole message must exceed for a label, before its tokens are looked at; of the dear ones it may be less."""
IN_VAIN = 0.01
"""Of the messages without a dear label, this share may be looked at token by token for it."""
LEFT_TO_RULES = {"BOLETO", "GEO", "IP", "PIX_PAYLOAD"}
"""Labels with a form of their own: too few are left readable to learn from."""

Weights = NDArray[np.float32]
Signs = list[str]


class Message(NamedTuple):
    """A message of the material with what the rules found in it, and what is there."""

    conversation: str
    words: list[str]
    tokens: list[Token]
    ruled: list[str]
    stood: Before
    gold: list[str]
    ignored: list[bool]


def records() -> Iterator[dict[str, Any]]:
    """Yield the messages to learn from, those of a conversation together and in order."""
    for source in material.read(LEARNING):
        for said in range(VOICES_OF_EACH):
            yield from making.said(source, said)
    yield from (each for each in quality.read(CORPUS) if not making.is_held_apart(each["conv"]))
    for name in FRAGMENTS:
        for number, marked in enumerate(written(ROOT / "tests/kernel/detection" / f"{name}.txt")):
            yield from _told(f"{name}{number}", marked)


def _told(conversation: str, marked: Marked) -> Iterator[dict[str, Any]]:
    """Yield a message of the tests of the rules, with what stood before it."""
    spans, at = [], 0
    for label, value in marked.expected:
        start = marked.text.index(value, at)
        at = start + len(value)
        spans.append((start, at, label))
    for turn, (direction, text) in enumerate((("in", marked.previous), ("out", marked.question), ("in", marked.text))):
        if text is not None:
            own = spans if turn == _LAST else []
            yield {"conv": conversation, "dir": direction, "text": text, "spans": own, "kind": "plain"}


def read(messages: Iterable[dict[str, Any]]) -> Iterator[Message]:
    """Yield each message as the model will meet it: behind the rules, which are asked without the model."""
    rules = catalogue.rules()
    for record, context in quality.in_context(messages):
        text = record["text"]
        findings = scan(text, context, catalogue=rules)
        tokens = signs.tokens_of(text, fold(text))
        spans = [(start, end, label) for start, end, label in record["spans"]]
        yield Message(
            record["conv"].partition("-")[0],
            signs.words_of(fold(text)),
            tokens,
            [_at(token, ((each.start, each.end, each.label) for each in findings)) for token in tokens],
            signs.before(fold(context.question or ""), fold(context.previous or "")),
            [_at(token, spans) for token in tokens],
            [_at(token, ((start, end, "x") for start, end in record.get("ignore", ()))) != NOTHING for token in tokens],
        )


def _at(token: Token, spans: Iterable[tuple[int, int, str]]) -> str:
    return next((label for start, end, label in spans if start < token.end and token.start < end), NOTHING)


class Examples(NamedTuple):
    """The known signs of each example, as numbers; *right* is 1 where a label of ``labels`` is, -1 where not."""

    names: list[str]
    known: list[NDArray[np.int32]]
    right: NDArray[np.float32]


def examples(met: Iterable[tuple[str, Signs, set[str]]], labels: list[str]) -> Examples:
    """Number the signs of examples: conversation, signs, labels that are right."""
    held = [(conversation, list(dict.fromkeys(found)), right) for conversation, found, right in met]
    where: dict[str, set[str]] = defaultdict(set)
    for conversation, found, _ in held:
        for sign in found:
            where[sign].add(conversation)
    names = sorted(sign for sign, conversations in where.items() if len(conversations) >= LEAST_CONVERSATIONS)
    number = {sign: place for place, sign in enumerate(names)}
    known = [np.array([number[sign] for sign in found if sign in number], dtype=np.int32) for _, found, _ in held]
    right = np.array([[1 if label in wanted else -1 for label in labels] for _, _, wanted in held], dtype=np.float32)
    return Examples(names, known, right)


def one_of(sums: Weights, right: Weights) -> Weights:
    """Return the step where exactly one label is right: up for it, down for the best of the others, or none."""
    wanted = int(right.argmax())
    others = sums.copy()
    others[wanted] = -np.inf
    best = int(others.argmax())
    step = np.zeros_like(sums)
    if sums[wanted] < others[best] + MARGIN:
        step[wanted], step[best] = 1, -1
    return step


def each_of(sums: Weights, right: Weights) -> Weights:
    """Return the step where each label is right or not by itself."""
    return np.where(right * sums < MARGIN, right, 0).astype(np.float32)


def learned(material: Examples, step_of: Callable[[Weights, Weights], Weights]) -> Weights:
    """Return the averaged weights, a row for each sign, the mean of several orders."""
    total = np.zeros((len(material.names), material.right.shape[1]), dtype=np.float64)
    for order in range(ORDERS):
        chance = np.random.default_rng(order)
        now = np.zeros(total.shape, dtype=np.float32)
        mean = np.zeros_like(now)
        left = steps = len(material.known) * ROUNDS
        for _ in range(ROUNDS):
            for at in chance.permutation(len(material.known)):
                rows = material.known[at]
                step = step_of(now[rows].sum(0), material.right[at])
                if step.any():
                    now[rows] += step
                    mean[rows] += step * (left / steps)
                left -= 1
        total += mean
    return (total / ORDERS).astype(np.float32)


def lines(names: list[str], weights: Weights, labels: list[str]) -> dict[str, str]:
    """Return for each sign what it adds to which labels, in sixteenths, without what is next to nothing."""
    whole = np.rint(weights * UNIT).astype(int)
    kept = {}
    for name, row in zip(names, whole, strict=True):
        adds = [
            f"{label}={row[at]}"
            for at, label in enumerate(labels)
            if abs(row[at]) >= LEAST_WEIGHT and label not in LEFT_TO_RULES
        ]
        if adds:
            kept[name] = " ".join(adds)
    return kept


def trained(messages: list[Message]) -> str:
    """Return the text of the weights."""
    labels = [NOTHING, *sorted(policies.GUIDELINES)]
    of_tokens = examples(_tokens(messages), labels)
    token = lines(of_tokens.names, learned(of_tokens, one_of), labels)
    of_messages = examples(_messages(messages), labels[1:])
    message = lines(of_messages.names, learned(of_messages, each_of), labels[1:])
    kept = sorted(set(policies.GUIDELINES) - LEFT_TO_RULES)
    dear = {label for label in kept if policies.tier_of(catalogue.rules().label(label)) in DEAR}
    of_message = dict.fromkeys(kept, LEAST_OF_MESSAGE) | least_of_message(messages, message, sorted(dear))
    of_token = {label: LEAST_OF_DEAR if label in dear else LEAST_OF_TOKEN for label in kept}
    return model.write(message, token, Thresholds(of_message, of_token))


def least_of_message(messages: list[Message], lines: dict[str, str], labels: list[str]) -> dict[str, int]:
    """Return for each of *labels* what a message must exceed so that ``IN_VAIN`` of those without it do."""
    everything = Thresholds(dict.fromkeys(labels, -(10**6)), dict.fromkeys(labels, 0))
    knowing = {sign: kept for sign, line in lines.items() if (kept := " ".join(_of(labels, line)))}
    told = model.Model(knowing, {}, everything)
    sums: dict[str, list[int]] = {label: [] for label in labels}
    for _, found, there in _messages(messages):
        said = told.suspected(set(found))
        for label in labels:
            if label not in there:
                sums[label].append(said.get(label, 0))
    return {
        label: min(LEAST_OF_MESSAGE, sorted(each, reverse=True)[int(len(each) * IN_VAIN)])
        for label, each in sums.items()
    }


def _of(labels: list[str], line: str) -> Iterator[str]:
    return (each for each in line.split() if each.partition("=")[0] in labels)


def _tokens(messages: Iterable[Message]) -> Iterator[tuple[str, Signs, set[str]]]:
    for each in messages:
        common = signs.around(len(each.tokens), set(each.ruled), each.stood)
        for place, label in enumerate(each.gold):
            if each.ruled[place] == NOTHING and not each.ignored[place]:
                beside = signs.beside(each.tokens, place, each.ruled, each.stood)
                yield each.conversation, sorted(common | beside), {label}


def _messages(messages: Iterable[Message]) -> Iterator[tuple[str, Signs, set[str]]]:
    for each in messages:
        left = zip(each.gold, each.ruled, each.ignored, strict=True)
        there = {label for label, ruled, ignored in left if ruled == NOTHING and not ignored} - {NOTHING}
        yield each.conversation, sorted(signs.told(each.words, set(each.ruled) - {NOTHING}, each.stood)), there


def main() -> None:
    """Train and write."""
    text = trained(list(read(records())))
    if "--print" in sys.argv:
        sys.stdout.write(text)
    else:
        WEIGHTS.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
