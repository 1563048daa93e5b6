import doctest
import importlib
import pkgutil

import pytest

from desvelo.kernel import detection

MODULES = [module.name for module in pkgutil.walk_packages(detection.__path__, prefix=f"{detection.__name__}.")]


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_in_the_documentation_are_true(name):
    assert doctest.testmod(importlib.import_module(name)).failed == 0
