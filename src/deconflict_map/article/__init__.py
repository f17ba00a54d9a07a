"""A file, bytes or text → `Article`.

Reads UTF-8 plain text, Markdown with front matter, and HTML. Refuses what isn't text (`InputRefusedError`) rather than
guess an encoding: a wrong guess would spoil names silently. All offsets that later stages use mean `article.text`,
which is assembled here once and never changed again.
"""

from deconflict_map.article.assembly import Metadata
from deconflict_map.article.reading import MediaType, parse_published, read_article, read_bytes, read_text

__all__ = ["MediaType", "Metadata", "parse_published", "read_article", "read_bytes", "read_text"]
