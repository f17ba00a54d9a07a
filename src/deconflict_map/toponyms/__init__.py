"""`Article` → toponyms with their spans → what each denotes, how surely, and why.

Names are recognised by walking the text through the gazetteer and reading their neighbourhood; they are resolved
together, containers first, since the countries of a text say most about its towns. What stays open stays open: it
is returned with its reason and candidates.
"""

from deconflict_map.toponyms.recognition import mentions_at, recognise
from deconflict_map.toponyms.resolution import resolve

__all__ = ["mentions_at", "recognise", "resolve"]
