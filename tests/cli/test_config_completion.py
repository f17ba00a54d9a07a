"""Completion in shells, and help: neither reads a file of settings, however broken it is."""

import os
import subprocess
import sys

import pytest

from deconflict_map.cli.main import _run


@pytest.mark.parametrize(
    ("shell", "mark"), [("bash", "complete -o"), ("zsh", "#compdef"), ("fish", "complete --no-files")]
)
def test_completion_prints_a_script(capsys, shell, mark):
    assert _run(["completion", shell]) == 0
    out = capsys.readouterr().out
    assert mark in out
    assert "_DECONFLICT_MAP_COMPLETE" in out


def test_completion_knows_commands_and_options(tmp_path):
    (tmp_path / "deconflict-map.toml").write_text("[broken", encoding="utf-8")
    script = "from deconflict_map.cli import main; main()"
    asked = {
        "_DECONFLICT_MAP_COMPLETE": "bash_complete",
        "COMP_WORDS": "deconflict-map gazetteer search --c",
        "COMP_CWORD": "3",
    }
    done = subprocess.run(
        [sys.executable, "-c", script], env={**os.environ, **asked}, cwd=tmp_path, capture_output=True, check=True
    )
    assert b"plain,--country" in done.stdout


def test_help_reads_no_file(tmp_path):
    (tmp_path / "deconflict-map.toml").write_text("[broken", encoding="utf-8")
    code = "import sys; from deconflict_map.cli import main\ntry: main(['--help'])\nexcept SystemExit: print(sorted({'tomllib', 'platformdirs', 'deconflict_map.cli.config_values', 'deconflict_map.cli.config_files'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
