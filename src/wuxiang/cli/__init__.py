"""The command line: thin commands over the library, in plain words."""

from wuxiang.cli.main import main

__all__ = ["main"]
