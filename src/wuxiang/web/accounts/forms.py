"""Forms of accounts."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from wuxiang.web.accounts.models import User
from wuxiang.web.accounts.roles import ROLES

Choices = Iterable[tuple[str, str]]
Groups = Iterable[tuple[str, Choices]]
if TYPE_CHECKING:
    UserModelForm = forms.ModelForm[User]
else:
    UserModelForm = forms.ModelForm


class SignInForm(AuthenticationForm):
    """Name and password; what is wrong is said without saying which."""

    error_messages = {  # noqa: RUF012
        "invalid_login": _(
            "登录名或密码不对。连续输错五次将锁定十五分钟；忘了密码请找系统管理员。"
        ),
        "inactive": _("这个账号已停用，请找系统管理员。"),
    }


class CodeForm(forms.Form):
    """The six digits that the user's phone shows."""

    code = forms.RegexField(
        r"^\d{6}$",
        label=_("动态码"),
        error_messages={"invalid": _("动态码是六位数字。")},
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "one-time-code", "maxlength": 6}
        ),
    )


class PasswordForm(forms.Form):
    """A password of one's own, given twice."""

    old = forms.CharField(label=_("现在的密码"), widget=forms.PasswordInput)
    new = forms.CharField(
        label=_("新密码"),
        widget=forms.PasswordInput,
        help_text=_("至少十个字符，不要用姓名或常见密码。"),
    )
    again = forms.CharField(label=_("再输一次新密码"), widget=forms.PasswordInput)

    def __init__(self, data: object = None, *, user: User) -> None:
        super().__init__(data)  # type: ignore[arg-type]
        self._user = user

    def clean_old(self) -> str:
        """The old password, if it is his."""
        old = str(self.cleaned_data["old"])
        if not self._user.check_password(old):
            raise forms.ValidationError(_("现在的密码不对。"))
        return old

    def clean(self) -> dict[str, object]:
        """Both new ones alike, and good enough."""
        cleaned = super().clean() or {}
        new, again = cleaned.get("new"), cleaned.get("again")
        if new and again and new != again:
            self.add_error("again", _("两次输入的新密码不一样。"))
        elif new:
            try:
                validate_password(str(new), self._user)
            except forms.ValidationError as error:
                self.add_error("new", error)
        return cleaned


class UserForm(UserModelForm):
    """What the administrator says of a user; the places and helpers to choose from are given."""

    area = forms.ChoiceField(label=_("地方"), required=False)
    helper_id = forms.ChoiceField(
        label=_("帮扶人"),
        required=False,
        help_text=_("只有帮扶责任人需要：先按姓名或单位查找，再从找到的人里选。"),
    )

    class Meta:
        model = User
        fields = ("username", "name", "role", "area", "office", "helper_id", "is_active")
        widgets: ClassVar = {"office": forms.TextInput(attrs={"list": "offices"})}

    def __init__(
        self, data: Any = None, *, instance: User | None = None, initial: Any = None,
        places: Groups, helpers: Choices,
    ) -> None:  # fmt: skip
        super().__init__(data, instance=instance, initial=initial)
        roles = [(name, role.label) for name, role in ROLES.items()]
        for name, first, listed in (
            ("role", _("请选择"), roles),
            ("area", _("不限（县级）"), places),
            ("helper_id", _("无"), helpers),
        ):
            self.fields[name].choices = [("", first), *listed]  # type: ignore[attr-defined]
        self.fields["area"].help_text = (
            _("乡镇用户选乡镇，村级用户选村；县级不用选。")
            if places
            else _("登记表里还没有区划：请县扶贫办先导入名单，再建乡镇和村的用户。")
        )

    def clean(self) -> dict[str, object]:
        """A role that reaches a township, a village or its own needs to be told which."""
        cleaned = super().clean() or {}
        user = User(**{name: cleaned.get(name, "") for name in ("role", "area", "helper_id")})
        if cleaned.get("role") and user.duty.reach != "none" and user.scope.nobody:
            field = "helper_id" if user.duty.reach == "own" else "area"
            self.add_error(field, _("这个角色必须填写这一项，否则看不到任何农户。"))
        elif cleaned.get("role") and user.duty.reach == "village" and user.area.endswith("000"):
            self.add_error("area", _("这个角色要选到村：现在选的是整个乡镇。"))
        return cleaned


class SettingsForm(UserModelForm):
    """What a user sets for himself."""

    class Meta:
        model = User
        fields = ("language", "large_type")
