"""What may be looked for, and what is written of a move."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wuxiang.schema import TABLES
from wuxiang.web.decisions.fetch import SHELVES
from wuxiang.web.desk.words import codes_of

STATUS = TABLES["household_status"].column("status")
Choices = Iterable[tuple[str, str]]
People = Iterable[tuple[str, Iterable[tuple[str, str]]]]
"""Choices in groups, each with its label."""
ALL = ("", _("全部"))
NOBODY = ("", _("请选择"))


class HouseholdSearch(forms.Form):
    """Words, a place, a status."""

    words = forms.CharField(
        label=_("姓名、拼音首字母或证件号码"), required=False, max_length=40, strip=True
    )
    place = forms.ChoiceField(label=_("地方"), required=False)
    status = forms.ChoiceField(label=_("户状态"), required=False)
    page = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, places: Choices) -> None:
        super().__init__(data)
        chosen = {"place": places, "status": codes_of(STATUS).items()}
        for name, choices in chosen.items():
            self.fields[name].choices = [ALL, *choices]  # type: ignore[attr-defined]


class TaskSearch(forms.Form):
    """A list, a place, an office, a policy; what may be chosen depends on who looks."""

    shelf = forms.ChoiceField(required=False, choices=[*SHELVES.items()], widget=forms.HiddenInput)
    place = forms.ChoiceField(label=_("地方"), required=False)
    office = forms.ChoiceField(label=_("责任单位"), required=False)
    policy = forms.ChoiceField(label=_("政策"), required=False)
    page = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)

    def __init__(self, data: Any, *, places: Choices, offices: Choices, policies: Choices) -> None:
        super().__init__(data)
        chosen = {"place": places, "office": offices, "policy": policies}
        for name, choices in chosen.items():
            self.fields[name].choices = [ALL, *choices]  # type: ignore[attr-defined]


class MoveForm(forms.Form):
    """What became of a task; to whom it is given where `people` may be chosen."""

    note = forms.CharField(
        label=_("情况说明"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    to = forms.CharField(label=_("交办给"), required=False, max_length=150, widget=forms.Select)

    def __init__(self, data: Any = None, *, people: People = ()) -> None:
        super().__init__(data)
        if people:
            self.fields["to"].widget.choices = [NOBODY, *people]
        else:
            del self.fields["to"]


class HandOutForm(forms.Form):
    """To whom many tasks are given, and with what words."""

    to = forms.CharField(label=_("交办给"), max_length=150, widget=forms.Select)
    note = MoveForm.base_fields["note"]

    def __init__(self, data: Any = None, *, people: People, initial: Any = None) -> None:
        super().__init__(data, initial=initial)
        self.fields["to"].widget.choices = [NOBODY, *people]
