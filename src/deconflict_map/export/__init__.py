"""`Reading` → files: one table of marks, from which every format is made with the same ids and counts.

What was read from a phrase has rows of its own (`located_rows`) and a `description` beside them.

Nothing is imported here: a map needs a few of these modules, and most maps none.
"""
