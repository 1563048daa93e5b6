"""Finding what is personal or sensitive in a message, and taking it out of the text.

Owns: the one-to-one folding of text, the tokenizer of digit runs, the keywords, the detectors, and ``MaskedText``.
Promises: ``scan`` is pure, linear in the length of the text, and returns ordered, disjoint findings; what a label
discards is in nothing that ``mask`` returns.  Never: a network, a model, a clock, or a log line with content.
"""
