"""A policy as a page to read: who decides, for whom, in the words of the law, with its numbers."""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from wuxiang.policy.explain import plain
from wuxiang.policy.model import Example, Parameter, Policy, Words
from wuxiang.schema import Language

HEADS = {
    "unconfirmed": Words("待确认", "not confirmed"),
    "source": Words("依据", "Source"),
    "lead": Words("牵头", "Lead"),
    "office": Words("承办", "Office"),
    "from": Words("执行起", "In force from"),
    "to": Words("止于（不含）", "until (excluded)"),
    "parameters": Words("参数", "Parameters"),
    "eligible": Words("条件", "Who is eligible"),
    "amount": Words("金额", "Amount"),
    "holds": Words("标准", "Standard"),
    "status": Words("认定", "Counts as"),
    "notes": Words("说明", "Notes"),
    "examples": Words("示例", "Examples"),
    "name": Words("名称", "Name"),
    "law": Words("原文", "Words of the law"),
    "test": Words("判断", "Test"),
    "unit": Words("单位", "Unit"),
    "value": Words("取值", "Value"),
    "given": Words("已知", "Given"),
    "expect": Words("应为", "Expected"),
    "unknown": Words("不清楚", "not known"),
}


def show_policy(policy: Policy, *, language: Language = "zh") -> str:
    """`policy` as a Markdown page in `language`; the law's words stay as they are."""
    return "\n\n".join(_blocks(policy, language)) + "\n"


def _blocks(policy: Policy, language: Language) -> Iterator[str]:
    head = {key: words.said(language) for key, words in HEADS.items()}
    mark = "" if policy.confirmed else f"（{head['unconfirmed']}）"
    yield f"# {policy.commitment} {policy.title.said(language)}{mark}"
    yield _who(policy, head)
    if policy.parameters:
        rows = [_parameter(one, head) for one in policy.parameters]
        yield _table(
            head["parameters"], heads=[head["name"], head["unit"], head["value"]], rows=rows
        )
    clauses = [[one.name, one.law, f"`{one.test.text}`"] for one in policy.eligible]
    yield _table(head["eligible"], heads=[head["name"], head["law"], head["test"]], rows=clauses)
    yield _decided(policy, head)
    if policy.notes:
        yield f"## {head['notes']}\n\n{policy.notes}"
    if policy.examples:
        examples = [_example(one, head) for one in policy.examples]
        yield _table(
            head["examples"], heads=[head["name"], head["given"], head["expect"]], rows=examples
        )


def _who(policy: Policy, head: dict[str, str]) -> str:
    said = [policy.source.document, policy.source.article, policy.source.paper]
    lines = [
        f"- {head['source']}: {' · '.join(part for part in said if part)}",
        f"- {head['lead']}: {policy.responsible.lead}",
        f"- {head['office']}: {policy.responsible.office}",
        f"- {head['from']}: {policy.in_force.start}",
    ]
    if policy.in_force.to is not None:
        lines.append(f"- {head['to']}: {policy.in_force.to}")
    return "\n".join(lines)


def _decided(policy: Policy, head: dict[str, str]) -> str:
    if policy.amount:
        steps = [[step.name, step.law, f"`{step.value.text}`"] for step in policy.amount]
        return _table(head["amount"], heads=[head["name"], head["law"], head["value"]], rows=steps)
    if policy.holds:
        clauses = [[one.name, one.law, f"`{one.test.text}`"] for one in policy.holds]
        return _table(head["holds"], heads=[head["name"], head["law"], head["test"]], rows=clauses)
    return f"## {head['status']}\n\n{policy.status}"


def _parameter(parameter: Parameter, head: dict[str, str]) -> list[str]:
    values = (f"{since}: {_value(value, head)}" for since, value in parameter.values)
    return [parameter.name, parameter.unit, "; ".join(values)]


def _value(value: Decimal | str | None, head: dict[str, str]) -> str:
    if value is None:
        return head["unknown"]
    return plain(value) if isinstance(value, Decimal) else value


def _example(example: Example, head: dict[str, str]) -> list[str]:
    return [example.name, _pairs(example.given, head), _pairs(example.expect, head)]


def _pairs(given: Mapping[str, str | None], head: dict[str, str]) -> str:
    return ", ".join(
        f"{key}: {head['unknown'] if value is None else value}" for key, value in given.items()
    )


def _table(title: str, *, heads: list[str], rows: list[list[str]]) -> str:
    lines = [heads, ["---"] * len(heads), *rows]
    cells = ("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)
    return f"## {title}\n\n" + "\n".join(cells)
