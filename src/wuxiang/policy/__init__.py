"""A policy file: read, checked against its source, compiled to SQL, explained and shown."""

from wuxiang.policy.check import check_policy
from wuxiang.policy.compile import DECISION, Compiled, compile_policy
from wuxiang.policy.examples import ExampleResult, run_examples, uncovered
from wuxiang.policy.explain import Explanation, explain_rows, told
from wuxiang.policy.model import Policy, Source
from wuxiang.policy.read import read_policy
from wuxiang.policy.show import show_policy
from wuxiang.policy.together import among, funnel, open_rows

__all__ = [
    "DECISION",
    "Compiled",
    "ExampleResult",
    "Explanation",
    "Policy",
    "Source",
    "among",
    "check_policy",
    "compile_policy",
    "explain_rows",
    "funnel",
    "open_rows",
    "read_policy",
    "run_examples",
    "show_policy",
    "told",
    "uncovered",
]
