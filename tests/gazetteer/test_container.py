"""A file that isn't whole, isn't ours or has changed is told, never read."""

from __future__ import annotations

import pytest
from tiny_index import build

from deconflict_map.errors import GazetteerError
from deconflict_map.gazetteer import open_gazetteer
from deconflict_map.gazetteer.container import Container, ContainerWriter
from deconflict_map.gazetteer.index import Index


@pytest.fixture
def path(tmp_path):
    build(tmp_path / "x.gazetteer")
    return tmp_path / "x.gazetteer"


def test_sections_come_back(tmp_path):
    with (tmp_path / "c").open("w+b") as file:
        writer = ContainerWriter(file)
        writer.add("a", b"first")
        with writer.section("b") as section:
            section.write(b"sec")
            section.write(b"ond")
        writer.add("empty", b"")
        writer.finish({"answer": 42})
    container = Container(tmp_path / "c")
    assert [bytes(container.section(name)) for name in ("a", "b", "empty")] == [b"first", b"second", b""]
    assert container.settings["answer"] == 42
    container.verify()


HEADER = 16 + 4 + 4 + 8 + 8 + 32 + 32 + 32


@pytest.mark.parametrize("at", [0, 3, 15, 16, 20, 25, 33, 41, 60, 80, 110, HEADER - 1])
def test_a_flipped_byte_in_the_header_is_told(path, at):
    content = bytearray(path.read_bytes())
    content[at] ^= 0x40
    path.write_bytes(content)
    with pytest.raises(GazetteerError, match=r"isn't a gazetteer|format|damaged|cut short") as caught:
        Index(path)
    assert "build" in caught.value.do


def test_a_changed_directory_is_told(path):
    content = bytearray(path.read_bytes())
    content[-10] ^= 0x01
    path.write_bytes(content)
    with pytest.raises(GazetteerError, match="directory"):
        Index(path)


@pytest.mark.parametrize("share", [0.0, 0.001, 0.3, 0.9, 0.999])
def test_a_truncated_file_is_told(path, share):
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])
    with pytest.raises(GazetteerError):
        Index(path)


def test_a_longer_file_is_told(path):
    with path.open("ab") as file:
        file.write(b"more")
    with pytest.raises(GazetteerError, match="grown"):
        Index(path)


def test_a_changed_section_is_found_by_verifying(path):
    content = bytearray(path.read_bytes())
    content[HEADER + 200] ^= 0x01
    path.write_bytes(content)
    with pytest.raises(GazetteerError, match="section"):
        Index(path).verify()


@pytest.mark.parametrize("content", [b"", b"SQLite format 3\x00" + bytes(200), b"name,lon,lat\n" * 40, bytes(5000)])
def test_another_file_is_told(tmp_path, content):
    (tmp_path / "other").write_bytes(content)
    with pytest.raises(GazetteerError):
        open_gazetteer(tmp_path / "other")


def test_a_missing_file_and_a_folder_are_told(tmp_path):
    with pytest.raises(GazetteerError, match="no gazetteer here"):
        open_gazetteer(tmp_path / "none")
    with pytest.raises(GazetteerError, match="can't be opened"):
        open_gazetteer(tmp_path)


def test_another_version_is_told(path):
    import hashlib  # noqa: PLC0415 - to forge a header that is whole

    content = bytearray(path.read_bytes())
    content[16:20] = (99).to_bytes(4, "little")
    content[HEADER - 32 : HEADER] = hashlib.sha256(content[: HEADER - 32]).digest()
    path.write_bytes(content)
    with pytest.raises(GazetteerError, match="format 99"):
        Index(path)
