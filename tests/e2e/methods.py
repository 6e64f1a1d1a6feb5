"""Every method of the contracts with its access rule, read from the published descriptor set."""

from dataclasses import dataclass

from google.protobuf import descriptor_pb2, descriptor_pool, message_factory
from semsstack import paths


@dataclass(frozen=True)
class Method:
    service: str  # facility: who serves it
    path: str  # /sems.facility.v1.StackService/ListStacks
    rule: object  # sems.common.v1.AccessRule
    request_type: type
    streams: bool
    takes_stream: bool

    @property
    def name(self) -> str:
        """facility.StackService/ListStacks"""
        return self.path.removeprefix("/sems.").replace(".v1.", ".")

    @property
    def of_site(self) -> bool:
        return bool(self.rule.site_field)

    def request(self, site_id: str = "") -> bytes:
        """As empty as can be, but for the site."""
        message = self.request_type()
        if self.of_site:
            setattr(message, self.rule.site_field, site_id)
        return message.SerializeToString()


def read() -> tuple[list[Method], list[Method]]:
    """Public ones and internal ones."""
    files = descriptor_pb2.FileDescriptorSet.FromString(paths.DESCRIPTOR_SET.read_bytes())
    pool = descriptor_pool.DescriptorPool()
    for file in files.file:
        pool.Add(file)
    options_type = message_factory.GetMessageClass(pool.FindMessageTypeByName("google.protobuf.MethodOptions"))
    access = pool.FindExtensionByName("sems.common.v1.access")
    public, internal = [], []
    for file in files.file:
        for service in file.service if file.package.startswith("sems.") else ():
            for method in service.method:
                options = options_type.FromString(method.options.SerializeToString())
                request = pool.FindMessageTypeByName(method.input_type.lstrip("."))
                (internal if ".internal." in file.package else public).append(Method(
                    service=file.package.split(".")[1],
                    path=f"/{file.package}.{service.name}/{method.name}",
                    rule=options.Extensions[access],
                    request_type=message_factory.GetMessageClass(request),
                    streams=method.server_streaming,
                    takes_stream=method.client_streaming,
                ))  # fmt: skip
    return public, internal
