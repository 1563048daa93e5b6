"""Run a program of this folder by name: one JSON job from stdin, one JSON result to stdout."""

import json
import sys
from importlib import import_module

import django


def main(name: str) -> None:
    """Set Django up, then import the program, which may then import models at its top like any other."""
    django.setup()
    program = import_module(f"benchmarks.inside.{name}")
    json.dump(program.main(**json.load(sys.stdin)), sys.stdout)


if __name__ == "__main__":
    main(sys.argv[1])
