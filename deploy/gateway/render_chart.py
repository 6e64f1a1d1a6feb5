"""Writes the gateway's configuration into the Helm chart, from the same template as everywhere.

What an installation chooses stays a Helm expression in it, filled in by `tpl`.
"""

import argparse
from dataclasses import replace
from pathlib import Path

import render

CHART = Path(__file__).resolve().parents[2] / "helm" / "sems"


def files(descriptor_set: Path) -> dict[Path, str]:
    plain = render.Place(
        descriptor_set=descriptor_set,
        descriptor_set_at="/contracts/sems.protoset",
        upstream="{{ .Release.Name }}-{service}:50051",
        listen="0.0.0.0:8080",
        jwks_file="/etc/sems/public/user_jwks.json",
        origins=['~{{ join "|" .Values.gateway.origins }}'],
    )
    tls = replace(plain, tls_certificate="/etc/sems/tls/tls.crt", tls_key="/etc/sems/tls/tls.key")
    header = "# Made by deploy/gateway/render_chart.py; don't edit.\n"
    return {
        CHART / "files" / "envoy.yaml": header + render.render(plain),
        CHART / "files" / "envoy-tls.yaml": header + render.render(tls),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("descriptor_set", type=Path, help="build/dev/sems.protoset")
    for path, text in files(parser.parse_args().descriptor_set).items():
        path.write_text(text)


if __name__ == "__main__":
    main()
