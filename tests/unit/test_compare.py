"""Two runs beside each other: money that one run laid on what was due is told once."""

from wuxiang.compare import BESIDE, CHANGES, SUMMARY, TOLD
from wuxiang.engine import DuckEngine

DUE = ("p1/2018", "600", "600")
ALONE = ("payment/b1", "0", "600")


def change(before: list[tuple[str, str, str]], after: list[tuple[str, str, str]]) -> list[object]:
    """What the summary says of the runs: change, arrears, and what is to be claimed back."""
    with DuckEngine() as engine:
        for name, rows in (("before_run", before), ("after_run", after)):
            shown = (
                f"SELECT 'p' AS policy, '{subject}' AS subject, 'h1' AS household_id, "
                "'p1' AS payee, 'v1' AS village_code, '2018' AS period, "
                f"CAST({due} AS DECIMAL(18, 2)) AS due, "
                f"CAST({delivered} AS DECIMAL(18, 2)) AS delivered"
                for subject, due, delivered in rows
            )
            engine.keep(name, " UNION ALL ".join(shown))
        for name, select in (("told", TOLD), ("beside", BESIDE), ("changes", CHANGES)):
            engine.keep(name, select)
        found = engine.rows(f"SELECT change, arrears::INT, claw_back::INT FROM ({SUMMARY})")
    return [(said, int(str(arrears)), int(str(back))) for said, arrears, back in found]


def test_a_payment_for_what_is_no_longer_due_is_claimed_back_once() -> None:
    assert change([DUE], [ALONE]) == [("lost", 0, 600)]


def test_a_payment_for_what_is_due_now_is_not_claimed_back() -> None:
    assert change([ALONE], [DUE]) == [("gained", 0, 0)]


def test_a_payment_that_stands_alone_in_both_or_newly_is_claimed_back() -> None:
    assert change([ALONE], [ALONE]) == [("same", 0, 600)]
    other = ("p1/2017", "600", "0")
    assert change([other], [other, ALONE]) == [("same", 600, 600)]


def test_what_came_beyond_what_was_due_then_is_claimed_back_too() -> None:
    twice = ("payment/b1", "0", "1200")
    assert change([DUE], [twice]) == [("lost", 0, 600), ("same", 0, 600)]
    assert change([DUE], [ALONE, ("payment/b2", "0", "70")]) == [("lost", 0, 600), ("same", 0, 70)]


def test_a_payment_that_can_no_longer_be_read_is_not_owed_again() -> None:
    assert change([DUE], [("p1/2018", "600", "NULL")]) == [("same", 0, 0)]
