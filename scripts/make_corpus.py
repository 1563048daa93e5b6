"""Make ``tests/corpus/messages.jsonl`` from ``tests/corpus/material``: the same bytes for the same material.

.venv/bin/python scripts/make_corpus.py
"""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests/support"))

from corpora import making  # noqa: E402  it stands with the tests, which check that the file is current

FOLDER = ROOT / "tests/corpus"


def main() -> None:
    """Write the corpus and say how large it is."""
    text = making.lines(FOLDER / "material")
    (FOLDER / "messages.jsonl").write_text(text, encoding="utf-8")
    sys.stderr.write(f"{text.count(chr(10))} messages in {FOLDER.relative_to(ROOT)}/messages.jsonl\n")


if __name__ == "__main__":
    main()
