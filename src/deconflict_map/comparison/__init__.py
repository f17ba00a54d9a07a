"""Two maps → their comparison: what is new, what is gone, what moved, what is said otherwise.

Matching, measuring and telling know the model and geodesy alone; only what shows a comparison knows how maps are drawn.
"""

from deconflict_map.comparison.comparison import Comparison, ComparisonView, check_comparison_format, compare
from deconflict_map.comparison.values import (
    Account,
    Aspect,
    Change,
    ComparedAccount,
    ComparedPlace,
    Doubt,
    Nearness,
    Outcome,
    PlaceChange,
    Shared,
    Verdict,
)

__all__ = [
    "Account",
    "Aspect",
    "Change",
    "ComparedAccount",
    "ComparedPlace",
    "Comparison",
    "ComparisonView",
    "Doubt",
    "Nearness",
    "Outcome",
    "PlaceChange",
    "Shared",
    "Verdict",
    "check_comparison_format",
    "compare",
]
