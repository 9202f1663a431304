"""What may be asked of runs."""

from datetime import date

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

CHANGES = {
    "gained": _("新享"),
    "lost": _("不再享"),
    "more": _("增加"),
    "less": _("减少"),
    "now_known": _("已查明"),
    "no_longer_known": _("不再明确"),
}


class RunForm(forms.Form):
    """The day as of which everything is decided."""

    as_of = forms.DateField(
        label=_("认定到哪一天"),
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={
            "required": _("请填写认定到哪一天。"),
            "invalid": _("请填写认定到哪一天。"),
        },
    )

    def clean_as_of(self) -> date:
        """The day, if it has come: of a later one nobody knows anything."""
        day: date = self.cleaned_data["as_of"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("认定的日期不能晚于今天。"))
        return day


class ChangeSearch(forms.Form):
    """A kind of change; the policy comes from a link."""

    change = forms.ChoiceField(
        label=_("变化"), required=False, choices=[("", _("全部")), *CHANGES.items()]
    )
    policy = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    page = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
