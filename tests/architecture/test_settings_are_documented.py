"""Every setting the product knows stands in docs/settings.md, and nothing else does."""

import re

from desvelo.base.config import parse


def test_the_page_of_settings_and_the_code_name_the_same(root):
    documented = set(
        re.findall(r"^\| `(DESVELO_[A-Z0-9_]+)` \|", (root / "docs/settings.md").read_text(), re.MULTILINE)
    )

    assert documented == set(parse.KNOWN)
