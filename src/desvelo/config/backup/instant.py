"""The machine's time, where Django is not set up."""

from datetime import UTC, datetime


def now() -> datetime:
    """Return it, in UTC."""
    return datetime.now(UTC)
