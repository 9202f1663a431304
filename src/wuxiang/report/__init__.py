"""What a run says, for people: the summary, the five columns, the gap list as a workbook."""

from wuxiang.report.entitlements import write_entitlements
from wuxiang.report.gaps import write_gaps
from wuxiang.report.names import open_named_run
from wuxiang.report.summary import SEVERITIES, FiveColumns, FlawCount, Summary, summarise

__all__ = [
    "SEVERITIES",
    "FiveColumns",
    "FlawCount",
    "Summary",
    "open_named_run",
    "summarise",
    "write_entitlements",
    "write_gaps",
]
