"""A county pack: its facts, policies, indicators and rules, in the order of who reads whom."""

from wuxiang.pack.county import Budget, Calendar, County, StackingGroup, Targeting
from wuxiang.pack.promises import Kept, promises, show_pack
from wuxiang.pack.quality import Rule
from wuxiang.pack.read import Indicator, Pack, read_pack
from wuxiang.pack.sources import check_pack, compile_one, compile_pack, policy_sources, words_of

__all__ = [
    "Budget",
    "Calendar",
    "County",
    "Indicator",
    "Kept",
    "Pack",
    "Rule",
    "StackingGroup",
    "Targeting",
    "check_pack",
    "compile_one",
    "compile_pack",
    "policy_sources",
    "promises",
    "read_pack",
    "show_pack",
    "words_of",
]
