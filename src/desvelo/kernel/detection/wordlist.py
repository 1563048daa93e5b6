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


_ENDINGS = ("o", "a", "os", "as")


def forms(text: str) -> frozenset[str]:
    """Return the words of *text*, where ``*`` stands for the four endings of an adjective.

    >>> sorted(forms("surd* tea"))
    ['surda', 'surdas', 'surdo', 'surdos', 'tea']
    """
    return frozenset(
        word[:-1] + ending for word in text.split() for ending in (_ENDINGS if word[-1] == "*" else word[-1])
    )
