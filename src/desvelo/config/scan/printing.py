"""What may be written to a terminal.  Apart from who looks for personal data, which takes a while to load."""


def printable(text: str) -> str:
    """Return *text* without what moves a cursor, turns the direction of writing, or cannot be seen."""
    return "".join(char if char.isprintable() else " " for char in text).strip()
