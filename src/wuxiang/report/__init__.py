"""What a run says, for people: the summary, the five columns, the gap list as a workbook."""

from wuxiang.report.aims import MEANING, AimOfRun, aim_of, per_cent, write_aim
from wuxiang.report.entitlements import write_entitlements
from wuxiang.report.gaps import write_gaps
from wuxiang.report.measures import (
    Measurable,
    household_table,
    measurable,
    measure_words,
    poverty_line,
    usual_measures,
)
from wuxiang.report.names import open_named_run
from wuxiang.report.summary import SEVERITIES, FiveColumns, FlawCount, Summary, summarise

__all__ = [
    "MEANING",
    "SEVERITIES",
    "AimOfRun",
    "FiveColumns",
    "FlawCount",
    "Measurable",
    "Summary",
    "aim_of",
    "household_table",
    "measurable",
    "measure_words",
    "open_named_run",
    "per_cent",
    "poverty_line",
    "summarise",
    "usual_measures",
    "write_aim",
    "write_entitlements",
    "write_gaps",
]
