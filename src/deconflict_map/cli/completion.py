"""`completion`: a shell's name → the script by which that shell completes commands and options.

Only printed, never installed: what changes a shell's start is its user's to write.
"""

from __future__ import annotations

import click

from deconflict_map.cli.terminal import put

_SHELLS = ("bash", "zsh", "fish")


@click.command(
    epilog="""\b
Install:
  bash  deconflict-map completion bash > ~/.local/share/bash-completion/completions/deconflict-map
  zsh   deconflict-map completion zsh > ~/.zfunc/_deconflict-map     (with fpath+=~/.zfunc before compinit)
  fish  deconflict-map completion fish > ~/.config/fish/completions/deconflict-map.fish
"""
)
@click.argument("shell", type=click.Choice(_SHELLS))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Print the script that completes commands and options in SHELL."""
    from click.shell_completion import get_completion_class  # noqa: PLC0415 -- keeps --help quick

    kind = get_completion_class(shell)
    if kind is None:  # an older click
        raise click.UsageError(f"this version of click completes nothing in {shell}")
    script = kind(context.find_root().command, {}, "deconflict-map", "_DECONFLICT_MAP_COMPLETE")
    # `source()` would start a bash to ask for its version, and there may be none on this machine.
    put(script.source_template % script.source_vars())
