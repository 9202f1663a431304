"""What is known in Chinese and in English is said in the language of whoever reads the page."""

from collections.abc import Iterable, Mapping

from django import template
from django.db.models import Model, TextField
from django.utils.translation import get_language, gettext

from wuxiang.policy.model import Words
from wuxiang.schema import Column, Language, Table

register = template.Library()
CHINESE = "zh-hans"
"""The language of what villagers read, whoever prints it."""


def language() -> Language:
    """The language in which the page is read."""
    return "en" if (get_language() or "").startswith("en") else "zh"


def in_english() -> bool:
    """Whether the page is read in English."""
    return language() == "en"


@register.filter
def told(words: Words | Mapping[str, str]) -> str:
    """`words|told`: words of the pack, or those that are kept as `{"zh": …, "en": …}`."""
    return words.said(language()) if isinstance(words, Words) else words[language()]


def called(thing: Table | Column) -> str:
    """What a table or column is called; the English of a table describes it, its name is short."""
    if not in_english():
        return thing.zh
    english = thing.en if isinstance(thing, Column) else thing.name.replace("_", " ")
    return english[:1].upper() + english[1:]


@register.filter
def joined(words: Iterable[object]) -> str:
    """`words|joined`: one after the other, as the language enumerates."""
    return gettext("、").join(map(str, words))


def noted(name: str, note: str) -> str:
    """A name, and in brackets what tells it from others of that name; alone where nothing does."""
    return gettext("{name}（{note}）").format(name=name, note=note) if note else name


class InBoth:
    """What a row keeps in two columns: reading it gives that of the page's language."""

    def __init__(self, chinese: str, english: str) -> None:
        self.columns: Mapping[Language, str] = {"zh": chinese, "en": english}

    def __get__(self, row: object, owner: type | None = None) -> str:
        return str(getattr(row, self.columns[language()]))


class Titled(Model):
    """A row that is about a policy, whose title it keeps in both languages."""

    title_zh = TextField()
    title_en = TextField()
    title = InBoth("title_zh", "title_en")

    class Meta:
        abstract = True
