"""Every legal basis by its code: a file of ``bases/`` is found by being there, and none other has to know.

>>> basis("BR7-IX").article
'LGPD art. 7, IX'
>>> sorted(each.code for each in bases_of(Law.LGPD) if each.only_for is Standing.PUBLIC_BODY)
['BR11-II-b', 'BR7-III']
"""

import pkgutil
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from types import MappingProxyType
from typing import Final

from desvelo.kernel.lawfulness.basis import Basis, Law, Standing
from desvelo.kernel.lawfulness.errors import BasesClash, BasisUnknown

__all__ = ["SHIPPED", "Law", "Standing", "all_bases", "bases_of", "basis", "is_known", "read"]

SHIPPED: Final = "desvelo.kernel.lawfulness.bases"


def read(package: str) -> Mapping[str, Basis]:
    """Import every module of *package* and return the basis each of them states.  Raises BasesClash."""
    found: dict[str, Basis] = {}
    for each in pkgutil.iter_modules(import_module(package).__path__):
        stated: Basis = import_module(f"{package}.{each.name}").BASIS
        if found.setdefault(stated.code, stated) is not stated:
            raise BasesClash(basis=stated.code)
    return MappingProxyType(dict(sorted(found.items())))


@cache
def all_bases() -> Mapping[str, Basis]:
    """Return the bases that come with this package."""
    return read(SHIPPED)


def is_known(code: str) -> bool:
    """Tell whether a basis has this code."""
    return code in all_bases()


def basis(code: str) -> Basis:
    """Return the basis *code*.  Raises BasisUnknown."""
    if not is_known(code):
        raise BasisUnknown(basis=code)
    return all_bases()[code]


def bases_of(law: Law) -> tuple[Basis, ...]:
    """Return the bases of a law, by code."""
    return tuple(each for each in all_bases().values() if each.law is law)
