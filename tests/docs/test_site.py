"""The documentation's site: complete, whole, and silent. It is built once, with warnings as errors."""

from __future__ import annotations

import re
import shutil
import tomllib
import warnings
from concurrent.futures import ThreadPoolExecutor
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import click
import pytest
from docs.make_site import make_site

import deconflict_map as dm
from deconflict_map.cli.config_options import SHARED, leaves, settings
from deconflict_map.cli.main import commands
from deconflict_map.comparison import Verdict
from deconflict_map.errors import DeconflictMapError

ROOT = Path(__file__).resolve().parents[2]
WRITTEN = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
LINK = re.compile(r"\]\(([^)\s]+)\)")
FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
LOADING = {
    "script": "src",
    "img": "src",
    "link": "href",
    "iframe": "src",
    "source": "src",
    "object": "data",
    "embed": "src",
}
FETCHED_STYLE = re.compile(r"url\(\s*['\"]?(?:https?:)?//|@import")


class Reader(HTMLParser):
    """A page's links, what it loads, its targets and its words."""

    def __init__(self) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loaded: list[str] = []
        self.targets: set[str] = set()
        self.words: list[str] = []

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.targets.update(value for name in ("id", "name") if (value := given.get(name)))
        if tag == "a" and given.get("href"):
            self.links.append(given["href"])
        # `<link rel="canonical">` and its like load nothing, and there is none.
        if given.get(LOADING.get(tag, "")):
            self.loaded.append(given[LOADING[tag]])

    def handle_data(self, data):
        self.words.append(data)


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("docs") / "site"
    with warnings.catch_warnings():
        for category in (DeprecationWarning, PendingDeprecationWarning):  # among Sphinx, its extensions and Python
            warnings.simplefilter("ignore", category)
        assert make_site(folder) == 0
    return folder


@pytest.fixture(scope="session")
def pages(site):
    read = {}
    for path in sorted(site.rglob("*.html")):
        read[path] = Reader()
        read[path].feed(path.read_text(encoding="utf-8"))
    return read


def words(pages, site, name):
    return " ".join("".join(pages[site / name].words).split())


def every(command, path=()):
    yield path, command
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            yield from every(command.get_command(context, name), (*path, name))


def test_nothing_comes_from_anywhere_else(pages, site):
    assert len(pages) > 50
    for path, page in pages.items():
        for address in page.loaded:
            assert urlsplit(address).scheme in {"", "data"}, (path, address)
            assert not address.startswith("//"), (path, address)
        assert not FETCHED_STYLE.search(
            "".join(re.findall(r"<style.*?</style>", path.read_text(encoding="utf-8"), re.DOTALL))
        )
    for path in site.rglob("*.css"):
        assert not FETCHED_STYLE.search(path.read_text(encoding="utf-8")), path


def test_every_link_leads_somewhere(pages, site):
    broken = []
    for path, page in pages.items():
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            known = pages.get(target)
            if not target.is_file() or (
                parts.fragment and known and unquote(parts.fragment) not in known.targets | {""}
            ):
                broken.append((path.relative_to(site).as_posix(), link))
    assert not broken


@pytest.mark.parametrize(
    ("path", "command"), list(every(commands)), ids=lambda value: "-".join(value) if isinstance(value, tuple) else ""
)
def test_every_option_of_every_command_is_told(pages, site, path, command):
    told = words(pages, site, "reference/commands.html")
    assert " ".join(path) in told
    for option in (one for one in command.params if isinstance(one, click.Option)):
        assert max(option.opts, key=len) in told
        assert " ".join((option.help or "").replace("`", "").split()) in told, option.name


def test_every_key_and_variable_is_told(pages, site):
    of_settings, of_commands = (words(pages, site, f"reference/{name}.html") for name in ("configuration", "commands"))
    for path, command in leaves(commands):
        for setting in settings(path, command):
            assert setting.key in of_settings
            assert f"[{setting.table}]" in of_settings
            for name in setting.variables:
                assert name in of_settings
                assert name in of_commands


def test_the_list_of_shared_keys_is_the_programs(pages, site):
    told = words(pages, site, "reference/configuration.html")
    for key in SHARED:
        assert key in told


@pytest.mark.parametrize("name", dm.__all__)
def test_every_public_name_is_told(pages, site, name):
    home = getattr(dm, name).__module__
    assert f"{home}.{name}" in pages[site / "reference/library.html"].targets


def test_every_error_and_its_exit_code_is_told(pages, site):
    told = words(pages, site, "reference/errors.html")
    errors = [getattr(dm, name) for name in dm.__all__ if name.endswith("Error")]
    for error in errors:
        assert error is DeconflictMapError or error.__name__ in told
        assert str(error.exit_code) in told


@pytest.mark.parametrize("verdict", Verdict)
def test_every_verdict_of_a_comparison_is_told(verdict):
    assert f"| {verdict} |" in (ROOT / "docs" / "how-to" / "compare.md").read_text(encoding="utf-8")


def test_every_notebook_is_there(site):
    for notebook in (ROOT / "notebooks").glob("*.ipynb"):
        assert (site / "notebooks" / f"{notebook.stem}.html").is_file()


@pytest.mark.parametrize("page", WRITTEN, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_of_what_is_written_work_where_the_code_is_hosted(page):
    for link in LINK.findall(FENCED.sub("", page.read_text(encoding="utf-8"))):
        if not urlsplit(link).scheme and not link.startswith("#"):
            assert (page.parent / link.partition("#")[0]).exists(), link


def test_every_page_is_reached_from_the_list():
    listed = (ROOT / "docs" / "README.md").read_text(encoding="utf-8")
    index = (ROOT / "docs" / "index.md").read_text(encoding="utf-8")
    for page in (path for path in WRITTEN if path.parent.parent == ROOT / "docs"):
        name = page.relative_to(ROOT / "docs").as_posix()
        assert f"({name})" in listed
        assert name.removesuffix(".md") in index


def test_the_readme_is_one_page_and_gives_a_reason_for_every_dependency():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert len(readme.splitlines()) <= 120
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = (
        one for name in ("docs", "parquet", "png", "report", "spacy") for one in project["optional-dependencies"][name]
    )
    table = readme[readme.index("## What it stands on") :]
    for needed in (*project["dependencies"], *extras):
        if needed.startswith("deconflict-map["):  # an extra within an extra
            continue
        assert re.match(r"[\w-]+", needed)[0] in table


@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason="no browser: install chromium to run the browser tests")
@pytest.mark.parametrize(("width", "scheme"), [(1400, "light"), (390, "dark")])
def test_it_opens_from_a_disk_and_searches_there(site, width, scheme):
    with ThreadPoolExecutor(max_workers=1) as threads:  # other tests may keep a browser, and its loop, in this one
        wrong, asked = threads.submit(opened, site, width, scheme).result()
    assert not wrong
    assert all(url.startswith(("file:", "data:")) for url in asked)


def opened(site, width, scheme):
    """What went wrong, and what was asked for, while some pages were opened and a word was sought."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 only where there is a browser

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        tab = browser.new_context(
            offline=True, viewport={"width": width, "height": 844}, color_scheme=scheme
        ).new_page()
        asked, wrong = [], []
        tab.on("request", lambda request: asked.append(request.url))
        tab.on("pageerror", lambda error: wrong.append(str(error)))
        tab.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
        for name in (
            "index",
            "reference/commands",
            "reference/relations/index",
            "notebooks/01_first_map",
            "reference/library",
        ):
            tab.goto((site / f"{name}.html").as_uri())
            assert tab.evaluate("document.documentElement.scrollWidth") <= width
        tab.goto((site / "search.html").as_uri() + "?q=corrections")
        tab.wait_for_function("document.querySelector('#search-results').innerText.includes('Search finished')")
        assert "orrect" in tab.inner_text("#search-results")
        browser.close()
    return wrong, asked
