"""scripts/run: the system in .run, for a person to try."""

import argparse
import json
import signal
import socket
import sys
import time
import urllib.request

from semsstack import paths
from semsstack.postgres import write_private
from semsstack.stack import Stack, running_url


def main() -> None:
    parser = argparse.ArgumentParser(
        prog="scripts/run",
        description="Sets up, builds and starts the whole system: a private PostgreSQL, every "
        "service, the gateway. Data stays in .run between runs. Ctrl-C stops everything.",
    )
    parser.add_argument("--detach", action="store_true", help="leave it running; scripts/stop ends it")
    parser.add_argument("--port", type=int, default=8080, help="of the gateway (default %(default)s)")
    arguments = parser.parse_args()

    if url := running_url(paths.RUN):
        sys.exit(f"It runs already, at {url}. scripts/stop ends it.")
    if _taken(arguments.port):
        sys.exit(f"Port {arguments.port} is in use by another program. Choose one: scripts/run --port N")

    for ending in (signal.SIGINT, signal.SIGTERM):
        signal.signal(ending, _interrupt)
    stack = Stack(paths.RUN, environment="production", gateway_port=arguments.port)
    print("Starting PostgreSQL, the services and the gateway …", flush=True)
    left_running = False
    try:
        stack.start()
        _greet(stack)
        if arguments.detach:
            left_running = True
            print("\nscripts/stop ends it.")
        else:
            print("\nCtrl-C stops everything.", flush=True)
            _watch(stack)
    except KeyboardInterrupt:
        print("\nStopping …", flush=True)
    finally:
        if not left_running:
            stack.stop()


def _watch(stack: Stack) -> None:
    while not (fallen := stack.fallen()):
        time.sleep(0.5)
    sys.exit(f"Ended by itself: {', '.join(fallen)}; see {paths.RUN}/logs")


def _interrupt(*_) -> None:
    raise KeyboardInterrupt


def _taken(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return True
    return False


def _demo_accounts(stack: Stack) -> list[dict]:
    """Demo data is entered once, through the API; its accounts are kept beside it."""
    kept = stack.run_dir / "demo.json"
    if not kept.exists():
        import semsdemo

        print("Entering demo data …", flush=True)
        made = semsdemo.load(stack.gateway_target, stack.admin_login, stack.admin_password)
        write_private(kept, json.dumps(made, ensure_ascii=False, indent=1))
    return json.loads(kept.read_text())


def _greet(stack: Stack) -> None:
    accounts = _demo_accounts(stack)
    admin = {"login": stack.admin_login, "password": stack.admin_password, "who": "administrator"}
    url = stack.gateway_url
    print(f"""
The gateway answers at {url}: gRPC, gRPC-Web and JSON.
  contracts for grpcurl   {paths.DESCRIPTOR_SET.relative_to(paths.ROOT)}
  logs                    {stack.run_dir.relative_to(paths.ROOT)}/logs

Accounts (login, password):""")
    for account in [admin, *accounts]:
        print(f"  {account['login']:<20} {account['password']:<24} {account['who']}")
    _first_call(url, accounts[0] if accounts else admin)


def _first_call(url: str, account: dict) -> None:
    body = json.dumps({"login": account["login"], "password": account["password"]})
    path = f"{url}/v1/auth:signIn"
    json_type = {"content-type": "application/json"}
    print(f"\nA first call:\n  curl -s {path} -H 'content-type: application/json' -d '{body}'")
    with urllib.request.urlopen(urllib.request.Request(path, body.encode(), json_type)) as response:
        answer = json.load(response)
    tokens = answer["tokens"]
    for name in ("accessToken", "refreshToken"):
        tokens[name] = tokens[name][:12] + "…"
    print("answers\n  " + json.dumps(answer, indent=2, ensure_ascii=False).replace("\n", "\n  "))


if __name__ == "__main__":
    main()
