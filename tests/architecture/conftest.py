"""The tests stand beside their tables and share tree.py."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
