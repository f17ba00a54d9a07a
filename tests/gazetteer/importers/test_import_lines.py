from __future__ import annotations

import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deconflict_map.errors import GazetteerError, OutputError
from deconflict_map.gazetteer.importers import lines
from deconflict_map.gazetteer.importers.lines import text_file
from deconflict_map.gazetteer.importers.rejects import Reason, Rejects


def read(path, **limits):
    rejects = Rejects()
    blocks = list(text_file(path).blocks(rejects, **limits))
    return blocks, rejects


def numbered(blocks):
    return {number: line for block in blocks for number, line in enumerate(block.lines, block.first) if line}


LINES = [
    (b"a\tb\nc\n", {1: "a\tb", 2: "c"}, {}, "plain lines"),
    (b"a\nb", {1: "a", 2: "b"}, {}, "the last line doesn't end"),
    (b"\xef\xbb\xbfa\nb\n", {1: "a", 2: "b"}, {}, "a byte order mark"),
    (b"a\r\nb\r\n\r\nc", {1: "a", 2: "b", 4: "c"}, {}, "line ends of Windows, and an empty line"),
    ("Zürich\x85\u2028x\n".encode(), {1: "Zürich \u2028x"}, {}, "only LF ends a line; control characters are blanked"),
    (b"a\n\xff\xfe\nc\n", {1: "a", 3: "c"}, {Reason.ENCODING: 1}, "bad UTF-8 spoils its own line only"),
    (b"a\nb\0\nc\n", {1: "a", 3: "c"}, {Reason.NUL: 1}, "a NUL byte"),
    (b"", {}, {}, "nothing"),
]  # fmt: skip


@pytest.mark.parametrize(("content", "found", "rejected", "why"), LINES, ids=[row[-1] for row in LINES])
def test_lines_are_numbered_as_in_the_file(tmp_path, content, found, rejected, why):
    path = tmp_path / "x.txt"
    path.write_bytes(content)
    blocks, rejects = read(path)
    assert numbered(blocks) == found, why
    assert rejects.total == sum(rejected.values())
    assert all(reason.value in " ".join(rejects.told()) for reason in rejected)


@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30), max_size=40), st.integers(1, 50))
def test_blocks_of_any_size_give_the_same_lines(tmp_path_factory, texts, size):
    path = tmp_path_factory.mktemp("lines") / "x.txt"
    path.write_bytes(b"-\n" + "\n".join(texts).encode())  # not a mark of byte order in the first place
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(lines, "_BLOCK", size)
        blocks, rejects = read(path)
    wanted = {number: line for number, line in enumerate(texts, 2) if line}
    assert {number: line for number, line in numbered(blocks).items() if number > 1} == wanted
    assert not rejects.total


@pytest.mark.parametrize("end", [b"\n", b""], ids=["ended", "the last one"])
def test_a_line_too_long_is_read_over(tmp_path, monkeypatch, end):
    monkeypatch.setattr(lines, "_BLOCK", 64)
    path = tmp_path / "x.txt"
    path.write_bytes(b"a\n" + b"x" * 5000 + end + (b"c\n" if end else b""))
    blocks, rejects = read(path, longest=100)
    assert numbered(blocks) == ({1: "a", 3: "c"} if end else {1: "a"})
    assert "x.txt: skipped 1 with a line too long to be a row (line 2)" in rejects.told()


def test_a_zip_is_read_by_its_own_name_beside_a_readme(tmp_path, write_lines):
    file = text_file(write_lines(tmp_path / "AD.zip", ["a", "b"]))
    assert (file.member, file.date, file.size) == ("AD.txt", "2025-10-17", 4)
    assert numbered(file.blocks(Rejects())) == {1: "a", 2: "b"}


def spoil(path, change):
    path.write_bytes(change(path.read_bytes()))
    return path


DAMAGED = [
    (lambda data: data[: len(data) // 2], "cut short", "a download that broke off"),
    (lambda data: data[:60] + bytes([data[60] ^ 255]) + data[61:], "damaged", "a flipped byte"),
    (lambda _: b"<html>Not found</html>", "isn't a whole zip", "a page of the server in its place"),
    (lambda _: b"", "isn't a whole zip", "an empty file"),
]


@pytest.mark.parametrize(("change", "said", "why"), DAMAGED, ids=[row[-1] for row in DAMAGED])
def test_a_damaged_zip_is_one_clear_line(tmp_path, change, said, why):
    path = tmp_path / "AD.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("AD.txt", "row\n" * 500)
    with pytest.raises(GazetteerError, match=said) as caught:
        list(text_file(spoil(path, change)).blocks(Rejects()))
    assert "AD.zip" in str(caught.value), why
    assert "fetch it again" in str(caught.value)


def test_a_zip_without_the_table_and_a_missing_file(tmp_path):
    with zipfile.ZipFile(tmp_path / "AD.zip", "w") as archive:
        archive.writestr("other.txt", "")
    with pytest.raises(GazetteerError, match=r"no AD\.txt in it"):
        text_file(tmp_path / "AD.zip")
    with pytest.raises(GazetteerError, match="No such file"):
        text_file(tmp_path / "none.txt")


def test_rejects_are_counted_told_and_written(tmp_path):
    with Rejects(tmp_path / "rejects.csv") as rejects:
        for line in range(1, 9):
            rejects.add("AD.txt", line, Reason.LATITUDE, f'{line}\t"Ar\nRaqqah"\x1b[31m')
        rejects.add("AD.txt", 20, Reason.NAME, "x" * 9999)
    assert rejects.told() == (
        "AD.txt: skipped 8 with no latitude from -90 to 90 (line 1, 2, 3, 4, 5 …)",
        "AD.txt: skipped 1 with no name (line 20)",
    )
    written = (tmp_path / "rejects.csv").read_text(encoding="utf-8").splitlines()
    assert written[0] == "file,line,reason,row"
    assert written[1] == 'AD.txt,1,no latitude from -90 to 90,"1\\t""Ar\\nRaqqah""\\x1b[31m"'
    assert len(written) == 10
    assert len(written[-1]) < 600
    assert [path.name for path in tmp_path.iterdir()] == ["rejects.csv"]


def test_rejects_that_cant_be_written(tmp_path):
    with pytest.raises(OutputError, match="can't write"), Rejects(tmp_path / "none" / "rejects.csv"):
        pytest.fail("nothing may run without its log")
