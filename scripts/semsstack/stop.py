"""scripts/stop: ends the system that runs in .run."""

from semsstack import paths
from semsstack.stack import stop_running

print("Stopped." if stop_running(paths.RUN) else "Nothing is running.")
