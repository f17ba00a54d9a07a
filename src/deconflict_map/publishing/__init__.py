"""`Reading` → the `Reading` that may be published: without text, coarse, without names; a stage of its own."""

from deconflict_map.publishing.names import Names
from deconflict_map.publishing.options import Publishing, TextKept, publishing_options
from deconflict_map.publishing.reporting import Told
from deconflict_map.publishing.stage import Published, published

__all__ = ["Names", "Published", "Publishing", "TextKept", "Told", "published", "publishing_options"]
