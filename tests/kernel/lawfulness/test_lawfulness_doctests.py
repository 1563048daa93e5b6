import doctest
import importlib
import pkgutil

import pytest

from desvelo.kernel import lawfulness

NAMES = [each.name for each in pkgutil.walk_packages(lawfulness.__path__, f"{lawfulness.__name__}.")]


@pytest.mark.parametrize("name", NAMES)
def test_the_examples_are_true(name):
    assert doctest.testmod(importlib.import_module(name)).failed == 0
