import doctest
import importlib
import pkgutil

import pytest

from desvelo import sandbox

NAMES = [found.name for found in pkgutil.walk_packages(sandbox.__path__, f"{sandbox.__name__}.")]


@pytest.mark.parametrize("name", NAMES)
def test_the_examples_are_true(name):
    assert doctest.testmod(importlib.import_module(name)).failed == 0
