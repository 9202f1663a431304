"""What may be exported from the page of exports."""

from django import forms
from django.utils.translation import gettext_lazy as _

from wuxiang.web.exports.models import KINDS, NATIONAL


class NationalForm(forms.Form):
    """A list of the nation's, or what differs from its last copy; a place; that copy."""

    kind = forms.ChoiceField(
        label=_("表"),
        choices=[(name, word) for name, word in KINDS.items() if name.startswith(NATIONAL)],
    )
    place = forms.CharField(
        label=_("区划代码"), required=False, max_length=12,
        help_text=_("乡镇或村的代码；留空为您负责的全部。"),
    )  # fmt: skip
    before = forms.FileField(
        label=_("最近一次从全国系统导出的表"), required=False, allow_empty_file=False,
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xls,.csv"}),
        help_text=_("只在比较差异时需要；不上传时与您上一次在这里导出的同一张表比较。"),
    )  # fmt: skip
