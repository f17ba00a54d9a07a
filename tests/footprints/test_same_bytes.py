"""Same input, same bytes: over hash seeds and processes; and what importing costs."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

import first_article
import shapely
import theatre as t

from deconflict_map.footprints import draw

HERE = Path(__file__).parent
_DIGEST = "import test_same_bytes as b; print(b.digest())"
_IMPORT = "import sys, deconflict_map.footprints; print(*sorted(m.split('.')[0] for m in sys.modules))"


def digest() -> str:
    s = first_article.story(published=True)
    drawing = draw(s.claims, s.resolutions, s.article, t.syria())
    told = hashlib.sha256()
    for fp in drawing.footprints:
        told.update(
            repr((fp.id, fp.title, fp.claims, fp.why_not, fp.uncertainty, fp.steps, fp.what_would_change)).encode()
        )
        regions = [fp.region] if fp.region else [fp.ensemble.start, fp.ensemble.end]
        shapes = [level for r in regions for level in (r.core, r.likely, r.support)]
        shapes += [fp.ensemble.band50, fp.ensemble.band90, *fp.ensemble.members] if fp.ensemble else []
        for shape in shapes:
            told.update(shapely.to_wkb(shape))
    return told.hexdigest()


def run(code, seed):
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=HERE,
        env={"PYTHONHASHSEED": seed, "TZ": "Asia/Tokyo" if seed == "2" else "UTC"},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def test_two_processes_with_other_hash_seeds_give_the_same_bytes():
    assert run(_DIGEST, "1") == run(_DIGEST, "2") == digest()


def test_importing_loads_no_heavy_library():
    loaded = set(run(_IMPORT, "1").split())
    assert "shapely" in loaded
    assert loaded.isdisjoint({"geopandas", "pandas", "matplotlib", "folium", "trafilatura"})


def test_other_words_give_other_lines():
    """The seed comes from the words: the lines aren't one fixed set of random numbers."""
    s, other = first_article.story(published=True), first_article.story(published=True)
    other.words[0] = "Tabkah"
    lines = [
        draw(story.claims, story.resolutions, story.article, t.syria()).footprints[0].ensemble.median
        for story in (s, other)
    ]
    assert lines[0] != lines[1]
