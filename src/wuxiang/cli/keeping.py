"""Commands that keep the office: office backup, restore, erase; keys make, show, rotate, retire."""

from pathlib import Path

import click

from wuxiang.cli.office import office, office_group
from wuxiang.cli.showing import echo_table, progress
from wuxiang.sealing import key_file, load_keys

FILE = click.Path(dir_okay=False, path_type=Path)
GONE = "not here"


@office_group.command()
@click.argument("file", type=FILE)
def backup(file: Path) -> None:
    """Write a backup of the office to FILE while people work; its keys are never in it.

    Database, files, and the runs that the office works from, with a manifest of their hashes.

    \b
    Example:
      wuxiang office backup office.tar.gz
    """
    made = office().back_up(file)
    click.echo(f"{file}: {len(made.files)} files, {file.stat().st_size / 1e6:,.1f} MB")
    for what, parts in (("in it", made.holds), ("left out, to be made again", made.left_out)):
        said = ", ".join(f"{number} {name}" for name, number in parts.items() if number)
        click.echo(f"  {what}: {said or 'nothing'}")
    for folder in made.missing_runs:
        click.echo(f"  the adopted run in {folder} is gone: it is not in the backup", err=True)


@office_group.command()
@click.argument("file", type=FILE)
@click.option("--check", is_flag=True, help="Only say whether the backup is whole.")
@click.option("--replace", is_flag=True, help="Put it in the place of the office that stands here.")
def restore(file: Path, *, check: bool, replace: bool) -> None:
    """Put the office out of the backup FILE in place, and bring it up to this release.

    Stop the office first. A damaged backup is refused before anything is changed; what is replaced
    is kept beside. Everybody signs in anew, and whoever was erased since is erased again.

    \b
    Example:
      wuxiang office restore office.tar.gz --check
    """
    if check:
        made = office().check_backup(file)
        click.echo(f"{file} is whole: {made.made_at}, release {made.release}, {made.engine}")
        return
    made, erased = office().put_back(file, replace=replace)
    click.echo(f"restored: the office of {made.made_at}; {erased} people erased again")
    for name, state, rows in _keys():
        if state == GONE:
            told = f"  {rows:,} rows name nobody until {key_file()} has their key {name} again"
            click.echo(told, err=True)


@office_group.command()
@click.argument("key")
@click.option("--ground", required=True, help="Who decided it, by which paper, and why.")
@click.option("--hold-lifted", default="", help="Who confirmed that no duty to keep is left.")
def erase(key: str, *, ground: str, hold_lifted: str) -> None:
    """Forget the person, household or helper KEY: the key of his names and numbers is destroyed.

    Amounts, decisions and the journal remain, without a name. What must be kept for now is refused,
    with the reason and who says when it ends. Snapshots, runs and backups made before still hold
    the names, sealed: delete them when new ones stand.

    \b
    Example:
      wuxiang office erase p0123456789abcdef0123 --ground "档案室 2027-3 号"
    """
    rows = office().erase(key, ground=ground, lifted=hold_lifted)
    click.echo(f"{key}: {rows} rows lost their names and numbers for good")


@click.group("keys")
def keys_group() -> None:
    """The keys under which names are sealed."""


@keys_group.command()
def make() -> None:
    """Make the keys of a new office; those that are there are left as they are.

    \b
    Example:
      wuxiang keys make
    """
    keys = load_keys(create=True)
    click.echo(f"{key_file()} holds key {keys.key_id}; back it up now, apart from the data")


@keys_group.command("show")
def show_keys() -> None:
    """Name the keys, never their content, and how many rows of the register each has sealed.

    \b
    Example:
      wuxiang keys show
    """
    echo_table(f"Keys in {key_file().parent}", ("key", "state", "rows"), _keys())


def _keys() -> list[tuple[str, str, int]]:
    """Each key that is here or that the register needs, and how many rows it has sealed."""
    keys, rows = load_keys(create=False), office().keys_in_use()
    lines = [(keys.key_id, "seals", rows.pop(keys.key_id, 0))]
    lines += [(name, "old, opens", rows.pop(name, 0)) for name, _key in keys.old]
    return lines + [(name, GONE, number) for name, number in rows.items()]


@keys_group.command()
@click.option("--quiet", is_flag=True, help="Show no progress.")
def rotate(*, quiet: bool) -> None:
    """Make a new key and seal the register with it, while people work.

    Killed and begun again it goes on where it was. The old key stays in the file until it is
    retired, for snapshots, runs and backups made before.

    \b
    Example:
      wuxiang keys rotate
    """
    with progress("sealing", quiet=quiet) as told:
        key_id, old, rows = office().rotate_keys(told)
    click.echo(f"{rows:,} rows sealed with {key_id}; back up {key_file()} now, apart from the data")
    click.echo(f"old, for what was made before: {', '.join(old)} (wuxiang keys retire KEY)")


@keys_group.command()
@click.argument("key")
def retire(key: str) -> None:
    """Destroy the old key KEY: snapshots, runs and backups sealed with it name nobody any more.

    Refused while the register or the adopted run needs it.

    \b
    Example:
      wuxiang keys retire 0a1b2c3d
    """
    office().retire_key(key)
    click.echo(f"{key} is destroyed here; destroy its copies in your key backups too")
