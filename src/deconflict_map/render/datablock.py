r"""JSON values → the text of the one data block through which an article reaches the page.

Neither an HTML parser nor a Jinja template can read the block as anything but text: within strings `< > & ' { }`,
U+2028 and U+2029 are written as `\uXXXX` (RFC 8259 §7 allows it for every character), and every string passes
`visible` on the way. NaN and infinite numbers are refused with `ValueError`: they aren't JSON.
"""

from __future__ import annotations

import json
import re

from deconflict_map.render.visible import visible

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]

_NUMBERS = frozenset((int, float, bool))
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')
_ESCAPED = {ord(character): f"\\u{ord(character):04x}" for character in "<>&'{}\u2028\u2029"}


def data_block(value: Json) -> str:
    """`value` as one line of JSON that is safe inside an HTML `<script>` and inside a Jinja template."""
    raw = json.dumps(_seen(value), ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return _STRING.sub(lambda found: found.group().translate(_ESCAPED), raw)


def _seen(value: Json) -> Json:
    match value:
        case str():
            return visible(value)
        case list():  # packed coordinates are many numbers without text, told by a look at their types
            return value if _NUMBERS.issuperset(map(type, value)) else [_seen(item) for item in value]
        case dict():
            return {visible(key): _seen(item) for key, item in value.items()}
        case _:
            return value
