"""What may be uploaded, and looked for among the remarks."""

from django import forms
from django.utils.translation import gettext_lazy as _

from wuxiang.intake.issues import RULES
from wuxiang.intake.workbooks import SEVERITIES
from wuxiang.web.imports.models import Import


class UploadForm(forms.Form):
    """The day whose state the files show; the files themselves are several."""

    as_of = forms.DateField(
        label=_("名单截至哪一天"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text=_("文件里写明了日期的可以不填。"),
    )
    follows = forms.ModelChoiceField(
        label=_("连同哪一次导入的文件一起读"),
        queryset=Import.objects.filter(cleared_at__isnull=True),
        required=False,
        empty_label=_("只读这次上传的"),
        help_text=_(
            "只补交一份名单时选上一次：人和户要在同一批文件里才对得上；同名文件以新的为准。"
        ),
    )


class RemarkSearch(forms.Form):
    """A severity, a rule, a township."""

    severity = forms.ChoiceField(
        label=_("结果"),
        required=False,
        choices=[("", _("全部")), *((name, _(word)) for name, word in SEVERITIES.items())],
    )
    rule = forms.ChoiceField(
        label=_("问题"), required=False,
        choices=[("", _("全部")), *((name, _(rule.zh)) for name, rule in RULES.items())],
    )  # fmt: skip
    township = forms.CharField(label=_("乡镇"), required=False, max_length=60)
    page = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
