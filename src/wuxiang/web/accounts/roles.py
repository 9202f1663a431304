"""Roles: each a class that lists what it may do and how far it sees.

A permission is `thing.act`. `reach` says which households a role sees: all of the county, those of
its township or village, those of its own pairings, or none.
"""

from collections.abc import Mapping
from typing import ClassVar, Literal

from django.utils.translation import gettext_lazy as _

Reach = Literal["county", "township", "village", "own", "none"]
Label = object
"""A text that is translated when it is shown."""

SEE = frozenset({"areas.see", "households.see", "tasks.see", "questions.see"})
WORK = frozenset({"tasks.work", "tasks.comment", "visits.write"})
CORRECT = frozenset({"households.reveal", "households.correct", "events.write", "papers.print"})


class Role:
    """What all roles have; a role of its own overrides it."""

    name: ClassVar[str]
    label: ClassVar[Label]
    reach: ClassVar[Reach] = "none"
    second_factor: ClassVar[bool] = False
    permissions: ClassVar[frozenset[str]] = frozenset()


class CountyLeader(Role):
    """Sees everything of the county and changes nothing."""

    name, label = "county_leader", _("县领导")
    reach, second_factor = "county", True
    permissions = SEE | {"runs.see", "tasks.comment", "draws.see"}


class CountyOffice(Role):
    """The poverty-alleviation office: keeps the register, runs the rules, hands out the work."""

    name, label = "county_office", _("县扶贫办")
    reach, second_factor = "county", True
    permissions = (
        SEE | WORK | CORRECT
        | {"tasks.assign", "tasks.confirm", "imports.take", "exports.make"}
        | {"runs.see", "runs.start", "standing.correct", "notices.publish"}
        | {"draws.see", "draws.bind"}
    )  # fmt: skip


class IndustryOffice(Role):
    """An office of one field: the tasks of its own, in the whole county."""

    name, label = "industry_office", _("行业部门")
    reach, second_factor = "county", True
    permissions = SEE | {"tasks.work", "tasks.comment", "tasks.confirm", "exports.make"}


class Township(Role):
    """A township's office."""

    name, label = "township", _("乡镇")
    reach = "township"
    permissions = (
        SEE | WORK | CORRECT
        | {"tasks.assign", "tasks.confirm", "exports.make", "standing.correct", "notices.publish"}
    )  # fmt: skip


class VillageCommittee(Role):
    """The two committees of a village 村两委."""

    name, label = "village_committee", _("村两委")
    reach = "village"
    permissions = SEE | WORK | CORRECT | {"notices.publish"}


class InformationClerk(Role):
    """The clerk who types for a village, also for helpers who cannot."""

    name, label = "information_clerk", _("村级信息员")
    reach = "village"
    permissions = SEE | WORK | CORRECT | {"visits.fill_in"}


class WorkTeam(Role):
    """The team that lives in the village."""

    name, label = "work_team", _("驻村工作队")
    reach = "village"
    permissions = SEE | WORK | {"households.reveal", "papers.print"}


class Helper(Role):
    """Helps the households he is paired with."""

    name, label = "helper", _("帮扶责任人")
    reach = "own"
    permissions = SEE | WORK | {"papers.print"}


class Inspector(Role):
    """Looks unannounced, and re-checks what others found."""

    name, label = "inspector", _("督查暗访人员")
    reach, second_factor = "county", True
    permissions = SEE | {"tasks.confirm", "tasks.comment", "draws.see", "draws.bind", "checks.work"}


class Caller(Role):
    """Calls by telephone: sees whom to call and what to ask."""

    name, label = "caller", _("电话抽查员")
    reach = "county"
    permissions = frozenset({"calls.make", "checks.work"})


class Insurer(Role):
    """The insurance company: the tasks of its own, and no register."""

    name, label = "insurer", _("承保公司")
    permissions = frozenset({"tasks.see", "tasks.work", "tasks.comment"})


class Finance(Role):
    """The finance office: what is due and paid, and who confirmed it."""

    name, label = "finance", _("财政局")
    reach, second_factor = "county", True
    permissions = SEE | {"tasks.work", "tasks.comment", "tasks.confirm", "exports.make", "runs.see"}


class Auditor(Role):
    """Reads everything, the journal included, and changes nothing."""

    name, label = "auditor", _("审计")
    reach, second_factor = "county", True
    permissions = SEE | {"journal.see", "runs.see", "draws.see"}


class Administrator(Role):
    """Keeps the accounts and sees no household."""

    name, label = "administrator", _("系统管理员")
    second_factor = True
    permissions = frozenset({"users.manage"})


ROLES: Mapping[str, type[Role]] = {role.name: role for role in Role.__subclasses__()}
"""Each role by its name, in the order of this file."""
