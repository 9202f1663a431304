"""The form of any row: a field for each column of the vocabulary, read as intake reads a cell."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from wuxiang.intake.cleaning import Cell
from wuxiang.schema import Column, Table
from wuxiang.web.accounts.models import User
from wuxiang.web.desk.differences import PLACES, SHOWN_NAMES
from wuxiang.web.desk.words import codes_of, complaint, label, plain_number
from wuxiang.web.registry.cells import doubts, read_cell, refuses
from wuxiang.web.registry.correcting import Opened
from wuxiang.web.registry.fetch import village_problem
from wuxiang.web.registry.naming import natural_villages, villages_by_township
from wuxiang.web.registry.secrecy import masked

UNCHANGED = object()
"""What a hidden identity says when nothing was typed: it stays as it is."""
LONG_NUMBER = re.compile(r"\d{11,}")
WIDGET: Mapping[str, Mapping[str, str]] = {
    "date": {"type": "date"},
    "money": {"inputmode": "decimal"},
    "number": {"inputmode": "decimal"},
    "integer": {"inputmode": "numeric"},
}
MOST_CHARACTERS = 200
FILL_IN = gettext_lazy("请填写这一项。")
"""What a form says of a field that must not be empty."""

NOT_IN_IT = gettext_lazy("这个自然村不在所选的行政村：请先改为“不清楚”，保存后再选。")


class CellField(forms.Field):
    """One column: its reader is intake's, a blank is not known."""

    def __init__(self, table: Table, column: Column, *, hidden: str | None = None) -> None:
        self._table, self._column, self._hidden = table, column, hidden
        super().__init__(
            label=label(column),
            required=column.required and hidden is None,
            widget=_widget(column),
            help_text=self._help(),
        )

    def _help(self) -> str:
        if self._hidden is None:
            return ""
        shown = masked(self._hidden) or _("不清楚")
        return _("现为 {shown}；不改就留空，改为不清楚填“空”。").format(shown=shown)

    def clean(self, value: object) -> object:
        """The value as intake reads it; ValidationError with the rule that refuses it."""
        raw = "" if value is None else str(value)
        if len(raw) > MOST_CHARACTERS:
            raise forms.ValidationError(_("最多 {n} 个字。").format(n=MOST_CHARACTERS))
        if self._hidden is not None and not raw.strip():
            return UNCHANGED
        read = read_cell(self._table, self._column, raw)
        if refuses(read.rule):
            raise forms.ValidationError(complaint(str(read.rule)))
        if read.value is None and self.required:
            raise forms.ValidationError(FILL_IN)
        return read.value


def _widget(column: Column) -> forms.Widget:
    if column.kind == "code":
        return forms.Select(choices=[("", _("不清楚")), *codes_of(column).items()])
    if column.kind == "boolean":
        return forms.Select(choices=[("", _("不清楚")), ("是", _("是")), ("否", _("否"))])
    attributes = {"autocomplete": "off", "maxlength": str(MOST_CHARACTERS)}
    return forms.TextInput(attrs=attributes | dict(WIDGET.get(column.kind, {})))


def written(column: Column, value: object) -> str:
    """A value as the field of its column shows it."""
    if value is None:
        return ""
    if isinstance(value, Decimal) and column.kind == "number":
        return plain_number(value)
    if isinstance(value, bool):
        return "是" if value else "否"
    return value.isoformat() if isinstance(value, date) else str(value)


class ReasonForm(forms.Form):
    """Why something is changed."""

    reason = forms.CharField(
        label=gettext_lazy("更正原因"), max_length=MOST_CHARACTERS, min_length=2, strip=True,
        error_messages={"required": FILL_IN},
        help_text=gettext_lazy("写明依据，如“入户核对户口簿”。不要写证件号码和电话。"),
    )  # fmt: skip

    def clean_reason(self) -> str:
        """A reason lies open beside the row: no number of anybody stands in it."""
        reason = str(self.cleaned_data["reason"])
        if LONG_NUMBER.search(reason):
            raise forms.ValidationError(_("原因里不要写证件号码和电话。"))
        return reason


class RowForm(ReasonForm):
    """The row that is to be corrected, with the reason last.

    `kept` are values that somebody had typed before another was faster.
    """

    def __init__(
        self, data: object = None, *, opened: Opened, user: User,
        kept: Mapping[str, object] | None = None,
    ) -> None:  # fmt: skip
        super().__init__(data)  # type: ignore[arg-type]
        self._opened, self._user = opened, user
        self.warnings: list[str] = []
        reason = self.fields.pop("reason")
        for column in opened.columns:
            hidden = column.secrecy == "identity" and column.name not in SHOWN_NAMES
            now = self._now(column)
            self.fields[column.name] = CellField(
                opened.table, column, hidden=str(now or "") if hidden else None
            )
            self.initial[column.name] = "" if hidden else written(column, now)
        if opened.table.name == "household":
            self._choose_places()
        self.initial.update(kept or {})
        self.fields["reason"] = reason

    def _choose_places(self) -> None:
        """Places are chosen by name, and not typed as codes."""
        village, natural = (getattr(self._opened.row, name) or "" for name in PLACES)
        villages = villages_by_township(self._user.scope, chosen=village)
        smaller = natural_villages(village, chosen=natural)
        for name, called, choices in (
            ("village_code", _("行政村"), [("", _("请选择")), *villages]),
            ("natural_village_code", _("自然村"), [("", _("不清楚")), *smaller]),
        ):
            field = self.fields[name]
            field.label, field.widget = called, forms.Select(choices=choices)
            field.widget.is_required = field.required

    def _now(self, column: Column) -> object:
        if column.secrecy == "identity":
            return self._opened.names.get(column.name)
        return getattr(self._opened.row, column.name, None)

    def clean(self) -> dict[str, object]:
        """Something must change; a village must be one in which the household can live."""
        cleaned = self.cleaned_data
        code = cleaned.get("village_code")
        if isinstance(code, str) and code != getattr(self._opened.row, "village_code", None):
            self._check_village(code)
            if not str(cleaned.get("natural_village_code") or code).startswith(code):
                self.add_error("natural_village_code", NOT_IN_IT)
        if not self.errors and not self.changed:
            raise forms.ValidationError(_("没有改动：改了再保存；不用改，就回到这一户。"))
        if self._opened.table.name == "person":
            number = str(self.names.get("id_number") or "")
            self.warnings = [complaint(rule) for rule in doubts(self.given, number)]
        return cleaned

    def _check_village(self, code: str) -> None:
        problem = village_problem(self._user, code, timezone.localdate())
        if problem == "outside":
            self.add_error("village_code", _("这个村不在您负责的范围内，请由乡镇或县扶贫办更正。"))
        elif problem:
            self.add_error("village_code", complaint(problem))

    @property
    def given(self) -> dict[str, Cell]:
        """What the open columns are to say."""
        found = {c.name: self.cleaned_data.get(c.name) for c in self._opened.columns}
        return {
            column.name: found[column.name]
            for column in self._opened.columns
            if column.secrecy != "identity"
        }

    @property
    def names(self) -> dict[str, str]:
        """What the identities are to say."""
        names = dict(self._opened.names)
        for column in self._opened.table.sealed:
            value = self.cleaned_data.get(column.name, UNCHANGED)
            if value is not UNCHANGED:
                names[column.name] = str(value or "")
        return names

    @property
    def changed(self) -> list[str]:
        """The columns whose value is to be another."""
        before = {column.name: self._now(column) for column in self._opened.columns}
        after: dict[str, object] = {**self.given, **self.names}
        return [name for name, now in before.items() if _plain(after.get(name)) != _plain(now)]


def _plain(value: object) -> object:
    """An identity that is empty is not known."""
    return None if value == "" else value
