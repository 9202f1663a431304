"""Jobs that only tests have: one counts slowly, one is wrong, one breaks."""

from pathlib import Path
from time import sleep

from wuxiang.errors import UserError
from wuxiang.web.jobs.working import Result, Work, job

STEPS = 3


@job("慢慢数")
def count_slowly(work: Work) -> Result:
    """Write a line a step into the file that it is given, and wait after the first of a first try.

    A step that an earlier try has written is not written again.
    """
    file = Path(str(work.job.arguments["file"]))
    for step in range(1, STEPS + 1):
        lines = file.read_text().split() if file.exists() else []
        if str(step) not in lines:
            file.write_text("\n".join([*lines, str(step)]))
        work.tell("数数", step, STEPS)
        if work.job.attempt == 1 and work.job.arguments.get("wait"):
            sleep(60)
    return {"counted": STEPS}


@job("说错话")
def is_wrong(work: Work) -> Result:
    """Tell the user what is wrong."""
    assert work.job.pk
    raise UserError("there is no such file", remedy="take that one")


@job("出错")
def breaks(work: Work) -> Result:
    """A mistake of ours."""
    raise ZeroDivisionError(work.job.pk)
