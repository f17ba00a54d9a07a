"""`--online` as a user meets it, over real processes: the pace they keep together, what they say, and how they end."""

import os
import subprocess
import sys
from itertools import pairwise

import pytest
from fake_nominatim import VILLAGE, Reply, nominatim, places

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

TEXT = "A strike hit positions near Khirbet Qwertzu in Syria, and another near Raqqa."
CONTACT = ("--contact", "maps@newsroom.test")


def start(*arguments, text=TEXT, cwd, **environment):
    """Start a command; the cache folder is that of the test (see `cache_home`)."""
    process = subprocess.Popen(
        [sys.executable, "-m", "deconflict_map", *map(str, arguments)],
        cwd=cwd,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, **environment},
    )
    process.stdin.write(text.encode())
    process.stdin.close()
    process.stdin = None
    return process


def run(*arguments, **more):
    process = start(*arguments, **more)
    out, said = process.communicate(timeout=60)
    return process.returncode, out.decode(), said.decode()


def test_four_processes_keep_one_pace(tmp_path):
    """The policy: one request a second at most, all processes summed."""
    with nominatim(lambda asked: places({**VILLAGE, "name": asked.params["q"][0], "namedetails": {}})) as server:
        names = ["Qwertzu Qwertzu", "Khirbet Wertz", "Tell Asdfgh", "Asdfgh Yxcvbn"]
        running = [
            start(
                "places", "-", "--online", *CONTACT, "--nominatim-url", server.url, "--cache", tmp_path / str(number),
                text=f"In Syria he stopped near the village of {name} and near the village of {name[::-1].title()}.", cwd=tmp_path,
            )
            for number, name in enumerate(names)
        ]  # fmt: skip
        ends = [process.communicate(timeout=60) for process in running]
        assert [process.returncode for process in running] == [0] * 4, ends
    assert all(out.decode().count("(found online)") == 2 for out, _ in ends), ends
    arrived = sorted(asked.at for asked in server.asked)
    assert len(arrived) == 8
    gaps = [later - earlier for earlier, later in pairwise(arrived)]
    # The next request begins a second after the last one's answer, so that the gaps are longer by the answer's way.
    assert min(gaps) >= 0.999, gaps


def test_the_second_run_asks_nothing(tmp_path):
    with nominatim(places(VILLAGE)) as server:
        arguments = ("build", "-", "--online", *CONTACT, "--nominatim-url", server.url, "-o")
        code, _, said = run(*arguments, "one.html", "-v", cwd=tmp_path)
        assert code == 0, said
        assert f"are sent to {server.url}" in said
        assert "asking for “Khirbet Qwertzu” (SY)" in said
        assert said.index("are sent") < said.index("asking for") < said.index("wrote one.html")
        assert "not placed" not in said
        assert "found online: Khirbet Qwertzu\n" in said
        code, _, said = run(*arguments, "two.html", "-v", cwd=tmp_path, PYTHONHASHSEED="7", TZ="Asia/Kathmandu")
        assert code == 0, said
        assert "are sent" not in said
    assert len(server.asked) == 1
    assert (tmp_path / "one.html").read_bytes() == (tmp_path / "two.html").read_bytes()


@pytest.mark.parametrize("reply", [Reply(b"", 403), Reply(b"<html>")])
def test_the_map_is_made_whatever_happens(tmp_path, reply):
    with nominatim(reply) as server:
        code, _, said = run(
            "build", "-", "--online", "-o", "m.html", cwd=tmp_path,
            DECONFLICT_MAP_CONTACT="maps@newsroom.test", DECONFLICT_MAP_NOMINATIM_URL=server.url,
        )  # fmt: skip
    assert code == 0, said
    assert (tmp_path / "m.html").read_bytes().startswith(b"<!DOCTYPE html>")
    assert f"online: {server.url}" in said
    assert "not placed: Khirbet Qwertzu" in said
    assert len(server.asked) == 1


def test_a_contact_is_asked_for_before_anything_is_sent(tmp_path):
    with nominatim(places(VILLAGE)) as server:
        code, _, said = run("build", "-", "--online", "--nominatim-url", server.url, cwd=tmp_path)
    assert code == 2
    assert "usage policy" in said
    assert "--contact" in said
    assert said.count("\n") == 1
    assert server.asked == []


def test_a_hostile_service_cant_steer_the_terminal(tmp_path):
    name = "Khirbet Qwertzu\x1b]0;x\x07\u202e"
    with nominatim(places({**VILLAGE, "name": name, "namedetails": {"name": name}})) as server:
        code, out, said = run("places", "-", "--online", *CONTACT, "--nominatim-url", server.url, cwd=tmp_path)
    assert code == 0
    assert not set("\x1b\x07\u202e") & set(out + said)
    assert "Khirbet Qwertzu" in out


def test_the_cache_is_listed_and_emptied(tmp_path):
    with nominatim(places(VILLAGE)) as server:
        run("places", "-", "--online", *CONTACT, "--nominatim-url", server.url, "--cache", "here", cwd=tmp_path)
    _, out, _ = run("cache", "list", "--cache", "here", cwd=tmp_path)
    assert "1 place" in out
    assert f"khirbet qwertzu  (SY; {server.url})" in out
    assert run("cache", "remove", "--cache", "here", cwd=tmp_path)[0] == 2
    assert run("cache", "remove", "Khirbet Qwertzu", "--cache", "here", cwd=tmp_path)[2] == "removed 1 answer\n"
    assert run("cache", "list", "--cache", "here", cwd=tmp_path)[1].strip() == ""


def test_nothing_of_it_is_imported_unless_it_is_asked_for(tmp_path):
    code = (
        "import sys, deconflict_map\n"
        "from deconflict_map.cli import main\n"
        "for arguments in (['build', '--help'], ['places', '-'], ['build', '-', '-q', '-o', 'm.html']):\n"
        "    sys.stdin = open('text.txt')\n"
        "    try: main(arguments)\n"
        "    except SystemExit as end: assert not end.code, arguments\n"
        "print(sorted({'geopy', 'filelock', 'deconflict_map.online.client'} & set(sys.modules)))"
    )
    (tmp_path / "text.txt").write_text(TEXT, encoding="utf-8")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=tmp_path)
    assert done.stdout.splitlines()[-1] == "[]"
