"""Everything that the office says, it also says in English."""

import gettext
import re
from pathlib import Path

import pytest
from django.utils import translation

from scripts.messages import CATALOGUE, OFFICE, compiled, read, texts, write

CHINESE = re.compile(r"[\u3400-\u9fff]")
GAP = re.compile(r"%\(\w+\)s|{\w+}")
SAID_ELSEWHERE = re.compile(r"{%.*?%}|{{.*?}}|{#.*?#}", re.DOTALL)
BLOCK = re.compile(r"{%\s*blocktrans.*?{%\s*endblocktrans\w*\s*%}", re.DOTALL)
TEMPLATES = sorted((OFFICE / "templates").rglob("*.html"))


def test_every_text_has_its_english() -> None:
    english = read()
    assert [text for text in texts() if not english.get(text)] == []


def test_no_english_is_still_chinese_and_every_gap_is_kept() -> None:
    for text, english in read().items():
        assert not CHINESE.search(english), text
        assert sorted(GAP.findall(text)) == sorted(GAP.findall(english)), text


def test_the_compiled_catalogue_is_that_of_the_text(tmp_path: Path) -> None:
    again = tmp_path / "django.po"
    write(read(), again)
    assert again.read_bytes() == CATALOGUE.read_bytes()
    compiled_there = CATALOGUE.with_suffix(".mo").read_bytes()
    assert again.with_suffix(".mo").read_bytes() == compiled_there


def test_gettext_reads_what_is_compiled(tmp_path: Path) -> None:
    file = tmp_path / "one.mo"
    head = "Content-Type: text/plain; charset=UTF-8\n"
    file.write_bytes(compiled({"": head, "户": "household", "人": 'a "person"\n'}))
    with file.open("rb") as opened:
        told = gettext.GNUTranslations(opened)
    assert [told.gettext(text) for text in ("户", "人", "村")] == [
        "household",
        'a "person"\n',
        "村",
    ]


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.stem)
def test_no_template_says_chinese_past_the_catalogue(template: Path) -> None:
    bare = SAID_ELSEWHERE.sub("", BLOCK.sub("", template.read_text("utf-8")))
    assert CHINESE.findall(bare) == []


def test_a_new_text_is_found_in_code_and_template(tmp_path: Path) -> None:
    (tmp_path / "views.py").write_text('said = _("新的")\nnot_said = other("别的")\n', "utf-8")
    template = '{% translate "页" %}{% blocktranslate %}共 {{ n }} 页{% endblocktranslate %}'
    (tmp_path / "page.html").write_text(template, "utf-8")
    assert texts(tmp_path, beside=()) == sorted(["新的", "页", "共 %(n)s 页"])


def test_one_and_many_are_told_apart(tmp_path: Path) -> None:
    said = "{{ n }} 户{% plural %}{{ n }} 户"
    page = f"{{% blocktranslate count n=rows %}}{said}{{% endblocktranslate %}}"
    (tmp_path / "page.html").write_text(page, "utf-8")
    (text,) = texts(tmp_path, beside=())
    write({text: "%(n)s household\0%(n)s households", "户": ""}, tmp_path / "one.po")
    assert read(tmp_path / "one.po") == {text: "%(n)s household\0%(n)s households", "户": ""}
    with (tmp_path / "one.mo").open("rb") as opened:
        told = gettext.GNUTranslations(opened)
    spoken = [told.ngettext("%(n)s 户", "%(n)s 户", number) for number in (0, 1, 2)]
    assert spoken == ["%(n)s households", "%(n)s household", "%(n)s households"]


def test_the_office_speaks_it() -> None:
    with translation.override("en"):
        assert translation.gettext("退出") == "Sign out"
    with translation.override("zh-hans"):
        assert translation.gettext("退出") == "退出"
