"""What a run says, for people: the summary, the five columns, the gap list as a workbook."""

from wuxiang.report.names import open_named_run
from wuxiang.report.summary import FiveColumns, Summary, summarise
from wuxiang.report.workbook import write_gaps

__all__ = ["FiveColumns", "Summary", "open_named_run", "summarise", "write_gaps"]
