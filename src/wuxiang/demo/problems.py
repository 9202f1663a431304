"""The demo county's ledger of problems: stories from found to closed, some of which go wrong."""

from itertools import chain

import numpy as np
import pyarrow as pa

from wuxiang.demo.arrays import coded, dates, flags, integers, numbered, shaped
from wuxiang.demo.chance import pick, scaled
from wuxiang.demo.families import AS_OF
from wuxiang.demo.oversight import COVERT_TEAMS, RECHECK_TEAMS, team_names
from wuxiang.demo.world import World

PROBLEMS = 420
FOUND_BY = ("province", "city", "covert", "phone", "complaint", "comparison", "own")
OFFICES = ("县扶贫办", "县民政局", "县住房和城乡建设局", "县水利局", "县教育局")
BEGUN = ("found", "assigned", "accepted")
STORIES: tuple[tuple[str, tuple[str, ...], int, int], ...] = (
    ("repaired", (*BEGUN, "repaired", "rechecked", "closed"), 90, 70),
    ("repaired", BEGUN, 10, 10),
    ("repaired", BEGUN, 50, 4),
    ("repaired", (*BEGUN, "escalated"), 60, 3),
    ("half", (*BEGUN, "repaired", "rechecked", "returned"), 60, 5),
    ("not", (*BEGUN, "rechecked", "heard", "named", "held"), 80, 3),
    ("half", (*BEGUN, "repaired", "rechecked"), 75, 3),
    ("repaired", (*BEGUN, "repaired"), 30, 8),
    ("repaired", ("found", "assigned", "closed"), 40, 1),
    ("not", (*BEGUN, "rechecked", "named"), 50, 1),
    ("half", ("found",), 4, 2),
)
"""What a re-check found, the steps, how many days ago it began, and how common the story is."""
STEP_DAYS = {"found": 0, "assigned": 2, "accepted": 5, "repaired": 20, "rechecked": 26}
LATER_DAYS = (30, 32, 38)
TERM = 30


def problem_tables(world: World) -> dict[str, pa.Table]:
    """The three tables by name; in each kind of story at least one problem."""
    chance, places = world.chance("problems"), world.places
    rows = scaled(PROBLEMS, world.scale, least=2 * len(STORIES))
    story = np.r_[
        np.arange(len(STORIES)),
        pick(chance, [common for *_, common in STORIES], rows=rows - len(STORIES)),
    ]
    village = chance.integers(0, places.villages, rows)
    source = np.arange(rows) % len(FOUND_BY)
    office = chance.integers(0, len(OFFICES), rows)
    numbers = numbered("TZ", np.arange(1, rows + 1), width=5)
    problems = shaped(
        "problem",
        {
            "problem_id": numbers,
            "found_by": coded(FOUND_BY, source),
            "village_code": coded(places.codes, village),
            "problem": pa.array(["政策落实不到位（演示）"] * rows),
            "lead": pa.array(["县扶贫办"] * rows),
            "office_name": coded(OFFICES, office),
            "at_once": flags(np.zeros(rows, np.bool_)),
        },
    )
    begun = np.array([began for *_, began, _ in STORIES])[story] + chance.integers(0, 8, rows)
    return {
        "problem": problems,
        "problem_step": _steps(numbers, story.tolist(), begun=begun.tolist()),
        "complaint": _complaints(numbers.take(pa.array(np.flatnonzero(source == 4))), begun),
    }


def _steps(numbers: pa.Array, stories: list[int], *, begun: list[int]) -> pa.Table:
    told = [STORIES[one] for one in stories]
    counts = [len(steps) for _, steps, *_ in told]
    problem = np.repeat(np.arange(len(told)), counts)
    step = list(chain.from_iterable(steps for _, steps, *_ in told))
    number = np.concatenate([np.arange(1, count + 1) for count in counts])
    start = AS_OF - np.array(begun)[problem]
    offset = np.array([_offset(name, at) for name, at in zip(step, number.tolist(), strict=True)])
    rechecked = np.array([name == "rechecked" for name in step])
    assigned = np.array([name == "assigned" for name in step])
    found = [told[at][0] for at in problem.tolist()]
    team = COVERT_TEAMS + problem % RECHECK_TEAMS
    return shaped(
        "problem_step",
        {
            "problem_id": numbers.take(pa.array(problem)),
            "step_number": integers(number),
            "ledger_step": pa.array(step),
            "stepped_on": dates(np.minimum(start + offset, AS_OF)),
            "repair_by": dates(start + TERM, ~assigned),
            "team": coded(team_names(), team, missing=~rechecked),
            "repair_found": pa.array(
                [one if mark else None for one, mark in zip(found, rechecked, strict=True)]
            ),
        },
    )


def _offset(step: str, number: int) -> int:
    """Days after the beginning on which a step is taken."""
    return STEP_DAYS.get(step, LATER_DAYS[min(max(number - 5, 0), 2)])


def _complaints(numbers: pa.Array, begun: np.ndarray) -> pa.Table:
    rows = len(numbers)
    return shaped(
        "complaint",
        {
            "complaint_id": numbered("XF", np.arange(1, rows + 1), width=4),
            "problem_id": numbers,
            "complained_on": dates(AS_OF - begun[np.arange(rows)] - 1),
            "complainant": pa.array([f"信访人{number}（演示）" for number in range(1, rows + 1)]),
            "complainant_phone": numbered("1000000", np.arange(1, rows + 1), width=4),
        },
    )
