"""The measuring program (tests/load): compiled, so that the caller's own time does not hide the system's."""

import base64
import json
import subprocess
import tempfile
from pathlib import Path

from semsstack import paths

PROGRAM = paths.BUILD / "tests" / "load" / "sems_load"


def run(what: str, task: dict) -> dict:
    with tempfile.TemporaryDirectory() as directory:
        file = Path(directory) / "task.json"
        file.write_text(json.dumps(task))
        done = subprocess.run([PROGRAM, what, file], capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(done.stderr)
    return json.loads(done.stdout)


def calls(target: str, token: str, method: str, requests: list) -> tuple[list[float], bytes]:
    """Milliseconds of each call, one after the other, and the last answer."""
    answer = run("calls", {
        "target": target,
        "metadata": {"authorization": f"Bearer {token}"},
        "method": method,
        "requests": [base64.b64encode(r.SerializeToString()).decode() for r in requests],
    })  # fmt: skip
    return answer["milliseconds"], base64.b64decode(answer["response"])
