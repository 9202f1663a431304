"""How codes and answers are said on pages."""

from wuxiang.schema import TABLES

MARKS = {True: ("yes", "是"), False: ("no", "否"), None: ("unknown", "不清楚")}
"""The class and the word of each answer."""


def said(table: str, column: str, value: object) -> str:
    """A code in Chinese; "" when nobody knows."""
    if value is None or value == "":
        return ""
    codes = TABLES[table].column(column).codes
    labels = {code.value: code.zh for code in codes.codes} if codes else {}
    return labels.get(str(value), str(value))
