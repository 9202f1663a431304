"""What may be looked for, and what is written on a visit."""

from datetime import date
from typing import TYPE_CHECKING
from uuid import uuid4

from django import forms
from django.utils.translation import gettext_lazy as _

from wuxiang.schema import TABLES
from wuxiang.web.casework.models import Visit

if TYPE_CHECKING:
    VisitModelForm = forms.ModelForm[Visit]
else:
    VisitModelForm = forms.ModelForm

_STATUS = TABLES["household_status"].column("status").codes
STATUSES = [(code.value, code.zh) for code in _STATUS.codes] if _STATUS else []


class HouseholdSearch(forms.Form):
    """Words, a place, a status."""

    words = forms.CharField(
        label=_("姓名、拼音首字母或证件号码"), required=False, max_length=40, strip=True
    )
    place = forms.CharField(label=_("区划代码"), required=False, max_length=12)
    status = forms.ChoiceField(
        label=_("户状态"), required=False, choices=[("", _("全部")), *STATUSES]
    )
    page = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)


class TaskSearch(forms.Form):
    """A place, an office, only the overdue."""

    place = forms.CharField(label=_("区划代码"), required=False, max_length=12)
    office = forms.CharField(label=_("责任单位"), required=False, max_length=60)
    late = forms.BooleanField(label=_("只看逾期"), required=False)
    policy = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    page = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)


class MoveForm(forms.Form):
    """What became of a task."""

    note = forms.CharField(
        label=_("情况说明"), required=False, max_length=2000, widget=forms.Textarea
    )
    to = forms.CharField(label=_("交办给（登录名）"), required=False, max_length=150)


class VisitForm(VisitModelForm):
    """One visit; `draft` is its unique key, so that sent twice is kept once."""

    draft = forms.UUIDField(widget=forms.HiddenInput)

    class Meta:
        model = Visit
        fields = ("draft", "visited_on", "seen", "note", "visited_by")
        widgets = {"visited_on": forms.DateInput(attrs={"type": "date"})}  # noqa: RUF012

    def __init__(self, *args: object, for_others: bool, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.initial.setdefault("draft", uuid4())
        self.initial.setdefault("visited_on", date.today().isoformat())
        if not for_others:
            del self.fields["visited_by"]

    def clean_visited_on(self) -> date:
        """A visit has happened."""
        day: date = self.cleaned_data["visited_on"]
        if day > date.today():
            raise forms.ValidationError(_("走访日期不能晚于今天。"))
        return day

    def validate_unique(self) -> None:
        """A draft that was kept already is no mistake: it is kept once."""
