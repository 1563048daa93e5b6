"""What was counted, as people and as the product read it."""

from collections.abc import Iterator

from benchmarks.quality import Record, Tally, tally
from desvelo.kernel.detection.finding import Finding


def table(title: str, count: Tally) -> str:
    """Return one line per label: how many there are, F1 by overlap, the share that stays readable."""
    lines = [f"{title}", f"{'label':16}{'gold':>6}{'F1':>7}{'leak':>7}"]
    lines += [
        f"{label:16}{count.gold[label]:6}{count.f1(label):7.3f}{count.leak(label):7.3f}" for label in sorted(count.gold)
    ]
    lines.append(f"{'all':16}{sum(count.gold.values()):6}{count.f1():7.3f}{count.leak():7.3f}")
    alarms = f"{count.alarm_rate():.4f} ({count.alarms}/{count.lookalikes})"
    lines.append(f"over-mask {count.over_mask():.4f}; look-alikes masked {alarms}\n")
    return "\n".join(lines)


def errors(messages: list[tuple[Record, tuple[Finding, ...]]], most: int) -> Iterator[str]:
    """Yield up to *most* messages in which something was missed or covered for nothing."""
    wrong = (each for each in messages if _is_wrong(*each))
    for _, (record, findings) in zip(range(most), wrong, strict=False):
        found = [(each.label, record["text"][each.start : each.end]) for each in findings]
        there = [(label, record["text"][start:end]) for start, end, label in record["spans"]]
        yield f"{record['id']} {record['text']!r} there {there} found {found}"


def _is_wrong(record: Record, findings: tuple[Finding, ...]) -> bool:
    one = tally([(record, findings)])
    return one.hit != one.gold or sum(one.wrong.values()) > 0


def module(count: Tally) -> str:
    """Return the module of the product that holds *count*; shares are between 0 and 1."""
    shares = "".join(f'        "{label}": {count.leak(label):.3f},\n' for label in sorted(count.gold))
    return _MODULE.format(
        data=sum(count.gold.values()),
        lookalikes=count.lookalikes,
        missed=count.leak(),
        alarms=count.alarm_rate(),
        shares=shares,
    )


_MODULE = '''"""How much detection misses, measured on messages that no rule was made by.

No page may say that it cannot miss; the page that explains masking prints these figures.

Written by ``scripts/score_corpus.py --write``.  ``tests/corpus`` measures again and refuses figures that claim better.
Shares are between 0 and 1; *missed* is the mean share of a datum that stayed readable, whatever label covered the rest.

>>> 0 <= MEASURED.missed <= 1 and set(MEASURED.missed_by_label) >= {{"CPF", "PERSON_NAME"}}
True
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What one measurement says; *alarms* is the share of look-alikes in which something was covered for nothing."""

    data: int
    lookalikes: int
    missed: float
    alarms: float
    missed_by_label: Mapping[str, float]


_MISSED_BY_LABEL = MappingProxyType(
    {{
{shares}    }}
)

MEASURED: Final = Measured(
    data={data},
    lookalikes={lookalikes},
    missed={missed:.3f},
    alarms={alarms:.3f},
    missed_by_label=_MISSED_BY_LABEL,
)
'''
