"""F11 to F15, F18: what Meta or a stranger sends at its worst; the generator does it (``bad_deliveries``)."""

from chaos.site import Site


def duplicate(site: Site) -> None:
    """F11: the same delivery up to a thousand times, a hundred at once."""
    site.generator.order(strike="F11")


def disorder(site: Site) -> None:
    """F12: old and new in any order, up to eight days late."""
    site.generator.order(strike="F12")


def poison(site: Site) -> None:
    """F13: JSON that breaks readers, beside neighbours that must not suffer."""
    site.generator.order(strike="F13")


def malform(site: Site) -> None:
    """F14: bytes that are no JSON, no text, too large, compressed or empty."""
    site.generator.order(strike="F14")


def slow_loris(site: Site) -> None:
    """F15: hundreds of connections that never come to the point."""
    site.generator.order(strike="F15")


def forge_and_replay(site: Site) -> None:
    """F18: what nobody signed, what somebody else signed, and what was signed long ago."""
    site.generator.order(strike="F18")
