"""The notices that concern a household, and what happened to it since the adopted run."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from wuxiang.errors import UserError
from wuxiang.web.accounts.gate import needs, signed_in
from wuxiang.web.casework.models import Visit
from wuxiang.web.decisions import asking
from wuxiang.web.decisions import fetch as decided
from wuxiang.web.decisions.models import Adopted
from wuxiang.web.desk.parts import part
from wuxiang.web.registry import fetch
from wuxiang.web.registry.notices import notices_of

KINDS = {
    "identification": _("纳入建档立卡（贫困户识别）"),
    "exit": _("退出贫困（脱贫）"),
    "clue": _("返贫致贫线索，拟纳入监测"),
    "award": _("产业奖补"),
}
STATES = {
    "coming": ("unknown", _("还没有开始")),
    "on": ("yes", _("正在公示")),
    "over": ("", _("公示已结束")),
    "unknown": ("unknown", _("公示日期没有登记全")),
}


@needs("households.see")
@require_GET
def notices(request: HttpRequest, key: str) -> HttpResponse:
    """What was posted up about the household; corrections, events and visits since the run."""
    fetch.only_seen(signed_in(request), key)
    run, changed = decided.run_for(key)
    found, today = notices_of(key), date.today()
    titles = _titles(run) if any(one.award for one in found) else {}
    rows = [
        (one, KINDS[one.kind], titles.get(one.award, one.award), STATES[one.state(today)])
        for one in found
    ]
    since: dict[str, object] = {"run": run, "changed": changed, "rows": rows}
    if run is not None:
        visits = Visit.objects.filter(household_id=key, written_at__gt=run.known_at)
        since["visits"] = visits.count()
        since["fresh"] = sum(one.begins is not None and one.begins > run.as_of for one, *_ in rows)
    return part(
        request, "registry/notices.html", since, key=key, title=gettext("公示，和认定以来的变化")
    )


def _titles(run: Adopted | None) -> dict[str, str]:
    """What the awards are called; their names in the pack where no run can be asked."""
    try:
        return asking.titles(run.folder) if run else {}
    except UserError:
        return {}
