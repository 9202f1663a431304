"""Data comparison (数据比对): other offices' lists held against the register, never merged in."""

from wuxiang.linkage.comparison import Comparison, Settings, read_comparisons, read_settings
from wuxiang.linkage.lists import Given
from wuxiang.linkage.outcome import LinkSummary, Wanted, link_lists

__all__ = [
    "Comparison",
    "Given",
    "LinkSummary",
    "Settings",
    "Wanted",
    "link_lists",
    "read_comparisons",
    "read_settings",
]
