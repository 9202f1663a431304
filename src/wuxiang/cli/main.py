"""The command `wuxiang`: its sub-commands, and how its errors are shown."""

import sys
from importlib import import_module

import click

from wuxiang import __version__
from wuxiang.errors import CheckFailedError, UserError

CHECK_FAILED = 1
WRONG_INPUT = 2


COMMANDS = {
    "intake": "county.intake",
    "run": "runs.run",
    "summary": "runs.summary",
    "explain": "runs.explain",
    "gaps": "runs.gaps",
    "flaws": "flaws.flaws",
    "entitlements": "runs.entitlements",
    "export": "registry.export",
    "print": "papers.print_papers",
    "compare": "runs.compare",
    "verify": "runs.verify",
    "policy": "policies.policy",
    "demo": "county.demo",
    "serve": "office.serve",
    "worker": "office.worker",
    "office": "keeping.office_group",
    "keys": "keeping.keys_group",
    "journal": "office.journal",
    "measure": "analysis.measure",
    "targeting": "analysis.targeting",
    "simulate": "simulation.simulate",
    "compare-lists": "lists.compare_lists",
}
"""Each sub-command and where it stands; what a command needs is loaded when it is called."""


class Wuxiang(click.Group):
    """A group whose commands show a UserError in plain words: exit 2; a failed check: exit 1."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all sub-commands, for the help."""
        return sorted([*super().list_commands(ctx), *COMMANDS])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The sub-command of that name, or None."""
        if cmd_name not in COMMANDS:
            return super().get_command(ctx, cmd_name)
        module, name = COMMANDS[cmd_name].split(".")
        command: click.Command = getattr(import_module(f"wuxiang.cli.{module}"), name)
        return command

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
