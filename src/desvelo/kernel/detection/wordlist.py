"""Lists of words, written as running text: easy to read, to sort and to add to.

>>> sorted(words("ana bia"))
['ana', 'bia']
>>> one_of("rua av+brasil")
'(?:rua|av brasil)'
"""


def words(text: str) -> frozenset[str]:
    """Return the words of *text*."""
    return frozenset(text.split())


def one_of(text: str) -> str:
    """Return a pattern for any of the words of *text*; ``+`` in a word stands for a space."""
    return "(?:" + "|".join(word.replace("+", " ") for word in text.split()) + ")"
