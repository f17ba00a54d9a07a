"""Settings from files and the environment: which one counts, what is refused, and what a stranger's file can't do."""

import itertools
import json
import os
from pathlib import Path

import click
import pytest

from deconflict_map.cli.config_files import places_looked_at
from deconflict_map.cli.config_options import OWN_ONLY, SENDING, SHARED, WITHHOLDING, leaves, settings
from deconflict_map.cli.main import _run, commands

ALL = [setting for path, command in leaves(commands) for setting in settings(path, command)]
SEARCH = ("gazetteer", "search", "Tripoli", "--json")


@pytest.fixture
def here(tmp_path, monkeypatch):
    """A project's folder; the user's own folder of settings stands beside it, empty."""
    for name in [name for name in os.environ if name.startswith("DECONFLICT_MAP_")]:
        monkeypatch.delenv(name)
    monkeypatch.setattr("deconflict_map.cli.config_files.own_path", lambda: tmp_path / "own" / "config.toml")
    monkeypatch.setattr("deconflict_map.cli.config_values.own_path", lambda: tmp_path / "own" / "config.toml")
    for folder in ("own", "project/below"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "project" / ".git").mkdir()
    monkeypatch.chdir(tmp_path / "project")
    return tmp_path / "project"


@pytest.fixture
def shown(here, capsys):
    """What `config show --json` tells of an option: its value, and where that comes from."""
    del here

    def shown(option, *command, before=()):
        assert _run([*before, "config", "show", *command, "--json"]) == 0
        rows = [row for row in json.loads(capsys.readouterr().out) if row["option"] == f"--{option}"]
        return [(row["value"], row["from"]) for row in rows]

    return shown


def write(path, text):
    path.write_text(text, encoding="utf-8")
    return path


def own(here):
    return here.parent / "own" / "config.toml"


def found(capsys):
    return len(json.loads(capsys.readouterr().out))


# Which one counts


def test_options_then_variables_then_the_command_s_table_then_the_common_one_then_the_user_s(here, capsys, monkeypatch):
    def limit(*options):
        assert _run([*SEARCH, *options]) == 0
        return found(capsys)

    assert limit() > 5
    write(own(here), "[gazetteer.search]\nlimit = 5")
    assert limit() == 5
    write(here / "deconflict-map.toml", "[gazetteer.search]\nlimit = 4")
    assert limit() == 4
    monkeypatch.setenv("DECONFLICT_MAP_GAZETTEER_SEARCH_LIMIT", "2")
    assert limit() == 2
    assert limit("--limit", "1") == 1


def test_a_command_s_table_goes_before_the_common_one_wherever_it_stands(here, shown):
    write(here / "deconflict-map.toml", '[common]\ntitle = "all"\n[build]\ntitle = "build"')
    assert shown("title", "build") == [("build", "file (the project's)")]
    assert shown("title", "places") == [("all", "file (the project's)")]


def test_a_variable_of_the_command_goes_before_the_shared_one(shown, monkeypatch):
    monkeypatch.setenv("DECONFLICT_MAP_TITLE", "all")
    monkeypatch.setenv("DECONFLICT_MAP_BUILD_TITLE", "build")
    assert shown("title") == [("build", "environment"), ("all", "environment")]


def test_pyproject_serves_as_well_and_the_own_file_goes_before_it(here, shown):
    write(here / "pyproject.toml", '[project]\nname = "x"\n[tool.deconflict-map.build]\ntitle = "one"')
    assert shown("title", "build") == [("one", "file (the project's)")]
    write(here / "deconflict-map.toml", '[build]\ntitle = "two"')
    assert shown("title", "build") == [("two", "file (the project's)")]


@pytest.mark.parametrize("text", ["[tool.other]\nx = 1", "[[[ no TOML"])
def test_a_pyproject_that_doesn_t_speak_of_us_is_not_our_business(here, shown, text):
    write(here / "pyproject.toml", text)
    assert shown("title", "build") == [("", "default")]


def test_folders_above_count_up_to_the_repository_s_root(here, shown, monkeypatch):
    write(here / "deconflict-map.toml", '[build]\ntitle = "root"')
    monkeypatch.chdir(here / "below")
    assert shown("title", "build") == [("root", "file (the project's)")]
    (here / "below" / ".git").mkdir()
    assert shown("title", "build") == [("", "default")]


def test_without_a_repository_or_home_above_only_the_folder_itself_counts(here, monkeypatch):
    monkeypatch.setattr(Path, "home", lambda: here / "elsewhere")
    (here / ".git").rmdir()
    lonely = here / "below"
    # What encloses pytest's own folder may be a repository: then this shows nothing.
    assert places_looked_at(lonely) == (lonely,)
    monkeypatch.setattr(Path, "home", lambda: here)
    assert places_looked_at(lonely) == (lonely, here)


def test_a_file_given_by_name_stands_for_the_project_s_and_none_for_no_file(here, shown):
    write(here / "deconflict-map.toml", '[build]\ntitle = "project"')
    write(own(here), '[build]\ntitle = "own"\nsource = "own"')
    named = write(here / "named.toml", '[build]\ntitle = "named"\nonline = true')
    assert shown("title", "build", before=("--config", str(named))) == [("named", "file (yours)")]
    assert shown("source", "build", before=("--config", str(named))) == [("own", "file (yours)")]
    assert shown("title", "build", before=("--config", "none")) == [("", "default")]


# Every option


def example(option):
    """A value that an option takes, as TOML."""
    kind = option.type
    match kind:
        case _ if option.is_flag:
            value = "true"
        case click.Choice():
            value = json.dumps(kind.choices[0])
        case click.types.IntParamType():
            value = "7"
        case click.types.FloatParamType():
            value = "7.5"
        case _:
            value = '"x"'
    return f"[{value}]" if option.multiple else value


@pytest.mark.parametrize("setting", ALL, ids=lambda setting: f"{setting.table}.{setting.key}")
def test_every_option_of_every_command_can_be_set(here, shown, monkeypatch, setting):
    write(own(here), f"[{setting.table}]\n{setting.key} = {example(setting.option)}")
    ((_, source),) = shown(setting.key, *setting.command)
    assert source == "file (yours)"
    monkeypatch.setenv("_".join(["DECONFLICT_MAP", *setting.command, setting.key]).replace("-", "_").upper(), "1")
    ((_, source),) = shown(setting.key, *setting.command)
    assert source == "environment"


def test_no_variable_means_two_things():
    """A command's own variable is nobody else's, and no shared one."""
    shared = {f"DECONFLICT_MAP_{key.replace('-', '_').upper()}" for key in SHARED}
    first = [setting.variables[0] for setting in ALL]
    assert len(set(first)) == len(first)
    assert not shared & set(first)
    assert not {"DECONFLICT_MAP_ARTICLE", "DECONFLICT_MAP_GEODATA", "DECONFLICT_MAP_CONFIG"} & (shared | set(first))


@pytest.mark.parametrize("key", sorted({setting.key for setting in ALL}))
def test_shared_options_are_those_that_several_commands_have_in_one_sense(key):
    uses = [setting for setting in ALL if setting.key == key]
    # `--in` limits a search or says where a phrase is; `--output` is one file or several; `--corrections` are those of the
    # article, or of the second of two. The rest stand once.
    apart = {"in", "output", "corrections"}
    assert (key in SHARED) == (len(uses) > 1 and key not in apart)
    if key in SHARED:
        assert len({(type(use.option.type), use.option.is_flag, use.option.multiple) for use in uses}) == 1


def test_what_is_listed_by_name_exists():
    assert {setting.key for setting in ALL} >= OWN_ONLY | SHARED | WITHHOLDING


# What is refused


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[bild]\nx = 1", "unknown table bild (did you mean build?)"),
        ("[build]\nonlin = true", "unknown key build.onlin (did you mean build.online?)"),
        ("[gazetteer.serch]\nlimit = 1", "did you mean gazetteer.search?"),
        ("[gazetteer]\nlimit = 1", "unknown key gazetteer.limit"),
        ("[common]\noutput = ['x.html']", "unknown key common.output"),
        ("build = 3", "[build] is no table"),
        ("[build]\nstrict = 'yes'", "build.strict has a value of the wrong type (give true or false)"),
        ("[build]\nstrict = 1", "give true or false"),
        ("[build]\ntitle = 3", "give a text in quotes"),
        ("[build]\ntitle = {a = 1}", "give a text in quotes"),
        ("[build]\noutput = 'x.html'", "give a list"),
        ("[build]\nredact = [1]", "give a text in quotes"),
        ("[build]\ncoarsen = true", "give a number"),
        ("[build]\ncoarsen = nan", "give a number"),
        (f"[build]\ncoarsen = {'9' * 400}", "give a number"),
        ("[gazetteer.search]\nlimit = 0", "gazetteer.search.limit: 0 is not in the range"),
        ("[gazetteer.search]\nlimit = true", "give a whole number"),
        ("[gazetteer.search]\nkind = 'moon'", "gazetteer.search.kind"),
        ('[build]\ntitle = "a\\u001b[2Jb"', "without control characters"),
        ('[build]\ntitle = "a\\u202eb"', "without control characters"),
        (f'[build]\ntitle = "{"a" * 5000}"', "give a text of one line"),
        ("[build", "isn't TOML"),
        (f"[build]\ncoarsen = {'9' * 5000}", "isn't TOML"),
        ("[build]\ntitle = " + "[" * 50_000, "isn't TOML"),
        ("[build]\nstrict = true\nstrict = true", "isn't TOML"),
        ("#" * 300_000, "is larger than"),
        ('["\\u001b[2J' + "k" * 500 + '"]\nx = 1', "unknown table"),
        (".".join("a" * 3_000) + " = 1", "unknown"),
    ],
    ids=itertools.count(),
)
def test_what_can_t_be_used_is_refused_with_file_key_and_advice(here, capsys, text, said):
    path = write(here / "deconflict-map.toml", text)
    assert _run(SEARCH) == 2
    out, err = capsys.readouterr()
    told = err.replace("is nested too deeply", "isn't TOML")  # which of both depends on the parser
    assert said in told
    assert str(path) in told
    assert not out
    assert err.count("\n") == 1
    assert len(err) < 1_000
    assert "\x1b" not in err


def test_bytes_that_are_no_text_folders_and_pipes_are_refused(here, capsys):
    path = here / "deconflict-map.toml"
    path.write_bytes(b"[build]\ntitle = '\xff\xfe'")
    assert _run(SEARCH) == 2
    assert "isn't UTF-8" in capsys.readouterr().err
    path.unlink()
    path.mkdir()
    assert _run(SEARCH) == 2
    assert "is no file" in capsys.readouterr().err
    path.rmdir()
    if hasattr(os, "mkfifo"):
        os.mkfifo(path)
        assert _run(SEARCH) == 2
        assert "is no file" in capsys.readouterr().err


def test_a_file_that_is_named_must_be_there(here, capsys):
    assert _run(["--config", str(here / "gone.toml"), *SEARCH]) == 2
    assert "gone.toml: can't be read" in capsys.readouterr().err


def test_help_doesn_t_hang_on_a_file_that_is_broken(here, capsys):
    write(here / "deconflict-map.toml", "[build")
    assert _run(["build", "--help"]) == 0
    assert _run(["completion", "bash"]) == 0
    assert "isn't TOML" not in capsys.readouterr().err


# What a stranger's file can't do


@pytest.mark.parametrize(
    "setting", [one for one in ALL if one.key in OWN_ONLY], ids=lambda setting: f"{setting.table}.{setting.key}"
)
@pytest.mark.parametrize("table", ["own", "common"])
@pytest.mark.parametrize("name", ["deconflict-map.toml", "pyproject.toml"])
def test_a_project_s_file_sets_nothing_that_sends_removes_or_runs(here, capsys, setting, table, name):
    if table == "common" and setting.key not in SHARED:
        pytest.skip("stands in no common table")
    table = setting.table if table == "own" else "common"
    before = "tool.deconflict-map." if name == "pyproject.toml" else ""
    write(here / name, f"[{before}{table}]\n{setting.key} = {example(setting.option)}")
    assert _run(SEARCH) == 2
    assert "can't be set by a file in the folder" in capsys.readouterr().err


PATHS = [one for one in ALL if isinstance(one.option.type, click.Path) and one.key not in OWN_ONLY]


@pytest.mark.parametrize("setting", PATHS, ids=lambda setting: f"{setting.table}.{setting.key}")
@pytest.mark.parametrize(
    "path",
    ["../x", "/etc/x", "a/../../x", "~/x", ".git/hooks/x", "below/.x", "C:/x", "C:x", "\\\\\\\\server\\\\x", "//server/x",
     "..\\\\x", "link/x"],
)  # fmt: skip
def test_a_project_s_paths_stay_within_its_folder(here, capsys, setting, path):
    (here / "link").symlink_to(here.parent)
    value = f'["{path}"]' if setting.option.multiple else f'"{path}"'
    write(here / "deconflict-map.toml", f"[{setting.table}]\n{setting.key} = {value}")
    assert _run(SEARCH) == 2
    assert "leads out of the folder" in capsys.readouterr().err


def test_what_the_user_withholds_no_project_s_file_gives_away(here, shown):
    write(own(here), '[build]\nno-text = true\nredact = ["Raqqa"]\ntitle = "own"')
    write(here / "deconflict-map.toml", '[build]\nno-text = false\nredact = []\ntitle = "project"')
    assert shown("no-text", "build") == [(True, "file (yours)")]
    assert shown("redact", "build") == [(["Raqqa"], "file (yours)")]
    assert shown("title", "build") == [("project", "file (the project's)")]


def test_a_project_s_file_can_t_silence_the_message_that_names_it(here, capsys):
    path = write(here / "deconflict-map.toml", '[build]\nquiet = true\noutput = ["m.csv"]')
    text = write(here / "text.txt", "A strike hit positions 10 km east of Raqqa, Syria.")
    assert _run(["build", str(text)]) == 0
    assert f"settings from {path}: build.quiet, build.output" in capsys.readouterr().err.replace(
        "build.output, build.quiet", "build.quiet, build.output"
    )
    assert _run(["build", str(text), "--quiet"]) == 0
    assert not capsys.readouterr().err


# What is told


def test_paths_count_from_the_file_and_the_run_names_what_it_used(here, capsys, monkeypatch):
    path = write(here / "deconflict-map.toml", '[build]\noutput = ["m.csv", "m.geojson"]\npublished = 2017-09-18')
    write(here / "below" / "text.txt", "A strike hit positions 10 km east of Raqqa, Syria, on Saturday.")
    monkeypatch.chdir(here / "below")
    assert _run(["build", "text.txt"]) == 0
    err = capsys.readouterr().err
    assert (here / "m.csv").is_file()
    assert (here / "m.geojson").is_file()
    assert "published 2017-09-18" in err
    assert err.startswith(f"settings from {path}: ")
    assert _run(["build", "text.txt", "-o", "by-hand.csv", "--published", "2017-09-18"]) == 0
    assert "settings from" not in capsys.readouterr().err
    assert (here / "below" / "by-hand.csv").read_bytes() == (here / "m.csv").read_bytes()


def test_what_reaches_out_is_told_wherever_it_was_set(here, capsys, monkeypatch):
    tiles = "https://tile.openstreetmap.org/{z}/{x}/{y}.png"
    write(own(here), f'[build]\ntiles = "{tiles}"')
    text = write(here / "text.txt", "A strike hit positions 10 km east of Raqqa, Syria.")
    assert _run(["build", str(text), "-o", "m.html"]) == 0
    assert "--tiles comes from there: readers may switch on tiles" in capsys.readouterr().err
    own(here).unlink()
    monkeypatch.setenv("DECONFLICT_MAP_TILES", tiles)
    assert _run(["build", str(text), "-o", "m.html"]) == 0
    assert "--tiles comes from DECONFLICT_MAP_TILES" in capsys.readouterr().err
    monkeypatch.setenv("DECONFLICT_MAP_CONTACT", "me@example.org")
    assert _run(["build", str(text), "-o", "m.html"]) == 0
    assert "--contact" not in capsys.readouterr().err  # nobody is told who asks where nobody asks


@pytest.mark.parametrize("key", sorted(SENDING))
def test_config_show_marks_what_reaches_out(here, capsys, key):
    value = "true" if key == "online" else '"x"'
    write(own(here), f"[build]\n{key} = {value}")
    assert _run(["config", "show", "build", "--json"]) == 0
    assert [row["option"] for row in json.loads(capsys.readouterr().out) if row["sends"]] == [f"--{key}"]
    assert _run(["config", "show", "build", "--set"]) == 0
    assert "can leave this machine" in capsys.readouterr().out


def test_names_in_a_variable_are_parted_by_semicolons(here, capsys, monkeypatch):
    monkeypatch.setenv("DECONFLICT_MAP_BUILD_REDACT", "Abu Kamal; Raqqa")
    text = write(here / "text.txt", "A strike hit Palmyra, 10 km east of Raqqa, and Abu Kamal, Syria.")
    assert _run(["build", str(text), "-o", "m.geojson"]) == 0
    assert "Kamal" not in (here / "m.geojson").read_text(encoding="utf-8")
    assert "stands nowhere" not in capsys.readouterr().err


def test_config_path_names_the_files_that_count(here, capsys):
    assert _run(["config", "path"]) == 0
    out, err = capsys.readouterr()
    assert not out
    assert str(own(here)) in err
    paths = [write(here / "deconflict-map.toml", ""), write(own(here), "")]
    assert _run(["config", "path"]) == 0
    assert capsys.readouterr().out.splitlines() == [str(path) for path in paths]


def test_the_variable_that_names_a_file_does_as_the_option(here, shown, monkeypatch):
    write(here / "deconflict-map.toml", '[build]\ntitle = "project"')
    named = write(here / "named.toml", '[build]\ntitle = "named"')
    monkeypatch.setenv("DECONFLICT_MAP_CONFIG", str(named))
    assert shown("title", "build") == [("named", "file (yours)")]
    monkeypatch.setenv("DECONFLICT_MAP_CONFIG", "none")
    assert shown("title", "build") == [("", "default")]
