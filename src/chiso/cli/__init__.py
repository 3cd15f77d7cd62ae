"""The command line, ``chiso …``: one file a command, each reads, calls one function and prints."""

from chiso.cli.app import command, main

__all__ = ["command", "main"]
