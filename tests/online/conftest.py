from __future__ import annotations

import pytest

from deconflict_map.gazetteer.names import folded_key
from deconflict_map.online import OnlineOptions
from deconflict_map.online.cache import AnswerCache
from deconflict_map.online.client import Client
from deconflict_map.online.pace import Pace
from deconflict_map.online.resolver import OnlineResolver


@pytest.fixture(autouse=True)
def cache_home(tmp_path, monkeypatch):
    """No test touches the user's own cache folder."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "cache"))
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path / "cache"


@pytest.fixture
def told():
    """What a run told, in order."""
    return []


@pytest.fixture
def client_for(tmp_path, told):
    """A function from a server to a client of it that asks as fast as it likes."""

    def make(server, *, folder=tmp_path / "answers", today=None, **options):
        chosen = OnlineOptions(contact="maps@newsroom.test", url=server.url, **{"interval_s": 0.01, **options})
        cache = AnswerCache(folder=folder) if today is None else AnswerCache(folder=folder, today=today)
        pace = Pace(folder=tmp_path / "pace", host=chosen.host, interval_s=chosen.interval_s)
        return Client(options=chosen, cache=cache, pace=pace, tell=lambda text, telling: told.append((telling, text)))

    return make


@pytest.fixture
def resolver_for(client_for):
    """A function from a server to a resolver that asks it."""
    return lambda server, **options: OnlineResolver(client=client_for(server, **options), fold=folded_key)
