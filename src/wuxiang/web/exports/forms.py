"""What may be exported from the page of exports."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from wuxiang.web.exports.models import KINDS, NATIONAL

Groups = Iterable[tuple[str, Iterable[tuple[str, str]]]]


class NationalForm(forms.Form):
    """A list of the nation's, or what differs from its last copy; a place; that copy."""

    kind = forms.ChoiceField(
        label=_("表"),
        choices=[(name, word) for name, word in KINDS.items() if name.startswith(NATIONAL)],
    )
    place = forms.ChoiceField(label=_("地方"), required=False)
    before = forms.FileField(
        label=_("最近一次从全国系统导出的表"), required=False, allow_empty_file=False,
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xls,.csv"}),
        help_text=_("只在比较差异时需要；不上传时与您上一次在这里导出的同一张表比较。"),
    )  # fmt: skip

    def __init__(self, *given: Any, places: Groups) -> None:
        super().__init__(*given)
        self.fields["place"].choices = [("", _("您负责的全部")), *places]  # type: ignore[attr-defined]
