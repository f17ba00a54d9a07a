"""The sample reading, the hostile strings and the strategies of this folder are found by their modules' names."""

import sys
from pathlib import Path

for folder in (Path(__file__).parents[1] / "render", Path(__file__).parent):
    sys.path.insert(0, str(folder))
