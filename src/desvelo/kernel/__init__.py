"""Pure rules: no Django, clock, network or settings. Whatever decides, computes, parses or formats stands here."""
