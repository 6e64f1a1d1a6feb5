"""운영기록·자가측정: a month of records, entered by the site."""

from semsdemo.api import measurement, operations
from semsdemo.batches import check
from semsdemo.client import Client, new_request_id, pages
from semsdemo.inventory import Inventory
from semsdemo.month import Month


def enter(client: Client, site_id: str, inventory: Inventory, month: Month) -> dict[str, int]:
    """Saves everything; what equals the stored changes nothing. Returns how many records of each kind."""
    entry = _Entry(client, site_id, inventory, month)
    return {
        "배출구 가동시간 stack hours": entry.hours(),
        "방지시설 운전사항 device operation": entry.operations(),
        "연료사용량 fuel": entry.fuels(),
        "원료사용량 material": entry.uses("MATERIAL", month.materials),
        "전기·에너지 energy": entry.uses("ENERGY", month.energies),
        "제품생산량 product": entry.uses("PRODUCT", month.products),
        "자가측정 self-measurement": entry.samplings(),
    }


class _Entry:
    def __init__(self, client: Client, site_id: str, inventory: Inventory, month: Month):
        self._client = client
        self._site = {"site_id": site_id}
        self._inventory = inventory
        self._month = month

    def hours(self) -> int:
        service = self._client(operations.StackHoursServiceStub)
        listed = pages(service.ListStackHours, self._of_month(operations.ListStackHoursRequest), "stack_hours")
        etags = {(one.stack_id, one.day): one.etag for one in listed}
        lines = []
        for record in self._month.hours:
            stack, day = self._inventory.stacks[record.stack], record.day.isoformat()
            lines.append(operations.StackHours(
                stack_id=stack, day=day, hours=record.hours, minutes=record.minutes,
                remark=record.remark, etag=etags.get((stack, day), ""),
            ))  # fmt: skip
        return self._save(service.SaveStackHours, operations.SaveStackHoursRequest, lines)

    def operations(self) -> int:
        service = self._client(operations.DeviceOperationServiceStub)
        etags = {}
        for month in {self._month.text, self._month.day_before.isoformat()[:7]}:
            request = operations.ListDeviceOperationsRequest(**self._site, month=month)
            for one in pages(service.ListDeviceOperations, request, "device_operations"):
                etags[one.device_id, one.day] = one.etag
        lines = []
        for record in self._month.operations:
            device, day = self._inventory.devices[record.device], record.day.isoformat()
            lines.append(operations.DeviceOperation(
                device_id=device, day=day, etag=etags.get((device, day), ""),
                readings=[
                    operations.MeterReading(meter_id=self._inventory.meters[record.device, number], reading=reading)
                    for number, reading in record.readings.items()
                ],
                amount_used_kwh=record.amount_used_kwh,
                chemicals=[
                    operations.ChemicalUse(name=name, amount=amount, unit=unit)
                    for name, amount, unit in record.chemicals
                ],
            ))  # fmt: skip
        return self._save(service.SaveDeviceOperations, operations.SaveDeviceOperationsRequest, lines)

    def fuels(self) -> int:
        service = self._client(operations.FuelUseServiceStub)
        request = operations.ListFuelUsesRequest(**self._site, period=self._month.text)
        etags = {(one.emission_facility_id, one.fuel_id, one.day): one.etag
                 for one in pages(service.ListFuelUses, request, "fuel_uses")}  # fmt: skip
        lines = []
        for record in self._month.fuels:
            of = self._inventory.facilities[record.facility]
            fuel = self._inventory.items["ITEM_KIND_FUEL", record.fuel]
            day = record.day.isoformat() if record.day else ""
            lines.append(operations.FuelUse(
                emission_facility_id=of, fuel_id=fuel, day=day, month="" if day else self._month.text,
                amount=record.amount, etag=etags.get((of, fuel, day), ""),
            ))  # fmt: skip
        return self._save(service.SaveFuelUses, operations.SaveFuelUsesRequest, lines)

    def uses(self, kind: str, amounts: dict[str, str]) -> int:
        """원부원료, 에너지, 제품: an amount a month for each item."""
        stub, list_name, save_name, line_type, id_field, field = {
            "MATERIAL": (operations.MaterialUseServiceStub, "ListMaterialUses", "SaveMaterialUses",
                         operations.MaterialUse, "material_id", "material_uses"),
            "ENERGY": (operations.EnergyUseServiceStub, "ListEnergyUses", "SaveEnergyUses",
                       operations.EnergyUse, "energy_id", "energy_uses"),
            "PRODUCT": (operations.ProductOutputServiceStub, "ListProductOutputs", "SaveProductOutputs",
                        operations.ProductOutput, "product_id", "product_outputs"),
        }[kind]  # fmt: skip
        service = self._client(stub)
        request = getattr(operations, list_name + "Request")(**self._site, period=self._month.text)
        etags = {getattr(one, id_field): one.etag for one in pages(getattr(service, list_name), request, field)}
        lines = []
        for number, amount in amounts.items():
            item = self._inventory.items["ITEM_KIND_" + kind, number]
            lines.append(line_type(
                **{id_field: item}, month=self._month.text, amount=amount, etag=etags.get(item, "")
            ))  # fmt: skip
        return self._save(getattr(service, save_name), getattr(operations, save_name + "Request"), lines)

    def samplings(self) -> int:
        service = self._client(measurement.SelfMeasurementServiceStub)
        request = self._of_month(measurement.ListSelfMeasurementsRequest)
        etags = {(one.stack_id, one.day): one.etag
                 for one in pages(service.ListSelfMeasurements, request, "self_measurements")}  # fmt: skip
        lines = []
        for record in self._month.samplings:
            stack, day = self._inventory.stacks[record.stack], record.day.isoformat()
            lines.append(measurement.SelfMeasurement(
                stack_id=stack, day=day, time=record.time, weather=measurement.Weather(**record.weather),
                **record.gas,
                results=[
                    measurement.PollutantResult(pollutant_code=code, concentration=concentration,
                                                unit_code=unit, agent=record.agent, sampler="최측정", analyst="정분석")
                    for code, concentration, unit in record.results
                ],
                etag=etags.get((stack, day), ""),
            ))  # fmt: skip
        return self._save(
            service.SaveSelfMeasurements, measurement.SaveSelfMeasurementsRequest, lines
        )

    def _of_month(self, request_type):
        return request_type(**self._site, month=self._month.text)

    def _save(self, call, request_type, lines) -> int:
        return check(call(request_type(**self._site, lines=lines, request_id=new_request_id()))).saved_count
