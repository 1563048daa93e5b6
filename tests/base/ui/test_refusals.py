"""Every refusal says what happened, why, and what to do now; as a page or as a fragment of one."""

import pytest
from django.template.loader import render_to_string

from desvelo.base.ui.refusals import BY_CODE, BY_STATUS, FAILED, Told, told


@pytest.mark.parametrize("each", [FAILED, *BY_CODE.values(), *BY_STATUS.values()], ids=lambda each: str(each.title))
def test_a_refusal_has_three_parts(each: Told) -> None:
    assert all(str(part) for part in (each.title, each.reason, each.next_step))


def test_the_code_speaks_before_the_status() -> None:
    assert told(status=503, code="audit.not_sequenced").title == "Não foi mostrado"
    assert told(status=404).title == "Esta página não existe"
    assert told(status=418) is FAILED


def test_a_fragment_is_not_a_page() -> None:
    context = {"status": 403, "code": "access.forbidden"}
    page = render_to_string("ui/error.html", context)
    fragment = render_to_string("ui/error.html", {**context, "fragment": True})
    assert "<html" in page
    assert "<html" not in fragment
    assert "Esta área não faz parte do seu papel" in page
    assert "Esta área não faz parte do seu papel" in fragment
    assert "data-refused" in fragment


@pytest.mark.parametrize("name", ["403.html", "403_csrf.html", "404.html", "500.html"])
def test_the_pages_django_renders_by_itself_need_no_context(name: str) -> None:
    html = render_to_string(name)
    assert "<h1>" in html
    assert 'lang="pt-br"' in html
