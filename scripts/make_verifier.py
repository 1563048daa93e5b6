"""Write ``docs/verify_ledger.py``, the one file that strangers run: ``.venv/bin/python scripts/make_verifier.py``."""

from pathlib import Path

from desvelo.kernel.ledger import alone

Path(__file__).parents[1].joinpath("docs", alone.NAME).write_text(alone.one_file(), encoding="utf-8")
