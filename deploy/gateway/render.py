"""Makes Envoy's configuration from envoy.yaml beside it, the contracts and what a place needs.

The same template serves one machine (services on Unix sockets, keys in a file) and Kubernetes
(services by name, keys fetched from identity); texts may be a templating tool's expressions.
"""

import argparse
import copy
import sys
from dataclasses import dataclass, field
from pathlib import Path

import yaml

sys.path.insert(0, str(Path(__file__).parent))

import contracts as contracts_of
import refusals

_TYPES = "type.googleapis.com/envoy.extensions"
_TRANSCODER = "envoy.filters.http.grpc_json_transcoder"
_BUFFER = "envoy.filters.http.buffer"
_OFF = {"@type": "type.googleapis.com/envoy.config.route.v3.FilterConfig", "disabled": True}
_OFF_BUFFER = {"@type": f"{_TYPES}.filters.http.buffer.v3.BufferPerRoute", "disabled": True}
_GRPC_CONTENT_TYPE = r"application/grpc(-web(-text)?)?(\+proto)?(;.*)?"
_JSON_CONTENT_TYPE = r"application/json(;.*)?"
_JWKS_PATH = "/.well-known/jwks.json"
# What follows in such a path opens a calendar to whoever knows it.
_SECRET_PATHS = "/v1/duty-feeds/"


@dataclass
class Place:
    """What differs from place to place."""

    descriptor_set: Path  # read now
    upstream: str  # unix:/run/{service}.sock or {service}.example:50051
    listen: str = "127.0.0.1:8080"
    admin: str = ""  # a Unix socket's path or host:port; empty: none
    descriptor_set_at: str = ""  # where Envoy finds it, if elsewhere
    jwks_file: str = ""  # empty: fetched from identity through the gateway itself
    # exact, with stars ("http://localhost:*"), or a regular expression after "~"
    origins: list[str] = field(default_factory=list)
    access_log: str = "/dev/stdout"
    tls_certificate: str = ""
    tls_key: str = ""
    client_ca: str = ""  # partner systems' certificates are checked against it


def render(place: Place) -> str:
    contracts = contracts_of.read(place.descriptor_set)
    config = yaml.safe_load((Path(__file__).parent / "envoy.yaml").read_text())
    listener = config["static_resources"]["listeners"][0]
    chain = listener["filter_chains"][0]
    manager = chain["filters"][0]["typed_config"]
    filters = {f["name"]: f["typed_config"] for f in manager["http_filters"]}

    listener["address"] = _address(place.listen)
    if place.tls_certificate:
        chain["transport_socket"] = _tls(place)
        if place.client_ca:
            manager["forward_client_cert_details"] = "SANITIZE_SET"
            manager["set_current_client_cert_details"] = {"subject": True, "uri": True}
    manager["access_log"] = _access_logs(manager["access_log"][0], place.access_log)
    manager["local_reply_config"] = {"mappers": refusals.mappers()}
    host = manager["route_config"]["virtual_hosts"][0]
    host["typed_per_filter_config"] = {"envoy.filters.http.cors": _cors(place.origins)}
    host["routes"] = _routes(contracts)

    jwt = filters["envoy.filters.http.jwt_authn"]
    jwt["providers"]["sems"] |= _keys(place)
    jwt["rules"] = _token_rules(contracts)
    filters[_TRANSCODER]["proto_descriptor"] = place.descriptor_set_at or str(place.descriptor_set)
    filters[_TRANSCODER]["services"] = contracts.services

    clusters = [_cluster(domain, place.upstream) for domain in contracts.domains]
    if not place.jwks_file:
        clusters.append(_cluster_of_itself(place))
    config["static_resources"]["clusters"] = clusters
    if place.admin:
        config["admin"] = {"address": _address(place.admin)}
    return yaml.dump(config, sort_keys=False, allow_unicode=True, width=1000)


def _access_logs(log: dict, path: str) -> list[dict]:
    """The same line for every call; a path that holds a secret is told only as far as it is none."""

    def holds_secret(no: bool) -> list[dict]:
        # The transcoder puts the method's name into :path and keeps the first path beside it.
        return [
            {"header_filter": {"header": {
                "name": name, "string_match": {"prefix": _SECRET_PATHS},
                "treat_missing_header_as_empty": True, "invert_match": no,
            }}}
            for name in (":path", "x-envoy-original-path")
        ]  # fmt: skip

    log["typed_config"]["path"] = path
    masked = copy.deepcopy(log)
    masked["typed_config"]["log_format"]["json_format"]["path"] = _SECRET_PATHS
    return [
        log | {"filter": {"and_filter": {"filters": holds_secret(no=True)}}},
        masked | {"filter": {"or_filter": {"filters": holds_secret(no=False)}}},
    ]


def _address(text: str) -> dict:
    if text.startswith(("/", "unix:")):
        return {"pipe": {"path": text.removeprefix("unix:")}}
    host, _, port = text.rpartition(":")
    return {"socket_address": {"address": host.strip("[]"), "port_value": int(port)}}


def _tls(place: Place) -> dict:
    common = {
        "alpn_protocols": ["h2", "http/1.1"],
        "tls_certificates": [
            {
                "certificate_chain": {"filename": place.tls_certificate},
                "private_key": {"filename": place.tls_key},
            }
        ],
    }
    if place.client_ca:
        common["validation_context"] = {"trusted_ca": {"filename": place.client_ca}}
    return {
        "name": "envoy.transport_sockets.tls",
        "typed_config": {
            "@type": f"{_TYPES}.transport_sockets.tls.v3.DownstreamTlsContext",
            "common_tls_context": common,
        },
    }


def _cors(origins: list[str]) -> dict:
    def match(origin: str) -> dict:
        if origin.startswith("~"):
            return {"safe_regex": {"regex": origin[1:]}}
        if "*" not in origin:
            return {"exact": origin}
        return {"safe_regex": {"regex": origin.replace(".", r"\.").replace("*", r"[^/]*")}}

    return {
        "@type": f"{_TYPES}.filters.http.cors.v3.CorsPolicy",
        "allow_origin_string_match": [match(origin) for origin in origins],
        "allow_methods": "GET,POST,PATCH,PUT,DELETE",
        # x-user-agent and grpc-timeout are sent by gRPC-Web clients.
        "allow_headers": "authorization,content-type,x-grpc-web,x-user-agent,grpc-timeout,traceparent",
        # A browser's client reads errors from the headers.
        "expose_headers": "grpc-status,grpc-message,grpc-status-details-bin,"
        "content-disposition,content-digest",
        "max_age": "86400",
    }


def _routes(contracts: contracts_of.Contracts) -> list[dict]:
    # The transcoder turns a JSON call into its RPC's path and has the route chosen anew, so JSON
    # paths need no route of their own: a call that still takes the last one has no path of ours.
    # It is a route and not a refusal, since CORS works on routes alone.
    preflight = [_method("OPTIONS"), {"name": "access-control-request-method", "present_match": True}]
    routes = [_nowhere({"prefix": "/", "headers": preflight})]
    routes += [_nowhere({"safe_regex": {"regex": b.regex()}}) for b in contracts.upload_bindings]
    other_content = [
        {"name": "content-type", "present_match": True},
        _not(_content_type(_JSON_CONTENT_TYPE)),
        _not(_content_type(_GRPC_CONTENT_TYPE)),
    ]
    routes.append(_refuse({"prefix": "/v1/", "headers": other_content}, 415))
    for domain in contracts.domains:
        routes += _rpc_routes(domain)
    return [*routes, _nowhere({"prefix": "/"})]


def _rpc_routes(domain: str) -> list[dict]:
    # Public packages only: nothing routes to sems.<domain>.internal.v1.
    prefix = f"/sems.{domain}.v1."
    encoding = {"name": "grpc-encoding", "string_match": {"safe_regex": {"regex": "identity|gzip|deflate"}}}
    route = {
        "cluster": domain,
        # The caller's grpc-timeout passes through untouched; any deadline set here would rewrite or
        # race it. The cap is the cluster's max_stream_duration.
        "timeout": "0s",
        # Only what has not reached a service is tried again.
        "retry_policy": {"retry_on": "connect-failure,refused-stream", "num_retries": 2},
    }
    return [
        _refuse({"prefix": prefix, "headers": [_not(_method("POST"))]}, 405),
        _refuse({"prefix": prefix, "headers": [{**encoding, "invert_match": True}]}, 404),
        {
            "match": {"prefix": prefix, "headers": [_content_type(_GRPC_CONTENT_TYPE)]},
            "route": route,
            "typed_per_filter_config": {_BUFFER: _OFF_BUFFER},
        },
        _refuse({"prefix": prefix}, 415),
    ]


def _nowhere(match: dict) -> dict:
    return {
        "match": match,
        "route": {"cluster": "nowhere", "cluster_not_found_response_code": "NOT_FOUND"},
    }


def _refuse(match: dict, status: int) -> dict:
    return {
        "match": match,
        "direct_response": {"status": status},
        "typed_per_filter_config": {_TRANSCODER: _OFF, _BUFFER: _OFF_BUFFER},
    }


def _content_type(regex: str) -> dict:
    return {"name": "content-type", "string_match": {"safe_regex": {"regex": regex}}}


def _method(regex: str) -> dict:
    return {"name": ":method", "string_match": {"safe_regex": {"regex": regex}}}


def _not(header: dict) -> dict:
    return {**header, "invert_match": True, "treat_missing_header_as_empty": True}


def _keys(place: Place) -> dict:
    if place.jwks_file:
        return {"local_jwks": {"filename": place.jwks_file}}
    return {
        "remote_jwks": {
            "http_uri": {"uri": f"http://gateway{_JWKS_PATH}", "cluster": "itself", "timeout": "2s"},
            "cache_duration": "60s",
            "async_fetch": {"failed_refetch_duration": "1s"},
        }
    }


def _token_rules(contracts: contracts_of.Contracts) -> list[dict]:
    """Calls open to anybody first; everything else of ours needs a token."""
    rules = [{"match": {"path": path}} for path in contracts.anonymous_methods]
    for binding in contracts.anonymous_bindings:
        path = {"safe_regex": {"regex": binding.regex()}}
        rules.append({"match": {**path, "headers": [_method(binding.verb)]}})
    needs = {"requires": {"provider_name": "sems"}}
    return [*rules, *({"match": {"prefix": prefix}, **needs} for prefix in ("/v1/", "/sems."))]


def _cluster(domain: str, upstream: str) -> dict:
    address = _address(upstream.replace("{service}", domain))
    return {
        "name": domain,
        "type": "STATIC" if "pipe" in address else "STRICT_DNS",
        "connect_timeout": "1s",
        "circuit_breakers": {
            "thresholds": [{"max_connections": 64, "max_pending_requests": 1024, "max_requests": 1024}]
        },
        "health_checks": [
            {
                "timeout": "2s",
                "interval": "5s",
                "no_traffic_interval": "5s",
                "unhealthy_threshold": 2,
                "healthy_threshold": 1,
                "grpc_health_check": {},
            }
        ],
        "typed_extension_protocol_options": {
            "envoy.extensions.upstreams.http.v3.HttpProtocolOptions": {
                "@type": f"{_TYPES}.upstreams.http.v3.HttpProtocolOptions",
                "common_http_protocol_options": {"max_stream_duration": "300s"},
                "explicit_http_config": {"http2_protocol_options": {}},
            }
        },
        "load_assignment": {
            "cluster_name": domain,
            "endpoints": [{"lb_endpoints": [{"endpoint": {"address": address}}]}],
        },
    }


def _cluster_of_itself(place: Place) -> dict:
    port = int(place.listen.rpartition(":")[2])
    address = {"socket_address": {"address": "127.0.0.1", "port_value": port}}
    tls = {
        "name": "envoy.transport_sockets.tls",
        "typed_config": {"@type": f"{_TYPES}.transport_sockets.tls.v3.UpstreamTlsContext"},
    }
    return {
        "name": "itself",
        "type": "STATIC",
        **({"transport_socket": tls} if place.tls_certificate else {}),
        "load_assignment": {
            "cluster_name": "itself",
            "endpoints": [{"lb_endpoints": [{"endpoint": {"address": address}}]}],
        },
    }


def main() -> None:
    parser = argparse.ArgumentParser(description="Prints Envoy's configuration.")
    parser.add_argument("--descriptor-set", type=Path, required=True, help="made by the build: sems.protoset")
    parser.add_argument("--upstream", required=True, help="unix:/run/{service}.sock or {service}:50051")
    parser.add_argument("--listen", default=Place.listen, help="host:port (default %(default)s)")
    parser.add_argument("--admin", default="", help="Unix socket or host:port of Envoy's admin (default none)")
    parser.add_argument("--descriptor-set-at", default="", help="its path where Envoy runs, if another")
    parser.add_argument("--jwks-file", default="", help="public keys; default: fetched from identity")
    parser.add_argument("--origin", action="append", default=[], dest="origins", help="allowed for browsers; repeatable")
    parser.add_argument("--access-log", default=Place.access_log, help="default %(default)s")
    parser.add_argument("--tls-certificate", default="")
    parser.add_argument("--tls-key", default="")
    parser.add_argument("--client-ca", default="", help="CA of partner systems' client certificates")
    print(render(Place(**vars(parser.parse_args()))), end="")


if __name__ == "__main__":
    main()
