"""Commands about policies: check, test, sql, show. PATH is a pack or one policy file."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import click

from wuxiang.cli.showing import echo_json
from wuxiang.engine import DuckEngine
from wuxiang.errors import CheckFailedError, UserError
from wuxiang.pack import Pack, check_pack, compile_one, compile_pack, read_pack, show_pack
from wuxiang.policy import Compiled
from wuxiang.policy.examples import ExampleResult, run_examples, uncovered
from wuxiang.policy.show import show_policy
from wuxiang.schema import Language

EXISTING = click.Path(exists=True, path_type=Path)
AS_OF = date(2019, 4, 30)
"""The day that stands for `as_of` where a policy is looked at without a run."""


@click.group()
def policy() -> None:
    """Check, test, show policies, or print them as SQL.

    \b
    Example:
      wuxiang policy test counties/hequ
    """


@policy.command()
@click.argument("path", type=EXISTING)
def check(path: Path) -> None:
    """Read every file, name and type; say the first thing that is wrong, with file and line."""
    pack = _pack_around(path)
    check_pack(pack, AS_OF)
    chosen = pack.policies if path.is_dir() else {path.stem: pack.policy(path.stem)}
    unconfirmed = sum(not one.confirmed for one in chosen.values())
    click.echo(f"{path}: {len(chosen)} policies are sound; {unconfirmed} are 待确认 (unconfirmed)")
    if path.is_dir():
        click.echo(f"{path}: {len(pack.rules)} rules of data quality are sound")


@policy.command()
@click.argument("path", type=EXISTING)
@click.option("--json", "as_json", is_flag=True, help="Print JSON for a program.")
def test(path: Path, *, as_json: bool) -> None:
    """Run the examples in the policy files; each clause needs a yes, a no and a not-known one."""
    failed: list[str] = []
    counted = 0
    for compiled in _chosen(path).values():
        results = _results(compiled)
        counted += len(results)
        failed += _failures(compiled, results)
    if as_json:
        echo_json({"examples": counted, "failed": failed})
    elif not failed:
        click.echo(f"{path}: {counted} examples hold; every clause shows yes, no and not known")
    if failed:
        listed = "\n".join(f"  {one}" for one in failed)
        raise CheckFailedError(f"{len(failed)} of {counted} examples and clauses fail:\n{listed}")


@policy.command()
@click.argument("path", type=EXISTING)
def sql(path: Path) -> None:
    """Print the SQL of each policy: one chain of named queries, named as in the file."""
    for name, compiled in _chosen(path).items():
        click.echo(f"-- {name}: {compiled.policy.title.en}\n{compiled.decisions};\n")


@policy.command()
@click.argument("path", type=EXISTING)
@click.option("--language", type=click.Choice(["zh", "en"]), default="zh", show_default=True)
def show(path: Path, language: Language) -> None:
    """Print a policy as a readable page; for a pack, by direction and commitment, with figures."""
    if path.is_dir():
        click.echo(show_pack(_pack_around(path), language=language))
        return
    chosen = _chosen(path).values()
    click.echo("\n\n".join(show_policy(one.policy, language=language) for one in chosen))


def _chosen(path: Path) -> Mapping[str, Compiled]:
    """The compiled policies of the pack at `path`, or the one policy in the file `path`."""
    pack = _pack_around(path)
    if path.is_dir():
        return compile_pack(pack, AS_OF)
    return {path.stem: compile_one(pack, path.stem, AS_OF)[path.stem]}


def _pack_around(path: Path) -> Pack:
    for folder in (path, *path.resolve().parents):
        if (folder / "county.yaml").is_file():
            return read_pack(folder)
    raise UserError(
        f"{path} lies in no county pack",
        remedy="name the folder of a pack (it has a county.yaml), or a policy file inside one",
    )


def _results(compiled: Compiled) -> list[ExampleResult]:
    with DuckEngine(threads=1) as engine:
        return run_examples(engine, compiled.policy, source=compiled.source, as_of=AS_OF)


def _failures(compiled: Compiled, results: list[ExampleResult]) -> list[str]:
    file = compiled.policy.place.file
    lacking = uncovered(compiled.policy, results)
    return [failure for result in results for failure in result.failures] + [
        f"{file}: no example shows clause `{clause}` as: {', '.join(words)}"
        for clause, words in lacking.items()
    ]
