"""What an entry of the journal holds is said in words, whatever the office writes into it."""

import ast
import re
from pathlib import Path

import pytest
from django.utils.translation import override

from tests.web.conftest import VILLAGE
from wuxiang import web
from wuxiang.web.audit.details import HOLDS, KEYS, called, detail_in_words, subject_in_words
from wuxiang.web.decisions import asking
from wuxiang.web.decisions.models import Adopted, Task
from wuxiang.web.journal.models import Entry
from wuxiang.web.keeping import erasing
from wuxiang.web.registry.fetch import place_names

pytestmark = pytest.mark.django_db


def keys_written() -> set[str]:
    """Every key that the office writes into a detail, as its code says it."""
    found: set[str] = set()
    for path in Path(web.__file__).parent.rglob("*.py"):
        source = path.read_text()
        if "import record" not in source and "def digests" not in source:
            continue
        for node in ast.walk(ast.parse(source)):
            for part in details_in(node):
                found |= {
                    str(key.value)
                    for one in ast.walk(part)
                    if isinstance(one, ast.Dict)
                    for key in one.keys
                    if isinstance(key, ast.Constant)
                }
    return found


def details_in(node: ast.AST) -> list[ast.AST]:
    """What a node gives to a detail: an argument, a variable that becomes it, what makes it."""
    match node:
        case ast.Call(func=ast.Name("record" | "_note")):
            return [*node.args, *node.keywords]
        case ast.Assign(targets=[ast.Name("detail" | "said") | ast.Attribute(attr="rows")]):
            return [node.value]
        case (
            ast.Assign(targets=[ast.Subscript(ast.Name("detail"), key)])
            | ast.Assign(targets=[ast.Subscript(ast.Attribute(attr="rows"), key)])
        ):
            return [ast.Dict([key], [node.value])]
        case ast.FunctionDef(name="_told" | "_noted" | "digests"):
            return [node]
    return []


def test_every_key_of_a_detail_has_a_label() -> None:
    keys = keys_written()
    assert {"columns", "event", "drawn_sm3", "erased_again", "old", "recheck", "sha256"} <= keys
    assert keys - KEYS.keys() == {"asked"}


def told(act: str, detail: dict[str, object], *, language: str = "zh-hans") -> str:
    """The detail of an entry as the auditor reads it."""
    entry = Entry(act=act, detail=detail)
    with override(language):
        names = called([entry], {"zhang": "张某"})
        return "；".join(f"{name}：{value}" for name, value in detail_in_words(entry, names))


@pytest.mark.parametrize(
    ("detail", "said"),
    [
        ({"columns": ["wages"], "rows": {"income": 2}}, "项目：工资性收入（元）；条数：年收入 2"),
        ({"fields": ["id_number", "phone"]}, "看了：证件号码、联系电话"),
        ({"from": "open", "to": "assigned", "assigned_to": "zhang"}, "交办给：张某"),
        ({"from": "open", "to": "assigned", "assigned_to": ""}, "原状态：待交办；新状态：已交办"),
        ({"kind": "roster", "asked": {"place": "", "households": 3}}, "（32列）；户数：3"),
        ({"kind": "tasks", "asked": {"shelf": "late"}}, "任务分类：逾期"),
        ({"role": "helper", "area": "", "office": "教科局"}, "部门：教科局；角色：帮扶责任人"),
        ({"changed": ["role", "is_active"]}, "改了：角色、可以登录"),
        ({"household": 0, "person": 12}, "户：0；人：12"),
        ({"held": ["payments", "registered"]}, "当时的保留理由：有发放记录、在册"),
        ({"event": "join", "rows": 1}, "变更：合并登记了两次的同一人"),
        ({"secrets": {"zhang": "一二三", "gone": "四"}}, "公开的口令：gone：四、张某：一二三"),
        ({"known_at": "2019-04-29T16:00:00+00:00"}, "按此时掌握的资料：2019-04-30 00:00"),
        ({"answers": 0}, "答复：0"),
        ({"of_a_later_version": "x"}, "of_a_later_version：x"),
    ],
)
def test_a_detail_is_said_in_words(detail: dict[str, object], said: str) -> None:
    assert said in told("act", detail)


def test_what_an_entry_is_about_is_a_policy_a_place_or_its_key(county: Adopted) -> None:
    assert county.pk
    task = Task.objects.filter(kind="missing")[0]
    entries = [
        Entry(act="task.accept", subject=task.task),
        Entry(act="notice.print", subject=VILLAGE),
        Entry(act="household.correct", subject="h123"),
        Entry(act="import.upload", subject="import/3"),
    ]
    names = called(entries, {})
    said = [subject_in_words(one.subject, names) for one in entries]
    rest = task.task.partition("/")[2]
    assert said == [
        *(f"{asking.titles(county.folder)[task.policy]} {rest}", place_names([VILLAGE])[VILLAGE]),
        *("h123", "导入 3"),
    ]


def test_a_detail_is_said_in_english() -> None:
    said = told(
        "act", {"event": "split", "columns": ["wages"], "rows": {"income": 1}}, language="en"
    )
    assert not re.search("[\u4e00-\u9fff]", said)
    assert "Columns：Wages (yuan)" in said


def test_reasons_to_keep_somebody_have_their_words() -> None:
    source = Path(erasing.__file__).read_text()
    kinds = set(re.findall(r'Hold\(\s*"(\w+)"', source))
    assert kinds == HOLDS.keys()
