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
    place = forms.RegexField(
        r"\A\d{9}(\d{3})?\Z", label=_("区划代码"), required=False,
        error_messages={"invalid": _("不是区划代码：乡镇填9位或12位，村填12位。")},
        help_text=_("乡镇或村的代码；留空为您负责的全部。"),
    )  # fmt: skip
    before = forms.FileField(
        label=_("最近一次从全国系统导出的表"), required=False, allow_empty_file=False,
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.xls,.csv"}),
        help_text=_("只在比较差异时需要；不上传时与您上一次在这里导出的同一张表比较。"),
    )  # fmt: skip
