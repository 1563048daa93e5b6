"""Every place that takes checkpoints, by a scan of this package: one more file is one more place."""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from desvelo.guards.audit import anchors
from desvelo.guards.audit.anchors.interface import Anchor


@cache
def every() -> tuple[Anchor, ...]:
    """Return each of them, by name."""
    modules = [import_module(f"{anchors.__name__}.{each.name}") for each in iter_modules(anchors.__path__)]
    found: list[Anchor] = [module.ANCHOR for module in modules if hasattr(module, "ANCHOR")]
    return tuple(sorted(found, key=lambda each: each.name))


def named(name: str) -> Anchor:
    """Return one of them; raise KeyError."""
    return {each.name: each for each in every()}[name]
