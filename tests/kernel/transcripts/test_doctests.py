import doctest
import importlib
import pkgutil

import pytest

from desvelo.kernel import transcripts

MODULES = [module.name for module in pkgutil.walk_packages(transcripts.__path__, prefix=f"{transcripts.__name__}.")]


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_in_the_documentation_are_true(name):
    assert doctest.testmod(importlib.import_module(name)).failed == 0
