"""`Reading` → the `Reading` that may be published: without text, coarse, without names; a stage of its own.

Nothing is imported here: a map needs a few of these modules, and most maps none.
"""
