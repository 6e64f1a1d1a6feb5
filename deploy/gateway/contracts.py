"""What the gateway must know of the contracts, read from the descriptor set the build makes."""

import re
from dataclasses import dataclass, field
from pathlib import Path

from google.protobuf import descriptor_pb2, descriptor_pool, message_factory

_PUBLIC_PACKAGE = re.compile(r"^sems\.([a-z]+)\.v1$")
_VERBS = ("get", "post", "put", "patch", "delete")


@dataclass(frozen=True)
class Binding:
    """A method's JSON form."""

    verb: str  # POST
    template: str  # /v1/sites/{site_id}/stacks
    uploads: bool  # the body is a file, whatever its content type

    def regex(self) -> str:
        """Matches the template's paths."""
        parts = re.split(r"\{[^}]*\}", self.template)
        return "[^/]+".join(re.escape(part) for part in parts)


@dataclass
class Contracts:
    domains: list[str] = field(default_factory=list)  # with a public service
    services: list[str] = field(default_factory=list)  # public ones, full names
    anonymous_methods: list[str] = field(default_factory=list)  # /sems.identity.v1.AuthService/SignIn
    anonymous_bindings: list[Binding] = field(default_factory=list)
    upload_bindings: list[Binding] = field(default_factory=list)


def read(descriptor_set: Path) -> Contracts:
    files = descriptor_pb2.FileDescriptorSet.FromString(descriptor_set.read_bytes())
    pool = descriptor_pool.DescriptorPool()
    for file in files.file:
        pool.Add(file)
    options_type = message_factory.GetMessageClass(
        pool.FindMessageTypeByName("google.protobuf.MethodOptions")
    )
    access = pool.FindExtensionByName("sems.common.v1.access")
    http = pool.FindExtensionByName("google.api.http")

    contracts = Contracts()
    for file in files.file:
        package = _PUBLIC_PACKAGE.match(file.package)
        if not package or not file.service:
            continue
        if package[1] not in contracts.domains:
            contracts.domains.append(package[1])
        for service in file.service:
            name = f"{file.package}.{service.name}"
            contracts.services.append(name)
            for method in service.method:
                options = options_type.FromString(method.options.SerializeToString())
                request = pool.FindMessageTypeByName(method.input_type.lstrip("."))
                bindings = [
                    Binding(verb.upper(), getattr(rule, verb), _uploads(rule.body, request))
                    for rule in _rules(options.Extensions[http])
                    for verb in _VERBS
                    if getattr(rule, verb)
                ]
                contracts.upload_bindings += [b for b in bindings if b.uploads]
                if options.Extensions[access].anonymous:
                    contracts.anonymous_methods.append(f"/{name}/{method.name}")
                    contracts.anonymous_bindings += bindings
    contracts.domains.sort()
    contracts.services.sort()
    return contracts


def _rules(rule):
    return [rule, *rule.additional_bindings]


def _uploads(body: str, request) -> bool:
    part = request if body == "*" else body and request.fields_by_name[body].message_type
    return bool(part) and part.full_name == "google.api.HttpBody"
