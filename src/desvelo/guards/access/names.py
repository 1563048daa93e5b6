"""Short names that people give to what they make: seen whole, on one line."""

from desvelo.guards.access.errors import NameRefused


def require_short(text: str, *, longest: int) -> str:
    """Return a name as it is kept; raise NameRefused for none, too long a one, or what cannot be seen."""
    name = " ".join(text.split())
    if not name or len(name) > longest or not name.isprintable():
        raise NameRefused(longest=longest)
    return name
