"""Arguments → a command, and whatever happens → an exit code.

0 done · 1 our fault · 2 usage · 3 nothing to map · 4 something stayed open and `--strict` · 5 input refused ·
130 interrupted. An error is one line; a traceback is shown only with `DECONFLICT_MAP_TRACEBACK=1`.
"""

from __future__ import annotations

import gc
import os
import sys
from importlib import import_module
from typing import TYPE_CHECKING

import click

from deconflict_map import __version__
from deconflict_map.cli.table import cells, terminal_width
from deconflict_map.cli.terminal import printable, say
from deconflict_map.errors import DeconflictMapError, UnreadablePhraseError

if TYPE_CHECKING:
    from collections.abc import Sequence

_INTERRUPTED = 130
_OUR_FAULT = 1
# Module of `deconflict_map.cli` → the command in it, in the order of the help.
_COMMANDS = {
    "build": "build",
    "places": "places",
    "locate": "locate",
    "compare": "compare",
    "evaluate": "evaluate",
    "gazetteer": "gazetteer_group",
    "cache": "cache_group",
    "schema": "schema",
    "config": "config_group",
    "completion": "completion",
}
# The backspace keeps click from joining the lines.
_EXAMPLES = """\b
Examples:
  deconflict-map build article.md -o map.html     the article as one self-contained map
  deconflict-map places article.md                the places that it names
  deconflict-map locate "within 55 km of At Tanf"  a described place, line or zone as GeoJSON
  deconflict-map compare before.md after.md -o both.html   what is new, gone, moved or said otherwise
  deconflict-map gazetteer search "Deir Ezzor"    what the gazetteer knows of a name
"""


class _Commands(click.Group):
    """The commands, each imported when it is called for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = getattr(import_module(f"deconflict_map.cli.{cmd_name}"), _COMMANDS[cmd_name])
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        found = super().resolve_command(ctx, args)
        from deconflict_map.cli.config_run import configure  # noqa: PLC0415 -- keeps --help quick

        configure(ctx, args, ctx.params.get("config"))
        return found


@click.group(
    cls=_Commands,
    epilog=_EXAMPLES,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="deconflict-map")
@click.option(
    "--config",
    metavar="FILE",
    envvar="DECONFLICT_MAP_CONFIG",
    show_envvar=True,
    help="Settings to use in place of the project's (docs/reference/configuration.md); none leaves all files out.",
)
def commands(config: str | None) -> None:
    """Draw what a news article says about lines, rivers and zones."""
    del config  # read where a command is called


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit."""
    # A run is short and makes few cycles: looking for them, mostly during imports, costs a tenth of its time, and
    # looking once more at the end another.
    gc.disable()
    code = _run(sys.argv[1:] if arguments is None else list(arguments))
    gc.freeze()
    sys.exit(code)


def _run(arguments: Sequence[str]) -> int:
    try:
        result = commands.main(args=list(arguments), prog_name="deconflict-map", standalone_mode=False)
        return result if isinstance(result, int) else 0
    except DeconflictMapError as error:
        _show_traceback_if_asked()
        say(f"deconflict-map: {error}")
        if isinstance(error, UnreadablePhraseError):
            _show_where(error)
        return error.exit_code
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        say("deconflict-map: interrupted")
        return _INTERRUPTED
    except BrokenPipeError:  # the reader of our output went away, as `head` does
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 -- so that closing doesn't fail again
        return 0
    except Exception as error:  # noqa: BLE001 -- the last resort: one line instead of a traceback
        _show_traceback_if_asked()
        what = f"{type(error).__name__}: {error}"
        say(f"deconflict-map: internal error: {what} (set DECONFLICT_MAP_TRACEBACK=1 to see where)")
        return _OUR_FAULT


def _show_where(error: UnreadablePhraseError) -> None:
    """The phrase, or what stands round the point where reading stopped, and a caret below that point."""
    room = terminal_width() - 4
    start = max(0, min(error.stopped - room // 2, len(error.phrase) - room))
    before, behind = error.phrase[start : error.stopped], error.phrase[error.stopped : start + room]
    say(f"  {before}{behind}")
    say(f"  {' ' * cells(printable(before))}^")


def _show_traceback_if_asked() -> None:
    if os.environ.get("DECONFLICT_MAP_TRACEBACK"):
        sys.excepthook(*sys.exc_info())
