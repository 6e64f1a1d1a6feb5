"""시설현황: the plant's facilities, entered by the site."""

from dataclasses import dataclass, field

from semsdemo import plant
from semsdemo.api import facility
from semsdemo.batches import check
from semsdemo.client import Client, new_request_id, pages


@dataclass
class Inventory:
    """Ids by number, as records name things."""

    stacks: dict[str, str] = field(default_factory=dict)
    facilities: dict[str, str] = field(default_factory=dict)
    devices: dict[str, str] = field(default_factory=dict)
    meters: dict[tuple[str, str], str] = field(default_factory=dict)  # device, meter number
    items: dict[tuple[str, str], str] = field(default_factory=dict)  # kind, number


def enter(client: Client, site_id: str, survey_year: int) -> Inventory:
    """Enters the plant for the year; what is there already is written again as it is."""
    return _Entry(client, site_id, survey_year).enter()


def open_years(client: Client, site_id: str, years: set[int]) -> None:
    """Survey years (조사년도) beside the one that opened with the approval, as its copies."""
    for year in sorted(years):
        client(facility.SurveyYearServiceStub).OpenSurveyYear(
            facility.OpenSurveyYearRequest(site_id=site_id, survey_year=year, request_id=new_request_id())
        )


class _Entry:
    def __init__(self, client: Client, site_id: str, survey_year: int):
        self._client = client
        self._year = {"site_id": site_id, "survey_year": survey_year}
        self._known = Inventory()

    def enter(self) -> Inventory:
        self._site_facts()
        self._stacks()
        self._items()
        self._facilities()
        self._devices()
        self._connections()
        return self._known

    def _site_facts(self) -> None:
        """사업장현황"""
        service = self._client(facility.SurveyYearServiceStub)
        facts = service.GetSiteFacts(facility.GetSiteFactsRequest(**self._year)).facts
        facts.industry_code = "35113"  # 화력 발전업
        facts.region_class = facility.REGION_CLASS_II
        facts.tms = True
        facts.tms_site_code = "T28260-01"
        facts.tms_stack_count = sum(stack.tms for stack in plant.STACKS)
        facts.operation_started_on = "2016-06-01"
        service.UpdateSiteFacts(
            facility.UpdateSiteFactsRequest(**self._year, facts=facts, request_id=new_request_id())
        )

    def _stacks(self) -> None:
        service = self._client(facility.StackServiceStub)
        stored = self._stored(service.ListStacks, facility.ListStacksRequest, "stacks")
        lines = []
        for stack in plant.STACKS:
            there = stored.get(stack.number, facility.Stack())
            lines.append(facility.Stack(
                stack_id=there.stack_id, etag=there.etag, number=stack.number, name=stack.name,
                type_code=stack.type_code, permit_number=stack.permit_number,
                permit_name=stack.permit_name, stack_class=1 if stack.tms else 4, tms=stack.tms,
                height_m="150" if stack.tms else "22.5", diameter_m="5.2" if stack.tms else "0.6",
            ))  # fmt: skip
        answer = check(service.SaveStacks(
            facility.SaveStacksRequest(**self._year, stacks=lines, request_id=new_request_id())
        ))  # fmt: skip
        self._known.stacks = {stack.number: stack.stack_id for stack in answer.stacks}

    def _items(self) -> None:
        """생산제품, 연료, 원부원료, 에너지"""
        service = self._client(facility.ItemServiceStub)
        listed = pages(service.ListItems, facility.ListItemsRequest(**self._year), "items")
        stored = {(facility.ItemKind.Name(item.kind), item.number): item for item in listed}
        lines = []
        for item in plant.ITEMS:
            there = stored.get((item.kind, item.number), facility.Item())
            lines.append(facility.Item(
                item_id=there.item_id, etag=there.etag, kind=item.kind, number=item.number,
                code=item.code, name=item.name, other_name=item.other_name, unit_code=item.unit_code,
            ))  # fmt: skip
        answer = check(service.SaveItems(
            facility.SaveItemsRequest(**self._year, items=lines, request_id=new_request_id())
        ))  # fmt: skip
        self._known.items = {
            (facility.ItemKind.Name(item.kind), item.number): item.item_id for item in answer.items
        }

    def _facilities(self) -> None:
        service = self._client(facility.EmissionFacilityServiceStub)
        stored = self._stored(
            service.ListEmissionFacilities, facility.ListEmissionFacilitiesRequest, "emission_facilities"
        )
        lines = []
        for one in plant.FACILITIES:
            there = stored.get(one.number, facility.EmissionFacility())
            lines.append(facility.EmissionFacility(
                emission_facility_id=there.emission_facility_id, etag=there.etag, number=one.number,
                name=one.name, type_code=one.type_code, capacity=one.capacity,
                capacity_unit=one.capacity_unit, installed_on="2016-05-02",
                fuel_item_ids=[self._known.items["ITEM_KIND_FUEL", n] for n in one.fuels],
                material_item_ids=[self._known.items["ITEM_KIND_MATERIAL", n] for n in one.materials],
            ))  # fmt: skip
        answer = check(service.SaveEmissionFacilities(facility.SaveEmissionFacilitiesRequest(
            **self._year, emission_facilities=lines, request_id=new_request_id()
        )))  # fmt: skip
        self._known.facilities = {f.number: f.emission_facility_id for f in answer.emission_facilities}

    def _devices(self) -> None:
        service = self._client(facility.ControlDeviceServiceStub)
        stored = self._stored(
            service.ListControlDevices, facility.ListControlDevicesRequest, "control_devices"
        )
        lines = []
        for device in plant.DEVICES:
            there = stored.get(device.number, facility.ControlDevice())
            meter_ids = {meter.meter_number: meter.meter_id for meter in there.meters}
            lines.append(facility.ControlDevice(
                control_device_id=there.control_device_id, etag=there.etag, number=device.number,
                name=device.name, type_code=device.type_code, installed_on="2016-05-02",
                meters=[
                    facility.PowerMeter(meter_id=meter_ids.get(number, ""), meter_number=number,
                                        multiplier=multiplier, valid_from=plant.METERS_SINCE, digits=8)
                    for number, multiplier in device.meters
                ],
                pollutants=[
                    facility.TreatedPollutant(pollutant_code=code, design_efficiency_percent=percent)
                    for code, percent in device.pollutants
                ],
            ))  # fmt: skip
        answer = check(service.SaveControlDevices(facility.SaveControlDevicesRequest(
            **self._year, control_devices=lines, request_id=new_request_id()
        )))  # fmt: skip
        for device in answer.control_devices:
            self._known.devices[device.number] = device.control_device_id
            for meter in device.meters:
                self._known.meters[device.number, meter.meter_number] = meter.meter_id

    def _connections(self) -> None:
        """연결: emission facility → control devices → stack"""
        known = self._known
        lines = []
        for emission_facility, devices, stack in plant.PATHS:
            way = [known.facilities[emission_facility], *(known.devices[d] for d in devices), known.stacks[stack]]
            lines += [facility.Connection(from_id=a, to_id=b) for a, b in zip(way, way[1:])]
        service = self._client(facility.ConnectionServiceStub)
        etag = service.ListConnections(facility.ListConnectionsRequest(**self._year)).etag
        answer = check(service.SetConnections(facility.SetConnectionsRequest(
            **self._year, connections=lines, etag=etag, request_id=new_request_id()
        )))  # fmt: skip
        if answer.problems:
            raise RuntimeError("connections: " + "; ".join(p.message for p in answer.problems))

    def _stored(self, call, request_type, field_name: str) -> dict:
        return {one.number: one for one in pages(call, request_type(**self._year), field_name)}
