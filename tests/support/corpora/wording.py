"""Lists of words as people write them: in running text."""


def words(text: str) -> tuple[str, ...]:
    """Return the words of *text*."""
    return tuple(text.split())


def phrases(text: str) -> tuple[str, ...]:
    """Return what stands between the bars of *text*, on one line each."""
    return tuple(" ".join(part.split()) for part in text.split("|"))
