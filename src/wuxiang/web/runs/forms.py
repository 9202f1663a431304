"""What may be asked of runs."""

from django import forms
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

    as_of = forms.DateField(label=_("认定到哪一天"), widget=forms.DateInput(attrs={"type": "date"}))


class ChangeSearch(forms.Form):
    """A kind of change; the policy comes from a link."""

    change = forms.ChoiceField(
        label=_("变化"), required=False, choices=[("", _("全部")), *CHANGES.items()]
    )
    policy = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    page = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
