"""The sample reading's module is found from here and from the browser tests alike."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
