"""A policy file: read, checked against its source, compiled to SQL, explained and shown."""

from wuxiang.policy.check import check_policy
from wuxiang.policy.compile import Compiled, compile_policy
from wuxiang.policy.model import Policy, Source
from wuxiang.policy.read import read_policy

__all__ = ["Compiled", "Policy", "Source", "check_policy", "compile_policy", "read_policy"]
