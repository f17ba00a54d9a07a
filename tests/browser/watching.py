"""A browser's page, and everything it did that a page of ours must not do."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

_SPY = """
window.__csp = [];
document.addEventListener('securitypolicyviolation', (event) => window.__csp.push(event.violatedDirective + ' ' + event.blockedURI));
"""


@dataclass
class Watched:
    """A page and what it did that it shouldn't have."""

    page: Page
    own: str = ""
    faults: list[str] = field(default_factory=list)

    def check(self) -> None:
        self.faults += [f"CSP: {report}" for report in self.page.evaluate("window.__csp")]
        if self.page.evaluate("window.__hit !== undefined"):
            self.faults.append("a script from the data ran")
        assert self.faults == []


def watch(page: Page) -> Watched:
    """Listens to everything that a page of ours must not do."""
    watched = Watched(page)

    def requested(request):
        if request.url.split("#")[0] != watched.own:
            watched.faults.append(f"request: {request.url[:200]}")

    def dialog(opened):
        watched.faults.append(f"dialog: {opened.message}")
        opened.dismiss()

    page.add_init_script(_SPY)
    page.on("request", requested)
    page.on("console", lambda message: watched.faults.append(f"console: {message.text[:300]}"))
    page.on("pageerror", lambda error: watched.faults.append(f"error: {error}"))
    page.on("dialog", dialog)
    return watched
