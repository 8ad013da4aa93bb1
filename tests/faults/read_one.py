"""Reads one file as the import does and prints what came of it, with the CPU time and memory it took, as JSON."""

import json
import re
import resource
import sys
import time
from pathlib import Path

from django.conf import settings

if not settings.configured:
    settings.configure(USE_I18N=False)

from indicators.workbook.grid import open_workbook
from indicators.workbook.problems import Severity, WorkbookError
from indicators.workbook.reading import read_workbook


def main(path: Path) -> dict[str, object]:
    """The outcome of reading the file."""
    started = time.process_time()
    result: dict[str, object] = {"refused": "", "message": "", "drafts": 0, "errors": [], "notices": []}
    try:
        workbook = open_workbook(path)
        readings = read_workbook(workbook)
    except WorkbookError as error:
        result |= {"refused": error.code, "message": str(error)}
    else:
        problems = [problem for reading in readings for problem in reading.problems]
        result["drafts"] = sum(len(reading.drafts) for reading in readings)
        result["errors"] = [problem.cell for problem in problems if problem.severity is Severity.ERROR]
        result["message"] = "; ".join(problem.message for problem in problems[:5])
        result["notices"] = [notice.message for notice in workbook.notices]
    result["seconds"] = time.process_time() - started
    result["mebibytes"] = peak_memory()
    return result


def peak_memory() -> float:
    """Mebibytes that this process held at most; `getrusage` would count what its parent held before it."""
    status = Path("/proc/self/status")
    if status.exists():
        found = re.search(r"VmHWM:\s+(\d+) kB", status.read_text())
        if found:
            return int(found[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]))))
