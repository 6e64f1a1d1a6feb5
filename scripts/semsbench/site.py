"""A large site: fifty stacks with their devices, mapped to IEPS."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from semsdemo import applicants, approval
from semsdemo.api import facility, ieps, measurement, operations
from semsdemo.batches import check
from semsdemo.client import Client, new_request_id

STACKS = 50
FACILITIES = 20
ITEMS = {"FUEL": "11", "MATERIAL": "61", "ENERGY": "51", "PRODUCT": "71"}  # kind -> code
ITEMS_OF_A_KIND = 5


@dataclass
class Site:
    site_id: str
    year: int
    stacks: list[str] = field(default_factory=list)
    devices: list[tuple[str, str]] = field(default_factory=list)  # device, meter
    facilities: list[str] = field(default_factory=list)
    items: dict[str, list[str]] = field(default_factory=dict)

    @property
    def at(self) -> dict:
        return {"site_id": self.site_id, "survey_year": self.year}


def make(officer: Client, client: Client, year: int) -> Site:
    (site_id,) = approval.approve(officer, approval.apply(client, applicants.power_plant(50)))
    site = Site(site_id, year)
    numbers = [str(n + 1) for n in range(STACKS)]
    site.stacks = [s.stack_id for s in check(client(facility.StackServiceStub).SaveStacks(
        facility.SaveStacksRequest(**site.at, request_id=new_request_id(), stacks=[
            facility.Stack(number=n, name=f"{n}호기", type_code="1", stack_class=1) for n in numbers
        ]))).stacks]  # fmt: skip
    site.devices = [(d.control_device_id, d.meters[0].meter_id) for d in check(
        client(facility.ControlDeviceServiceStub).SaveControlDevices(facility.SaveControlDevicesRequest(
            **site.at, request_id=new_request_id(), control_devices=[
                facility.ControlDevice(number=n, name=f"집진시설 {n}", type_code="1", meters=[
                    facility.PowerMeter(meter_number="1", multiplier="60", valid_from=f"{year - 1}-01-01", digits=8)
                ]) for n in numbers
            ]))).control_devices]  # fmt: skip
    for kind, code in ITEMS.items():
        saved = check(client(facility.ItemServiceStub).SaveItems(facility.SaveItemsRequest(
            **site.at, request_id=new_request_id(), items=[
                facility.Item(kind="ITEM_KIND_" + kind, number=str(n + 1), code=code, name=f"{kind} {n + 1}",
                              unit_code="24" if kind == "ENERGY" else "1")
                for n in range(ITEMS_OF_A_KIND)
            ])))  # fmt: skip
        site.items[kind] = [item.item_id for item in saved.items]
    site.facilities = [f.emission_facility_id for f in check(
        client(facility.EmissionFacilityServiceStub).SaveEmissionFacilities(
            facility.SaveEmissionFacilitiesRequest(**site.at, request_id=new_request_id(), emission_facilities=[
                facility.EmissionFacility(number=str(n + 1), name=f"보일러 {n + 1}", type_code="10",
                                          fuel_item_ids=[site.items["FUEL"][0]]) for n in range(FACILITIES)
            ]))).emission_facilities]  # fmt: skip
    _map(client, site)
    return site


def stack_hours(site: Site, year: int, month: int) -> operations.SaveStackHoursRequest:
    return operations.SaveStackHoursRequest(
        site_id=site.site_id,
        request_id=new_request_id(),
        lines=[
            operations.StackHours(stack_id=stack, day=day.isoformat(), hours=(n + day.day) % 24, minutes=30)
            for n, stack in enumerate(site.stacks) for day in days(year, month)
        ],
    )  # fmt: skip


def enter_month(client: Client, site: Site, year: int, month: int) -> None:
    """Everything else of a month: what the seven forms hold."""
    text = f"{year}-{month:02}"
    month_days = days(year, month)
    for some in ([month_days[0] - timedelta(days=1)], month_days):
        _save(client(operations.DeviceOperationServiceStub).SaveDeviceOperations,
              operations.SaveDeviceOperationsRequest, site, [
            operations.DeviceOperation(
                device_id=device, day=day.isoformat(),
                readings=[operations.MeterReading(meter_id=meter, reading=str(100000 + day.toordinal()))],
                chemicals=[operations.ChemicalUse(name="암모니아", amount="12.5", unit="CHEMICAL_UNIT_KG_PER_DAY")],
            ) for device, meter in site.devices for day in some
        ])  # fmt: skip
    _save(client(operations.FuelUseServiceStub).SaveFuelUses, operations.SaveFuelUsesRequest, site, [
        operations.FuelUse(emission_facility_id=f, fuel_id=site.items["FUEL"][0], month=text, amount="22166")
        for f in site.facilities
    ])  # fmt: skip
    _save(client(operations.MaterialUseServiceStub).SaveMaterialUses, operations.SaveMaterialUsesRequest, site, [
        operations.MaterialUse(material_id=i, month=text, amount="8.746") for i in site.items["MATERIAL"]
    ])  # fmt: skip
    _save(client(operations.EnergyUseServiceStub).SaveEnergyUses, operations.SaveEnergyUsesRequest, site, [
        operations.EnergyUse(energy_id=i, month=text, amount="2875200") for i in site.items["ENERGY"]
    ])  # fmt: skip
    _save(client(operations.ProductOutputServiceStub).SaveProductOutputs, operations.SaveProductOutputsRequest, site, [
        operations.ProductOutput(product_id=i, month=text, amount="39643.129") for i in site.items["PRODUCT"]
    ])  # fmt: skip
    _save(client(measurement.SelfMeasurementServiceStub).SaveSelfMeasurements,
          measurement.SaveSelfMeasurementsRequest, site, [
        measurement.SelfMeasurement(
            stack_id=stack, day=day.isoformat(), flow_sm3_per_min="4269.5",
            weather=measurement.Weather(condition="맑음", air_temperature_celsius="17.5"),
            results=[measurement.PollutantResult(pollutant_code=code, concentration="11.2", unit_code="39")
                     for code in ("31", "32")],
        ) for stack in site.stacks for day in month_days[::10]
    ])  # fmt: skip


def days(year: int, month: int) -> list[date]:
    first = date(year, month, 1)
    return [day for n in range(31) if (day := first + timedelta(days=n)).month == month]


def _save(call, request_type, site: Site, lines: list) -> None:
    check(call(request_type(site_id=site.site_id, request_id=new_request_id(), lines=lines), timeout=60))


def _map(client: Client, site: Site) -> None:
    client(ieps.SiteCodeServiceStub).SetSiteCode(
        ieps.SetSiteCodeRequest(site_id=site.site_id, code="bench050", request_id=new_request_id())
    )
    service = client(ieps.FacilityMappingServiceStub)
    rows = service.GetMapping(ieps.GetMappingRequest(**site.at)).rows
    for row in rows:
        row.ieps_number = f"#{row.tab}-{row.sems_number}"
        row.ieps_name = row.sems_name
    draft = service.PutDraft(ieps.PutDraftRequest(**site.at, rows=rows, request_id=new_request_id())).draft
    checked = service.CheckMapping(
        ieps.CheckMappingRequest(**site.at, draft_id=draft.draft_id, request_id=new_request_id())
    )
    if not checked.ok:
        raise RuntimeError(f"mapping: {checked.issues[:3]}")
    service.SaveMapping(ieps.SaveMappingRequest(**site.at, draft_id=draft.draft_id, request_id=new_request_id()))
