"""Whatever is typed in a form is judged without trouble, and what has nothing wrong the kernel takes."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desvelo.kernel.whatsapp import outbound
from desvelo.service.desk import composing, composing_fields, composing_rules

WORDS = st.one_of(
    st.sampled_from(
        ["", "Sim", "Não", "a" * 20, "a" * 21, "a" * 24, "a" * 25, "a" * 60, "a" * 72, "a" * 73, "a" * 1024, "a" * 4097,
         "-23.5", "-23,5", "181", "90", "nan", "1e9", "\u221246.6°", "-23.5, -46.6", "+55 11 3000-1000", "12", "\x00",
         "\u200b", "\ud83d"]
    ),
    st.text(max_size=30),
)  # fmt: skip
NAMES = (
    ["body", "button", "footer", "name", "address", "latitude", "longitude"]
    + [f"button.{at}" for at in range(5)]
    + [f"phone.{at}" for at in range(7)]
    + [f"{what}.{at}.{row}" for what in ("row", "about") for at in range(3) for row in range(4)]
    + [f"section.{at}" for at in range(4)]
)
SHAPES = st.one_of(st.sampled_from(["", "1", "2,1", "10", "3,3,4", "99,99", "0", "0,0", "x"]), st.text(max_size=6))
GROWS = st.sampled_from(["", "phone", "section", "row.0", "row.1", "row.9", "row.", "row.x"])


@pytest.mark.asvs("2.2.1")
@pytest.mark.parametrize("kind", composing.KINDS)
@settings(max_examples=200)
@given(typed=st.dictionaries(st.sampled_from(NAMES), WORDS), shape=SHAPES, grow=GROWS)
def test_what_has_nothing_wrong_is_what_whatsapp_carries(kind, typed, shape, grow):
    chosen, words = composing.KINDS[kind], composing_fields.tidied(typed)
    made = composing_fields.shape_of(kind, shape, grow=grow)
    groups = composing._filled(chosen.groups(made), words)
    names = [each.name for group in groups for each in group.fields]

    wrong = composing_rules.wrong(kind, words, made, groups)

    assert set(wrong) <= set(names)
    assert len(names) == len(set(names))
    assert composing_fields.shape_of(kind, composing_fields.written(made)) == made
    form = composing.Form(kind=chosen, conversation="", to="", groups=groups, shape="")
    shown = composing._focused(form, composing_fields.grown(made, grow))
    assert [each.first for group in shown.groups for each in group.fields].count(True) == 1
    if not wrong:
        outbound.require_sendable(chosen.content(words, made))
