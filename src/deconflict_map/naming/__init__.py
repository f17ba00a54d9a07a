"""A short phrase → its names and the places that they are taken for, settled by each other and by a given area.

For descriptions such as "within 55 km of At Tanf", which have no article around them. What stays unknown is returned
with its reason, and what was only assumed says so.
"""

from deconflict_map.naming.area import area_called
from deconflict_map.naming.assumed import assumptions
from deconflict_map.naming.phrase import phrase_article, places_in_phrase

__all__ = ["area_called", "assumptions", "phrase_article", "places_in_phrase"]
