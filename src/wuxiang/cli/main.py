"""The command `wuxiang`: its sub-commands, and how its errors are shown."""

import sys

import click

from wuxiang import __version__
from wuxiang.cli.analysis import measure, targeting
from wuxiang.cli.county import demo, intake
from wuxiang.cli.flaws import flaws
from wuxiang.cli.keeping import keys_group
from wuxiang.cli.lists import compare_lists
from wuxiang.cli.office import journal, office_group, serve, worker
from wuxiang.cli.papers import print_papers
from wuxiang.cli.policies import policy
from wuxiang.cli.registry import export
from wuxiang.cli.runs import compare, entitlements, explain, gaps, run, summary, verify
from wuxiang.cli.simulation import simulate
from wuxiang.errors import CheckFailedError, UserError

CHECK_FAILED = 1
WRONG_INPUT = 2


class Wuxiang(click.Group):
    """A group whose commands show a UserError in plain words: exit 2; a failed check: exit 1."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the sub-command."""
        try:
            return super().invoke(ctx)
        except UserError as error:
            click.echo(f"wuxiang: {error}", err=True)
            ctx.exit(WRONG_INPUT)
        except CheckFailedError as error:
            click.echo(f"wuxiang: {error}", err=True)
            ctx.exit(CHECK_FAILED)
        except BrokenPipeError:  # the reader, as `head`, has had enough
            sys.stderr.close()
            ctx.exit(0)


@click.group(cls=Wuxiang, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="wuxiang")
def main() -> None:
    """Wuxiang (五向): who is owed what, has it arrived, whose task is the gap, who checks.

    Exit codes: 0 well, 1 a check failed, 2 wrong input.

    \b
    Begin with:
      wuxiang demo demo/files
      wuxiang intake demo/files --county counties/hequ --out demo/snapshot
      wuxiang run --county counties/hequ --snapshot demo/snapshot --out demo/run
      wuxiang gaps demo/run --out demo/gaps.xlsx
    """


COMMANDS = (
    intake, run, summary, explain, gaps, flaws, entitlements, export, print_papers, compare, verify,
    policy, demo, serve, worker, office_group, keys_group, journal, measure, targeting, simulate,
    compare_lists,
)  # fmt: skip
for command in COMMANDS:
    main.add_command(command)
