"""DuckDB in one process, locked: it sees the folders that it was given and can load nothing."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import copy
from pathlib import Path
from typing import Self

import duckdb
import pyarrow as pa

from wuxiang.engine.closing import Closing
from wuxiang.engine.parquet import ROWS_PER_GROUP, Written, write_parquet
from wuxiang.errors import Place, UserError

Rows = list[tuple[object, ...]]


class DuckEngine(Closing):
    """An in-memory DuckDB that reads and writes Parquet inside `folders` and nothing else.

    What does not fit into memory is spilled into the first of them, which is its owner's alone.
    """

    dialect = "duckdb"
    version = f"duckdb {duckdb.__version__}, arrow {pa.__version__}"

    def __init__(
        self,
        folders: Sequence[Path] = (),
        *,
        memory: str | None = None,
        threads: int | None = None,
        small: bool = False,
    ) -> None:
        """`memory` bounds it, as '2GB'; `small` plans without optimising, for few rows."""
        self._connection = duckdb.connect()
        allowed = ", ".join(quoted(str(folder.resolve())) for folder in folders)
        spill = quoted(str(folders[0].resolve() / ".spill")) if folders else "''"
        settings = [
            f"temp_directory = {spill}",
            f"allowed_directories = [{allowed}]",
            "enable_external_access = false",
            "autoinstall_known_extensions = false",
            "autoload_known_extensions = false",
        ]
        if memory is not None:
            settings.append(f"memory_limit = {quoted(memory)}")
        if threads is not None:
            settings.append(f"threads = {threads}")
        for setting in settings:
            self._connection.execute(f"SET {setting}")
        self._ready = 0
        if small:
            self._connection.execute("PRAGMA disable_optimizer")
        self._connection.execute("SET lock_configuration = true")

    def close(self) -> None:
        """Let go of all tables and memory."""
        self._connection.close()

    def beside(self) -> Self:
        """A second connection to the same tables, which plans with optimising."""
        second = copy(self)
        second._connection = self._connection.cursor()
        return second

    def ready(self, statement: str) -> Callable[..., Rows]:
        """`statement` planned once: a function that runs it with the values of $1, $2 …

        Its plan must not rest on what the tables hold now: plan reads without optimising.
        """
        self._ready += 1
        name = f"ready_{self._ready}"
        self._connection.execute(f"PREPARE {name} AS {statement}")

        def run(*values: str) -> Rows:
            given = f"({', '.join(quoted(value) for value in values)})" if values else ""
            return self._connection.execute(f"EXECUTE {name}{given}").fetchall()

        return run

    @contextmanager
    def undone(self) -> Iterator[None]:
        """Whatever the block writes into tables is gone afterwards."""
        self._connection.execute("BEGIN TRANSACTION")
        try:
            yield
        finally:
            self._connection.execute("ROLLBACK")

    def open_table(self, name: str, path: Path) -> None:
        """See Engine.open_table."""
        self.define(name, f"SELECT * FROM read_parquet({quoted(str(path.resolve()))})")

    def take(self, name: str, table: pa.Table) -> None:
        """Hold an Arrow table's rows as table `name`."""
        self._connection.register("taken", table)
        self.keep(name, "SELECT * FROM taken")
        self._connection.unregister("taken")

    def fill(self, name: str, table: pa.Table, *, where: str) -> None:
        """Add those rows of an Arrow table that are so to table `name`, columns by name."""
        self._connection.register("filling", table)
        self._connection.execute(f"INSERT INTO {name} BY NAME SELECT * FROM filling WHERE {where}")
        self._connection.unregister("filling")

    def define(self, name: str, select: str) -> None:
        """See Engine.define."""
        self._connection.execute(f"CREATE OR REPLACE VIEW {name} AS {select}")

    def checked(self, name: str, select: str, place: Place) -> dict[str, str]:
        """The columns of somebody's own SELECT `name`, or a UserError with its place."""
        try:
            return self._described(select)
        except duckdb.Error as error:
            problem = f"`{name}` does not fit its tables: {str(error).splitlines()[0]}"
            raise UserError(problem, remedy="correct the SELECT", place=place) from error

    def keep(self, name: str, select: str) -> None:
        """See Engine.keep."""
        self._connection.execute(f"CREATE OR REPLACE TABLE {name} AS {select}")

    def outline(self, name: str, columns: Mapping[str, str]) -> None:
        """Hold a table `name` of these columns and types, without rows."""
        listed = ", ".join(f'"{column}" {kind}' for column, kind in columns.items())
        self._connection.execute(f"CREATE OR REPLACE TABLE {name} ({listed})")

    def forget(self, name: str) -> None:
        """See Engine.forget."""
        self._connection.execute(f"DROP TABLE {name}")

    def columns(self, name: str) -> dict[str, str]:
        """See Engine.columns."""
        return self._described(name)

    def _described(self, select: str) -> dict[str, str]:
        return {str(row[0]): str(row[1]) for row in self.rows(f"DESCRIBE {select}")}

    def rows(self, select: str) -> Rows:
        """See Engine.rows."""
        return self._connection.execute(select).fetchall()

    def arrow(self, select: str) -> pa.Table:
        """See Engine.arrow."""
        return self._connection.sql(select).to_arrow_table()

    def write(
        self, select: str, path: Path, *, order_by: Sequence[str], in_order: bool = False
    ) -> Written:
        """See Engine.write."""
        order = "" if in_order else f" ORDER BY {', '.join(order_by)}"
        statement = duckdb.extract_statements(select + order)[0]  # read once, not at each step
        with self._connection.sql(statement).to_arrow_reader(ROWS_PER_GROUP) as rows:
            return write_parquet(rows, path, key=order_by)


def quoted(text: str) -> str:
    """`text` as an SQL string literal."""
    return "'" + text.replace("'", "''") + "'"
