"""Makes the plugin and the SDK importable without installing them."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "../../../sdk/python")]
