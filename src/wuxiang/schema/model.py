"""What a table, a column and a code list are."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Language = Literal["zh", "en"]
Kind = Literal["text", "code", "integer", "number", "money", "date", "boolean"]
Secrecy = Literal["open", "personal", "sensitive", "identity"]
"""open: may be published; personal: tells of a person; sensitive: health, money, faith, children
(PIPL art. 28); identity: names somebody and therefore lives sealed, outside the tables."""

SQL_TYPES: Mapping[Kind, str] = {
    "text": "VARCHAR",
    "code": "VARCHAR",
    "integer": "INTEGER",
    "number": "DECIMAL(18,4)",
    "money": "DECIMAL(18,2)",
    "date": "DATE",
    "boolean": "BOOLEAN",
}


@dataclass(frozen=True)
class Code:
    """One value of a code list: our word, the national code (2015-17 export) and its labels."""

    value: str
    national: str | None
    zh: str
    en: str
    also: tuple[str, ...] = ()
    """Other Chinese wordings seen in lists, later editions included."""


@dataclass(frozen=True)
class CodeList:
    """A closed list of values."""

    name: str
    zh: str
    codes: tuple[Code, ...]

    @property
    def values(self) -> frozenset[str]:
        """Our words, as stored and as written in policies."""
        return frozenset(code.value for code in self.codes)


@dataclass(frozen=True)
class Column:
    """One column: labels, unit, codes, secrecy, and the national field code where there is one."""

    name: str
    kind: Kind
    zh: str
    en: str
    unit: str | None = None
    codes: CodeList | None = None
    secrecy: Secrecy = "open"
    national: str | None = None
    required: bool = False

    @property
    def sql_type(self) -> str:
        """The column's type in SQL."""
        return SQL_TYPES[self.kind]


@dataclass(frozen=True)
class Table:
    """A table of the snapshot; `key` is unique and never empty."""

    name: str
    zh: str
    en: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    happens: str | None = None
    """The date column before which nobody can know of a row; None where rows have no such day."""

    def column(self, name: str) -> Column:
        """The column called `name`; KeyError if there is none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)

    @property
    def stored(self) -> tuple[Column, ...]:
        """The columns that lie open in the Parquet file: all but the identities."""
        return tuple(column for column in self.columns if column.secrecy != "identity")

    @property
    def sealed(self) -> tuple[Column, ...]:
        """The identities, which travel sealed."""
        return tuple(column for column in self.columns if column.secrecy == "identity")
