"""Template files from strangers: refused with the reason, or filled without what leads outside."""

from __future__ import annotations

import pytest

from formgen.problems import TemplateError
from formgen.templating import COMPILERS
from tests.hostile.templates.packages import PACKAGES, parts_of


@pytest.mark.parametrize("name", PACKAGES)
def test_a_package_is_answered(name: str) -> None:
    kind, make, refused = PACKAGES[name]
    content = make()
    if refused:
        with pytest.raises(TemplateError) as caught:
            COMPILERS[f".{kind}"](content, f"表.{kind}").render({"名": "张三"})
        assert refused in caught.value.message + caught.value.hint
        assert f"表.{kind}" in caught.value.message
    else:
        assert COMPILERS[f".{kind}"](content, f"表.{kind}").render({"名": "张三"})


def test_the_template_a_document_was_made_from_is_forgotten() -> None:
    _, make, _ = PACKAGES["template it was made from"]
    parts = parts_of(COMPILERS[".docx"](make(), "表.docx").render({"名": "张三"}))
    assert not any(b"evil" in part or b"attachedTemplate" in part for part in parts.values())
    assert b"w:zoom" in parts["word/settings.xml"]
