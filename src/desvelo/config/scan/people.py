"""Who wrote, as a report or a copy may say it: a number for each sender, and a name without what must not be shown.

A sender that is not in the phone's contacts is exported as a phone number; of it the last four digits are shown.
"""

from typing import Final

from desvelo.config.scan.printing import printable
from desvelo.config.scan.searching import without
from desvelo.kernel.detection import scanning
from desvelo.kernel.detection.detectors.person_name import LABEL as NAME
from desvelo.kernel.detection.labels import digits_of

MOST_PEOPLE: Final = 10_000
OTHERS: Final = 0
NOBODY: Final = -1
_LEAST_DIGITS_OF_A_PHONE = 8


class People:
    """The senders of all files, numbered in the order of their first message."""

    def __init__(self, names: dict[str, str]) -> None:
        self._numbers: dict[str, int] = {}
        self._shown: dict[int, str] = {}
        self._names = names

    def number(self, sender: str) -> int:
        """Return the number of *sender*; beyond ten thousand everybody is ``OTHERS``, so that memory stays bounded."""
        if not sender:
            return NOBODY
        known = self._numbers.get(sender)
        if known is None:
            if len(self._numbers) >= MOST_PEOPLE:
                return OTHERS
            known = self._numbers[sender] = len(self._numbers) + 1
            self._shown[known] = shown(sender, self._names)
        return known

    def name(self, number: int) -> str:
        """Return how person *number* is called in a report; OTHERS have no name."""
        return self._shown.get(number, "")


def shown(sender: str, names: dict[str, str]) -> str:
    """Return *sender* without invisible characters, and without a phone number or an address; a name stays."""
    visible = printable(sender).strip(" ~")
    digits = digits_of(visible)
    if len(digits) >= _LEAST_DIGITS_OF_A_PHONE:
        return f"•••• {digits[-4:]}"
    return without(visible, tuple(each for each in scanning.scan_or_cover(visible) if each.label != NAME.code), names)
