"""Forms of draws."""

from datetime import timedelta
from secrets import token_urlsafe
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from wuxiang.web.draws.actions import Outcome
from wuxiang.web.draws.models import RESULTS

LEAST, BYTES = 16, 18
ASKED = {
    "present": _("人到：帮扶责任人来过吗？"),
    "devoted": _("心到：真心帮扶吗？"),
    "working": _("工作到：工作做到了吗？"),
}
"""What the telephone team asks of a helper."""
ANSWERS = [("unknown", _("不清楚")), ("true", _("是")), ("false", _("否"))]


def _tomorrow() -> str:
    """As a browser's field for a day takes it."""
    return (timezone.localdate() + timedelta(days=1)).isoformat()


class BindForm(forms.Form):
    """A secret for the draw of a day; one that nobody can guess is offered."""

    day = forms.DateField(
        label=_("抽查日"), initial=_tomorrow, widget=forms.DateInput(attrs={"type": "date"})
    )
    secret = forms.CharField(
        label=_("口令"), min_length=LEAST, max_length=200, initial=lambda: token_urlsafe(BYTES),
        help_text=_("自己记好，不要告诉任何人，到抽查日再公开；可以照用系统给的。至少十六个字符。"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip


class TellForm(forms.Form):
    """The secret, on its day."""

    secret = forms.CharField(
        label=_("您封存的口令"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class CheckForm(forms.Form):
    """What a check found, and what the household says of its helper if it has one."""

    result = forms.ChoiceField(label=_("结果"), choices=[("", _("请选择")), *RESULTS.items()])
    note = forms.CharField(
        label=_("情况"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, data: Any = None, *, of_helper: bool) -> None:
        super().__init__(data, auto_id=False)
        if of_helper:
            for name, label in ASKED.items():
                self.fields[name] = forms.NullBooleanField(
                    label=label, required=False, widget=forms.Select(choices=ANSWERS)
                )
        self.order_fields(["result", *ASKED, "note"])

    def outcome(self) -> Outcome:
        """What was said; ValidationError for words that are too long, which are not to be lost."""
        if "note" in self.errors:
            raise ValidationError(self.errors.as_data()["note"])
        given = self.cleaned_data
        answers = {name: given.get(name) for name in ASKED if name in self.fields}
        return Outcome(given.get("result", ""), given.get("note", ""), answers)
