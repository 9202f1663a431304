"""How the acts of the journal are said on the auditor's page."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

ACTS: Mapping[str, object] = {
    "call.write": _("记电话"),
    "change.undo": _("撤销改动"),
    "check.close": _("办结抽查"),
    "draw.bind": _("封存口令"),
    "draw.make": _("抽出名单"),
    "draw.tell": _("公开口令"),
    "event.write": _("办理变更"),
    "export.download": _("下载导出的表"),
    "export.make": _("导出"),
    "household.correct": _("更正"),
    "import.cancel": _("取消导入"),
    "import.confirm": _("确认导入"),
    "import.download": _("下载导入问题表"),
    "import.take": _("录入名单"),
    "import.take_back": _("要求撤销导入"),
    "import.undo": _("撤销导入"),
    "import.upload": _("上传名单"),
    "job.cancel": _("取消后台任务"),
    "keys.resealed": _("用新密钥重新加密"),
    "keys.retire": _("停用旧密钥"),
    "keys.rotate": _("更换密钥"),
    "notice.print": _("打印公示名单"),
    "office.backup": _("备份"),
    "office.restore": _("恢复备份"),
    "paper.print": _("打印表册"),
    "person.erase": _("销毁密钥，不再可读"),
    "person.reveal": _("查看完整号码"),
    "run.adopt": _("采用认定结果"),
    "run.choose": _("要求采用认定结果"),
    "run.start": _("开始认定"),
    "task.accept": _("任务：认领"),
    "task.assign": _("任务：交办"),
    "task.comment": _("任务：留言"),
    "task.confirm": _("任务：复核销号"),
    "task.escalate": _("任务：上报"),
    "task.photo": _("任务：上传照片"),
    "task.reopen": _("任务：重新打开"),
    "task.repair": _("任务：整改完成"),
    "task.return": _("任务：退回重办"),
    "task.unassign": _("任务：撤回交办"),
    "tasks.hand_out": _("批量交办"),
    "tasks.take_back": _("撤回批量交办"),
    "user.change": _("修改用户"),
    "user.create": _("新建用户"),
    "user.password": _("更换密码"),
    "user.reset": _("重置密码"),
    "user.second_factor": _("设置第二道验证"),
    "user.sign_in": _("登录"),
    "visit.write": _("记走访"),
}


SUBJECTS: Mapping[str, object] = {
    "batch": _("录入批次"),
    "export": _("导出"),
    "import": _("导入"),
    "job": _("后台任务"),
    "run": _("认定"),
}
"""What the numbered things are called that an entry is about."""


def act_in_words(act: str) -> str:
    """What an act is called; an act of a later version by its own name."""
    return str(ACTS.get(act, act))


def acts_called(words: str) -> list[str]:
    """The acts whose words, in the reader's language, hold `words`."""
    return [act for act, said in ACTS.items() if words.lower() in str(said).lower()]


def subjects_called(words: str) -> list[str]:
    """The subjects that `words` name: what stands in the journal, or is shown of it."""
    called, _space, number = words.rpartition(" ")
    return [words, *(f"{kind}/{number}" for kind, said in SUBJECTS.items() if called == said)]
