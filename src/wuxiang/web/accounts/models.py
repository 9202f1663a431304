"""People who sign in."""

from dataclasses import dataclass
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils.translation import gettext_lazy as _

from wuxiang.web.accounts.roles import ROLES, Reach, Role

TOWNSHIP_DIGITS = 9
LANGUAGES = [("zh-hans", "中文"), ("en", "English")]


@dataclass(frozen=True)
class Scope:
    """Whose households somebody sees.

    `prefix` begins the codes of the villages he sees ("" all); `helper_id` narrows it to the
    households paired with that helper; `nobody` sees none.
    """

    prefix: str = ""
    helper_id: str = ""
    nobody: bool = False

    def holds(self, village_code: str) -> bool:
        """Whether all of a place lies in the scope; to a helper no place is open as a whole."""
        return not self.nobody and not self.helper_id and village_code.startswith(self.prefix)


class Users(BaseUserManager["User"]):
    """Finds users by the name they sign in with."""

    def get_by_natural_key(self, username: str | None) -> "User":
        """The user of this name, if he may sign in at all."""
        return self.get(username=username)


class User(AbstractBaseUser):
    """Somebody who signs in: one person, one role, one area."""

    username = models.CharField(_("登录名"), max_length=150, unique=True)
    name = models.CharField(_("姓名"), max_length=60)
    role = models.CharField(
        _("角色"), max_length=40, choices=[(n, r.label) for n, r in ROLES.items()]
    )
    area = models.CharField(_("地方"), max_length=12, blank=True)
    office = models.CharField(_("部门"), max_length=60, blank=True)
    helper_id = models.CharField(_("帮扶人"), max_length=40, blank=True)
    language = models.CharField(_("语言"), max_length=10, choices=LANGUAGES, default="zh-hans")
    large_type = models.BooleanField(_("大字"), default=False)
    must_change = models.BooleanField(default=True)
    is_active = models.BooleanField(_("可以登录"), default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = Users()
    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar = ["name", "role"]

    class Meta:
        ordering = ("username",)
        constraints = (
            models.CheckConstraint(
                name="user_role_is_known", condition=models.Q(role__in=list(ROLES))
            ),
            models.CheckConstraint(name="user_name_is_given", condition=~models.Q(name="")),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def duty(self) -> type[Role]:
        """The class of his role."""
        return ROLES[self.role]

    def may(self, permission: str) -> bool:
        """Whether his role lists the permission."""
        return permission in self.duty.permissions

    @property
    def scope(self) -> Scope:
        """Whose households he sees; a role without the area it needs sees nobody's."""
        reach: Reach = self.duty.reach
        match reach:
            case "county":
                return Scope()
            case "township" if len(self.area) >= TOWNSHIP_DIGITS:
                return Scope(prefix=self.area[:TOWNSHIP_DIGITS])
            case "village" if self.area:
                return Scope(prefix=self.area)
            case "own" if self.helper_id:
                return Scope(helper_id=self.helper_id)
        return Scope(nobody=True)
