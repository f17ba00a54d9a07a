"""Arguments → a command, and whatever happens → an exit code.

0 done · 1 our fault · 2 usage · 3 nothing to map · 4 something stayed open and `--strict` · 5 input refused ·
130 interrupted. An error is one line; a traceback is shown only with `DECONFLICT_MAP_TRACEBACK=1`.
"""

from __future__ import annotations

import gc
import os
import sys
from typing import TYPE_CHECKING

import click

from deconflict_map import __version__
from deconflict_map.cli.build import build
from deconflict_map.cli.gazetteer import gazetteer_group
from deconflict_map.cli.places import places
from deconflict_map.cli.terminal import say
from deconflict_map.errors import DeconflictMapError

if TYPE_CHECKING:
    from collections.abc import Sequence

_INTERRUPTED = 130
_OUR_FAULT = 1


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="deconflict-map")
def commands() -> None:
    r"""Draw what a news article says about lines, rivers and zones.

    \b
    deconflict-map build article.md -o map.html     the article as one self-contained map
    deconflict-map places article.md                the places that it names
    deconflict-map gazetteer search "Deir Ezzor"    what the gazetteer knows of a name
    """


commands.add_command(build)
commands.add_command(places)
commands.add_command(gazetteer_group, "gazetteer")


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit."""
    # A run is short and makes few cycles; collecting them, mostly during imports, costs a tenth of its time.
    gc.disable()
    sys.exit(_run(sys.argv[1:] if arguments is None else list(arguments)))


def _run(arguments: Sequence[str]) -> int:
    try:
        result = commands.main(args=list(arguments), prog_name="deconflict-map", standalone_mode=False)
        return result if isinstance(result, int) else 0
    except DeconflictMapError as error:
        _show_traceback_if_asked()
        say(f"deconflict-map: {error}")
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


def _show_traceback_if_asked() -> None:
    if os.environ.get("DECONFLICT_MAP_TRACEBACK"):
        sys.excepthook(*sys.exc_info())
