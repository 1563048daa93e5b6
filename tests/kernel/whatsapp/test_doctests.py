import doctest
import importlib
import pkgutil

import pytest

from desvelo.kernel import whatsapp

NAMES = [f"{whatsapp.__name__}.{found.name}" for found in pkgutil.iter_modules(whatsapp.__path__)]


@pytest.mark.parametrize("name", NAMES)
def test_the_examples_are_true(name):
    assert doctest.testmod(importlib.import_module(name)).failed == 0
