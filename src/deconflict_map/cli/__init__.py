"""Command line → the library's functions; the only place that prints.

Data goes to standard output, messages to standard error. Everything a text may have put into a message is stripped of
control characters before a terminal sees it.
"""

from deconflict_map.cli.main import main

__all__ = ["main"]
