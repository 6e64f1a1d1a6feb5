"""Runs the TypeScript programs of tests/e2e/web with stubs made from the published descriptor set."""

import os
import shutil
import subprocess
from pathlib import Path

from google.protobuf import descriptor_pb2
from semsstack import paths

SOURCES = Path(__file__).parent / "web"
NODE = paths.ROOT / ".venv" / "bin" / "node"


class Web:
    def __init__(self, gateway_url: str):
        self._gateway_url = gateway_url
        self._place = paths.BUILD / "web"
        shutil.rmtree(self._place, ignore_errors=True)
        (self._place / "stubs").mkdir(parents=True)
        for source in (*SOURCES.glob("*.ts"), SOURCES / "package.json", SOURCES / "tsconfig.json"):
            shutil.copy(source, self._place)
        (self._place / "node_modules").symlink_to(SOURCES / "node_modules")
        self._make_stubs()

    def check_types(self) -> None:
        self._run(["node_modules/typescript/bin/tsc", "-p", "."])

    def run(self, program: str, **given: str) -> str:
        return self._run([program], given)

    def _make_stubs(self) -> None:
        files = descriptor_pb2.FileDescriptorSet.FromString(paths.DESCRIPTOR_SET.read_bytes()).file
        public = [f.name for f in files
                  if "/internal/" not in f.name and not f.name.startswith("google/protobuf/")]  # fmt: skip
        subprocess.run(
            ["protoc", f"--descriptor_set_in={paths.DESCRIPTOR_SET}",
             "--plugin=protoc-gen-es=node_modules/@bufbuild/protoc-gen-es/bin/protoc-gen-es",
             "--es_out=stubs", "--es_opt=target=js+dts,import_extension=js", *public],
            cwd=self._place, env=self._environment({}), check=True,
        )  # fmt: skip

    def _run(self, arguments: list[str], given: dict[str, str] | None = None) -> str:
        done = subprocess.run(
            [NODE, *arguments], cwd=self._place, env=self._environment(given or {}), text=True,
            capture_output=True, timeout=120,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def _environment(self, given: dict[str, str]) -> dict[str, str]:
        path = f"{NODE.parent}:{os.environ['PATH']}"
        return {**os.environ, **given, "GATEWAY": self._gateway_url, "PATH": path}
