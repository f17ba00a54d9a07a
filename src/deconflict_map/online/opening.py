"""Options → the resolver of one run, and where it tells what it does if nobody else listens."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from deconflict_map.model.resolver import Telling
from deconflict_map.online.cache import AnswerCache
from deconflict_map.online.folder import cache_folder
from deconflict_map.online.pace import Pace

if TYPE_CHECKING:
    from collections.abc import Callable

    from deconflict_map.model.resolver import Resolver, Tell
    from deconflict_map.online.options import OnlineOptions


_LOG = logging.getLogger(__name__)


def log(text: str, telling: Telling) -> None:
    """Tell through `logging`: faults as warnings, the rest as information."""
    _LOG.log(logging.WARNING if telling is Telling.FAULT else logging.INFO, "%s", text)


def open_resolver(options: OnlineOptions, *, fold: Callable[[str], str], tell: Tell = log) -> Resolver:
    """A resolver that asks as `options` allow; `fold` makes one key of a name's romanisations.

    The pace is kept in the user's own cache folder, wherever the answers are kept, so that all processes keep it.
    """
    from deconflict_map.online.client import Client  # noqa: PLC0415 -- geopy takes a tenth of a second
    from deconflict_map.online.resolver import OnlineResolver  # noqa: PLC0415 -- the same

    pace = Pace(folder=cache_folder() / "pace", host=options.host, interval_s=options.interval_s)
    cache = AnswerCache(folder=cache_folder(options.cache))
    return OnlineResolver(client=Client(options=options, cache=cache, pace=pace, tell=tell), fold=fold)
