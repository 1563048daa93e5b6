"""What the key of a contact is asked for: codes that our own code gives, each time.

They tell ordinary work from what must not happen to a canary, and from what has to stand in the log: a *look* is asked
for by a person, by name.  Our own code always says one, which the types ask for (``boxes.load``).
"""

from enum import StrEnum


class Why(StrEnum):
    """Why a key is opened; ``UNSAID`` is the worst one, and what no code of ours gives."""

    ARRIVAL = "arrival"  # something came from the customer or from WhatsApp
    COMPARE = "compare"
    EXPORT = "export"
    FILE = "file"  # a file is looked at
    LIST = "list"  # rows with names and masked words
    REVEAL = "reveal"
    SEARCH = "search"
    THREAD = "thread"  # one conversation with its masks, and what is asked about a mask
    UNSAID = "unsaid"
    UPKEEP = "upkeep"  # rotation, renewal, sweep, backup, search again by the detectors
    WRITE = "write"  # an answer is written, sent, kept as a draft


OF_DUTY = frozenset({Why.ARRIVAL, Why.UPKEEP})
"""Done by the processes for everybody's sake; these may open every key there is."""

OF_WORK = frozenset({Why.LIST, Why.THREAD, Why.WRITE})
"""Done by people all day with what is masked; these open a few keys at a time."""

OF_LOOKS = frozenset({Why.COMPARE, Why.FILE, Why.REVEAL})
"""Done by a person with one contact's own values, each with an entry in the log: asked for in that person's name."""

OF_SWEEPS = frozenset({Why.EXPORT, Why.SEARCH})
"""Done by a person through many contacts, with one entry in the log for all: asked for in that person's name."""
