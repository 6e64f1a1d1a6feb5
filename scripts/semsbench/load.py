"""The measuring program (tests/load): compiled, so that the caller's own time does not hide the system's."""

import base64
import json
import subprocess
import tempfile
from pathlib import Path

from semsstack import paths

PROGRAM = paths.BUILD / "tests" / "load" / "sems_load"


def run(*tasks: dict) -> list[dict]:
    """Does the tasks in turns, one step of each, so that all of them see the same machine; their results."""
    with tempfile.TemporaryDirectory() as directory:
        file = Path(directory) / "tasks.json"
        file.write_text(json.dumps(tasks))
        done = subprocess.run([PROGRAM, file], capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(done.stderr)
    return json.loads(done.stdout)


def calls_task(target: str, token: str, method: str, requests: list) -> dict:
    return {
        "what": "calls",
        "target": target,
        "metadata": {"authorization": f"Bearer {token}"},
        "method": method,
        "requests": [base64.b64encode(r.SerializeToString()).decode() for r in requests],
    }


def calls(target: str, token: str, method: str, requests: list) -> tuple[list[float], bytes]:
    """Milliseconds of each call, one after the other, and the last answer."""
    (answer,) = run(calls_task(target, token, method, requests))
    return answer["milliseconds"], base64.b64decode(answer["response"])
