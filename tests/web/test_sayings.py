"""What went wrong is told to each in his language, whichever the worker speaks."""

import ast
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import translation

import wuxiang
from scripts.messages import read
from tests.web.conftest import enter, somebody
from wuxiang.errors import Place, UserError
from wuxiang.web.imports.working import PHASES
from wuxiang.web.jobs.models import Job
from wuxiang.web.jobs.sayings import CHINESE, in_words, kept, kept_text, said
from wuxiang.web.jobs.working import BROKEN, Work

HERE = Path(wuxiang.__file__).parent
MET_BY_JOBS = (
    *("folder", "snapshot", "record", "run", "report/list_changes", "report/registry"),
    *("intake/take_in", "intake/guard", "intake/grids", "web/registry/loading"),
)
OF_THE_PACK = (
    *("strict_yaml", "policy/read", "policy/check", "policy/expression", "policy/kind"),
    *("policy/examples", "facts/read", "facts/guard", "engine/duckdb", "intake/layouts"),
    *("pack/read", "pack/graph", "pack/county", "pack/casework", "pack/quality", "pack/sources"),
    "pack/paying",
    *("documents/template", "documents/typeset"),
)
RAISING = {"UserError", "_refused", "_unreadable", "refused", "_refuse"}
NAMED = {"problem", "remedy", "unread"}
"""Variables that hold a sentence before it is raised."""
ONLY_AT_THE_COMMAND_LINE = {
    "{} of the files cannot be taken in, so nothing was:{}",
    "correct or remove them, or go on without them with --skip-refused",
    "there is no list `{}` to write",
    "use one of: {}",
}


def sentences(module: str) -> set[str]:
    """What the errors of a module say, with {} for what is written in."""
    tree = ast.parse((HERE / f"{module}.py").read_text("utf-8"))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    raised = [one for one in calls if name_of(one.func) in RAISING]
    told = [part for one in raised for part in one.args]
    told += [word.value for one in raised for word in one.keywords if word.arg == "remedy"]
    told += [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and {name_of(one) for one in node.targets} & NAMED
    ]
    said_there = {text for part in told for one in either(part) if (text := written(one))}
    return said_there - ONLY_AT_THE_COMMAND_LINE


def name_of(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else getattr(node, "attr", "")


def either(part: ast.expr) -> list[ast.expr]:
    """The sentences of which one is said."""
    match part:
        case ast.IfExp():
            return [part.body, part.orelse]
        case ast.BoolOp():
            return part.values
    return [part]


def written(part: ast.expr) -> str:
    if isinstance(part, ast.Constant):
        return str(part.value)
    if isinstance(part, ast.JoinedStr):
        return "".join(map(written, part.values))
    return "{}" if isinstance(part, ast.FormattedValue) else ""


@pytest.mark.parametrize("module", [*MET_BY_JOBS, *OF_THE_PACK])
def test_whatever_a_job_may_meet_has_its_chinese(module: str) -> None:
    told = sentences(module)
    assert told
    for sentence in told:
        found = kept(UserError(sentence.replace("{}", "X"), remedy="."))["said"][0]
        assert found[0] in CHINESE.values(), sentence
        assert len(found[1]) == sentence.count("{}"), sentence


def test_each_reads_it_in_his_language_with_its_values_and_place() -> None:
    wrong = UserError(
        "the snapshot shows the state of 2019-04-30, and nobody knows that of 2019-05-01 yet",
        remedy="name a day not after it, or take in files of that day",
        place=Place("/one/folder/户.xlsx", sheet="人员", row=3, column="姓名"),
    )
    with translation.override("en"):
        stored = kept(wrong)
        assert said(stored) == (
            "户.xlsx sheet “人员” row 3 column “姓名”: the register shows the state of 2019-04-30, "
            "and nobody knows that of 2019-05-01 yet: "
            "choose a day not after it, or import the lists of that day first"
        )
    with translation.override("zh-hans"):
        assert said(stored) == (
            "户.xlsx 表“人员” 第 3 行 “姓名”列：登记表是 2019-04-30 的情况，"
            "2019-05-01 的情况还没有人知道：请选不晚于它的日期，或先导入那一天的名单"
        )


def test_what_is_wrong_in_a_pack_names_its_file_and_who_can_mend_it() -> None:
    wrong = UserError(
        "unknown key `amuont`",
        remedy="Did you mean `amount`?",
        place=Place("/one/county/policies/income/hay.yaml", line=7),
    )
    with translation.override("zh-hans"):
        assert in_words(wrong) == (
            "县包文件 hay.yaml 第 7 行：没有“amuont”这一项：是不是想写“amount”？"
            "（请改好县包里的这个文件再试，或把这一条交给维护县包的人。）"
        )
    with translation.override("en"):
        assert in_words(wrong).startswith("county pack, hay.yaml ")


def test_a_folder_of_ours_is_not_named() -> None:
    empty = UserError("no spreadsheet lies in this folder", remedy=".", place=Place("/one/files"))
    assert in_words(empty) == "没有名单：."


def test_a_text_of_ours_is_kept_as_the_catalogue_has_it() -> None:
    with translation.override("en"):
        stored = kept_text(BROKEN)
    with translation.override("zh-hans"):
        assert said(stored).startswith("程序出错")
    with translation.override("en"):
        assert "程序" not in said(stored)


@pytest.mark.django_db
def test_what_is_being_done_is_read_in_ones_own_language_too() -> None:
    job = Job.objects.create(task="reading", by="nobody", state="running", attempt=1)
    with translation.override("en"):
        Work(job).tell(PHASES["read"])
    job.refresh_from_db()
    assert job.doing == "读取文件"
    page = enter(somebody("county_office", language="en")).get(reverse("job", args=[job.pk]))
    assert read()["读取文件"] in page.content.decode()


def test_what_is_in_no_catalogue_stands_as_it_is() -> None:
    assert in_words(UserError("{odd}", remedy="mend it")) == "{odd}：mend it"
    assert said({}) == ""
