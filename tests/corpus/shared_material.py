"""The development set and the scoring program, which are shared and not in this repository."""

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
OURS = Path(__file__).with_name("messages.jsonl")
SHARED = Path(os.environ.get("DESVELO_SHARED", ROOT.parent / "shared")) / "reference/pii"
DEVELOPMENT = SHARED / "dev-messages.jsonl"
SCORE = SHARED / "score.py"


def shared(path: Path) -> Path:
    """Return *path*; skip the test where it is absent, but not where everything has to be measured."""
    if not path.exists():
        if os.environ.get("CI") == "true":
            pytest.fail(f"{path} is absent; CI must measure")
        pytest.skip(f"{path} is absent; set DESVELO_SHARED to measure")
    return path
