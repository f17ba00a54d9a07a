"""Names of places as somebody else's recogniser finds them → spans for our own resolver; only when a user asks for it.

Nothing here is imported otherwise. What a name denotes stays the resolver's business. Nothing is ever downloaded: a
pipeline that isn't on this machine is refused.
"""

from deconflict_map.recognisers.opening import open_recogniser

__all__ = ["open_recogniser"]
