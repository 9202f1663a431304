"""What the policies say about paying, as one small table beside the decisions."""

from collections.abc import Iterable
from datetime import date
from functools import cache

import pyarrow as pa

from wuxiang.entitlement.calendar import WorkingDays
from wuxiang.pack import County, Pack
from wuxiang.policy import Policy

DEFAULT_DUE_WITHIN = 20
"""Working days within which a gap is to be closed when the policy names no term."""

TERMS = pa.schema(
    [
        ("policy", pa.string()),
        ("decides", pa.string()),
        ("confirmed", pa.bool_()),
        ("matched_by", pa.string()),
        ("paid_to", pa.string()),
        ("cap_period", pa.string()),
        ("budget", pa.string()),
        ("stacking_group", pa.string()),
        ("stacking_rank", pa.int32()),
        ("stacking_adds", pa.bool_()),
        ("event_of", pa.string()),
        ("lead", pa.string()),
        ("office", pa.string()),
    ]
)
DUE_DAYS = pa.schema(
    [
        ("policy", pa.string()),
        ("since", pa.date32()),
        ("due_on", pa.date32()),
        ("due_on_provisional", pa.bool_()),
    ]
)
PROGRAMMES = pa.schema([("programme", pa.string()), ("policy", pa.string())])
PARAMETERS = pa.schema([("policy", pa.string()), ("parameter", pa.string())])
BUDGETS = pa.schema(
    [
        ("budget", pa.string()),
        ("year", pa.int32()),
        ("amount", pa.decimal128(18, 2)),
        ("at_the_edge", pa.string()),
    ]
)
SUPPLIERS = pa.schema(
    [("policy", pa.string()), ("missing", pa.string()), ("supplier", pa.string())]
)
EXCLUSIONS = pa.schema([("policy", pa.string()), ("excluded", pa.string())])


def terms_of(pack: Pack, as_of: date) -> dict[str, pa.Table]:
    """`terms` (one row a policy), and the small tables beside it, by name."""
    policies = list(pack.policies.values())
    terms = [_terms(one, pack.county) | {"event_of": _event_of(one, pack)} for one in policies]
    return {
        "terms": pa.Table.from_pylist(terms, TERMS),
        "programmes": pa.Table.from_pylist(list(_programmes(policies)), PROGRAMMES),
        "parameters": pa.Table.from_pylist(list(_parameters(policies)), PARAMETERS),
        "budgets": pa.Table.from_pylist(list(_budgets(pack.county, as_of)), BUDGETS),
        "suppliers": pa.Table.from_pylist(list(_suppliers(pack)), SUPPLIERS),
        "exclusions": pa.Table.from_pylist(list(_exclusions(policies)), EXCLUSIONS),
    }


def due_days(pack: Pack, found_on: Iterable[date]) -> pa.Table:
    """`due_days`: until when a gap is to be closed, by policy and the day on which it was found.

    The working days of `due_within` count from that day, by the calendar as it is known now.
    """
    days = WorkingDays(pack.county.calendar)
    due_on = cache(days.after)  # a few terms, each of many policies
    rows = [
        {"policy": one.name, "since": since, "due_on": (day := due_on(since, _within(one)))}
        | {"due_on_provisional": days.is_provisional(day)}
        for since in found_on
        for one in pack.policies.values()
    ]
    return pa.Table.from_pylist(rows, DUE_DAYS)


def _within(policy: Policy) -> int:
    return DEFAULT_DUE_WITHIN if policy.due_within is None else policy.due_within


def _terms(policy: Policy, county: County) -> dict[str, object]:
    group = county.stacking[policy.stacking.group] if policy.stacking else None
    budget = county.budgets[policy.budget] if policy.budget else None
    return {
        "policy": policy.name,
        "decides": policy.decides,
        "confirmed": policy.confirmed and (budget is None or bool(budget.confirmed_by)),
        "matched_by": policy.matches.by,
        "paid_to": policy.paid_to,
        "cap_period": policy.cap.period if policy.cap else None,
        "budget": budget.name if budget else None,
        "stacking_group": group.name if group else None,
        "stacking_rank": group.order.index(policy.name) if group else None,
        "stacking_adds": group.adds if group else None,
        "lead": policy.responsible.lead,
        "office": policy.responsible.office,
    }


def _event_of(policy: Policy, pack: Pack) -> str | None:
    """Of what its events are the numbers: what it is for, if they are the key of that.

    A claim that names some event may mean one of any kind.
    """
    event = policy.stacking.event if policy.stacking else ""
    return event if pack.key_of(policy.for_each) == (event,) else None


def _programmes(policies: Iterable[Policy]) -> Iterable[dict[str, str]]:
    for policy in policies:
        for programme in policy.pays_for:
            yield {"programme": programme, "policy": policy.name}


def _parameters(policies: Iterable[Policy]) -> Iterable[dict[str, str]]:
    for policy in policies:
        for parameter in policy.parameters:
            yield {"policy": policy.name, "parameter": parameter.name}


def _budgets(county: County, as_of: date) -> Iterable[dict[str, object]]:
    """What each budget holds, year by year, from its first day to the day of the run."""
    for budget in county.budgets.values():
        for year in range(budget.amount[0][0].year, as_of.year + 1):
            amount, edge = budget.in_year(year, as_of)
            yield {"budget": budget.name, "year": year, "amount": amount, "at_the_edge": edge}


def _suppliers(pack: Pack) -> Iterable[dict[str, str]]:
    """Which office's list tells what a policy may find missing."""
    for policy in pack.policies.values():
        for missing in sorted({*policy.names, policy.dated_by}):
            supplier = pack.supplier(policy.for_each, missing)
            if supplier is not None:
                yield {"policy": policy.name, "missing": missing, "supplier": supplier}


def _exclusions(policies: Iterable[Policy]) -> Iterable[dict[str, str]]:
    for policy in policies:
        for excluded in policy.excludes:
            yield {"policy": policy.name, "excluded": excluded}
