"""Names that the gazetteer doesn't know → places, asked of a Nominatim service; only when a user asks for it.

Nothing here is imported otherwise. What leaves the machine is a name, the codes of the countries that the text speaks
of, and a User-Agent with the user's contact. What comes back is foreign text and is treated as such. Answers are kept;
requests of all processes keep a common pace; whatever goes wrong, the map is made.
"""

from deconflict_map.online.opening import open_resolver
from deconflict_map.online.options import OnlineOptions

__all__ = ["OnlineOptions", "open_resolver"]
