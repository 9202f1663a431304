"""Wuxiang (五向): who is owed what, has it arrived, whose task is the gap, who checks."""

__version__ = "0.2.0.dev0"
