"""Sentences of the kernel in the reader's language: looked up, counted, and filled with what their places stand for."""

from django.utils.translation import gettext, ngettext

from desvelo.kernel.lawfulness.words import Sentence


def said(sentence: Sentence) -> str:
    """Return a marked sentence in the language of now; a fact that is a marked text itself is looked up as well."""
    text = ngettext(sentence.text, sentence.many, sentence.n) if sentence.many else gettext(sentence.text)
    facts = {name: gettext(fact) if isinstance(fact, str) and fact else fact for name, fact in sentence.facts.items()}
    return text % {"n": sentence.n, **facts} if facts or sentence.many else text
