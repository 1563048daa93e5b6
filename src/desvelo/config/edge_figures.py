"""What the edge counts in its own memory, and how it tells the pages: in a header that only the edge may write.

The edge has no database to count in and no page to show; the pages have, and ask for nothing in return.  So one address
serves the figures of both, behind one token.
"""

import msgspec

HEADER = b"x-desvelo-edge"


class EdgeFigures(msgspec.Struct, frozen=True, kw_only=True):
    """Open streams now; webhooks since this process started, by outcome."""

    open_streams: int
    webhooks: dict[str, int]


def header(figures: EdgeFigures) -> tuple[bytes, bytes]:
    """Write the figures as a header."""
    return (HEADER, msgspec.json.encode(figures))


def read(value: str) -> EdgeFigures | None:
    """Read a header; None when the request did not come through an edge."""
    try:
        return msgspec.json.decode(value.encode(), type=EdgeFigures)
    except msgspec.MsgspecError:
        return None
