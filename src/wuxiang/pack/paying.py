"""What policies that pay say of one another: stacking, exclusions, budgets, programmes."""

from collections.abc import Mapping

from wuxiang.errors import UserError
from wuxiang.pack.county import County
from wuxiang.policy import Policy
from wuxiang.strict_yaml import suggestion


def check_paying(county: County, policies: Mapping[str, Policy]) -> None:
    """UserError, with its place, for the first name that protects nobody because it is not there.

    A policy in a stacking group stands in the group's order and the other way round; whatever is
    excluded is a policy; a budget is in county.yaml; a programme is paid by one policy alone.
    """
    for policy in policies.values():
        _check_stacking(policy, county)
        _check_excluded(policy, policies)
        _check_budget(policy, county)
    _check_orders(county, policies)
    _check_programmes(policies)


def _check_stacking(policy: Policy, county: County) -> None:
    if policy.stacking is None:
        return
    group = county.stacking.get(policy.stacking.group)
    if group is None or policy.name not in group.order:
        raise UserError(
            f"county.yaml has no stacking group `{policy.stacking.group}` that lists "
            f"`{policy.name}`",
            remedy="add it under `stacking`, at the place where it pays",
            place=policy.stacking.place,
        )


def _check_orders(county: County, policies: Mapping[str, Policy]) -> None:
    for group in county.stacking.values():
        for name in group.order:
            policy = policies.get(name)
            if policy is None:
                raise UserError(
                    f"stacking group `{group.name}` lists `{name}`, which is no policy",
                    remedy=suggestion(name, policies) or "leave it out, or add the policy",
                    place=group.place,
                )
            if policy.stacking is None or policy.stacking.group != group.name:
                raise UserError(
                    f"`{name}` stands in the stacking group `{group.name}` but does not say so, "
                    "and would be paid beside the others",
                    remedy=f"add `stacking: {{group: {group.name}, event: …}}` to the policy",
                    place=policy.place,
                )


def _check_excluded(policy: Policy, policies: Mapping[str, Policy]) -> None:
    for name in policy.excludes:
        if name not in policies:
            raise UserError(
                f"`{policy.name}` excludes `{name}`, which is no policy",
                remedy=suggestion(name, policies) or "name a policy of the pack",
                place=policy.place_of("excludes"),
            )


def _check_budget(policy: Policy, county: County) -> None:
    if policy.budget is None:
        return
    place = policy.place_of("budget")
    if not policy.amount:
        raise UserError(
            f"`{policy.name}` decides no amount, so it uses up no budget",
            remedy="leave out `budget`",
            place=place,
        )
    if policy.budget not in county.budgets:
        raise UserError(
            f"county.yaml has no budget `{policy.budget}`",
            remedy=suggestion(policy.budget, county.budgets) or "add it under `budgets`",
            place=place,
        )


def _check_programmes(policies: Mapping[str, Policy]) -> None:
    paid_by: dict[str, str] = {}
    for policy in policies.values():
        for programme in policy.pays_for:
            first = paid_by.setdefault(programme, policy.name)
            if first != policy.name:
                raise UserError(
                    f"payments of the programme `{programme}` would count for `{first}` and for "
                    f"`{policy.name}`",
                    remedy="let one policy alone name it under `matches`",
                    place=policy.place_of("matches"),
                )
