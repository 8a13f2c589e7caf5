"""Named places where a test lets the process die as in a power cut. Unless an environment variable names one, they do nothing."""

import os
import signal
from collections import Counter

VARIABLE = "KOORDINATORBOT_CRASH_AT"
"""`turn/written` dies there the first time, `turn/written:3` the third."""

_passed: Counter[str] = Counter()


def reach(place: str) -> None:
    """Die here, if this is the place."""
    wanted, _, times = os.environ.get(VARIABLE, "").partition(":")
    if wanted != place:
        return
    _passed[place] += 1
    if _passed[place] == int(times or 1):
        os.kill(os.getpid(), signal.SIGKILL)
