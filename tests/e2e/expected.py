"""What the workbooks must hold, computed from what was entered over the API and nothing else.

Text cells are str, numbers Decimal, blanks None; a form's rows are in no particular order.
"""

import calendar
from decimal import ROUND_DOWN, Decimal

from semsdemo import applicants, codes, plant
from semsdemo.month import Month

DEVICES = {d.number: d for d in plant.DEVICES}
FACILITIES = {f.number: f for f in plant.FACILITIES}
STACKS = {s.number: s for s in plant.STACKS}


def rows(month: Month, sequence: int) -> dict[str, list[tuple]]:
    site_code = applicants.ieps_site_code(sequence)
    made = {
        "1.대기-자가측정기록부": _samplings(month),
        "5.배출구 가동시간": _hours(month),
        "6.대기 방지시설 운영현황": _operations(month),
        "8.연료사용량": _fuels(month),
        "9.원부원료 사용량": _materials(month),
        "11.에너지 사용량": _energies(month),
        "12.제품 생산량": _products(month),
    }
    return {title: [(site_code, *row) for row in of_form] for title, of_form in made.items()}


def _day(day) -> str:
    return day.strftime("%Y%m%d")


def _number(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def _samplings(month: Month) -> list[tuple]:
    made = []
    for s in month.samplings:
        for pollutant, concentration, unit in s.results:
            code, name, _ = codes.IEPS_MAP["CODE_TABLE_POLLUTANT"][pollutant]
            made.append((
                _day(s.day) + s.time.replace(":", ""), STACKS[s.stack].ieps_number,
                s.weather["condition"], _number(s.weather["air_temperature_celsius"]),
                _number(s.weather["humidity_percent"]), _number(s.weather["pressure_mmhg"]),
                s.weather["wind_direction"], _number(s.weather["wind_speed_m_per_s"]),
                _number(s.gas["flow_sm3_per_min"]), _number(s.gas["velocity_m_per_s"]),
                _number(s.gas["gas_temperature_celsius"]), _number(s.gas["moisture_percent"]),
                _number(s.gas.get("standard_oxygen_percent", "")), _number(s.gas["measured_oxygen_percent"]),
                code, name, Decimal(concentration), codes.IEPS_MAP["CODE_TABLE_CONCENTRATION_UNIT"][unit][0],
            ))  # fmt: skip
    return made


def _hours(month: Month) -> list[tuple]:
    return [(_day(h.day), STACKS[h.stack].ieps_number, Decimal(h.hours), Decimal(h.minutes), h.remark or None)
            for h in month.hours]  # fmt: skip


def _operations(month: Month) -> list[tuple]:
    readings = {(o.device, o.day): o.readings for o in month.operations}
    made = []
    for o in month.operations:
        device = DEVICES[o.device]
        if o.day < month.days[0] or not device.ieps_number:
            continue
        chemicals = [cell for name, amount, _ in o.chemicals for cell in (name, Decimal(amount))]
        chemicals += [None] * (6 - len(chemicals))
        made.append((_day(o.day), device.ieps_number, _electricity(o, device, readings), *chemicals))
    return made


def _electricity(o, device, readings) -> Decimal | None:
    """(당일검침량 - 전일검침량) × 적산전력계배율계수, over the device's meters."""
    if o.amount_used_kwh:
        return Decimal(o.amount_used_kwh)
    day_before = max(day for number, day in readings if number == o.device and day < o.day)
    used = Decimal(0)
    for meter, multiplier in device.meters:
        difference = Decimal(o.readings[meter]) - Decimal(readings[o.device, day_before][meter])
        if difference < 0:
            return None
        used += difference * Decimal(multiplier)
    return used


def _fuels(month: Month) -> list[tuple]:
    by_day: dict[tuple[str, str], dict[int, Decimal]] = {}
    for use in month.fuels:
        of = by_day.setdefault((use.facility, use.fuel), {})
        if use.day:
            of[use.day.day] = Decimal(use.amount)
        else:
            of |= _daily_average(Decimal(use.amount), month)
    fuels = {i.number: i for i in plant.ITEMS if i.kind == "ITEM_KIND_FUEL"}
    made = []
    for (facility, fuel), days in by_day.items():
        if FACILITIES[facility].ieps_number:
            unit = codes.IEPS_MAP["CODE_TABLE_FUEL"][fuels[fuel].code][2]
            made.append((
                month.text.replace("-", ""), FACILITIES[facility].ieps_number, fuels[fuel].other_name or None,
                unit, *(days.get(day) for day in range(1, 32)),
            ))  # fmt: skip
    return made


def _daily_average(total: Decimal, month: Month) -> dict[int, Decimal]:
    """일별 평균 to 3 decimals; what is left over is spread over the first days, so that nothing is lost."""
    days = calendar.monthrange(month.year, month.month)[1]
    unit = Decimal("0.001")
    least = (total / days).quantize(unit, ROUND_DOWN)
    left = int((total - least * days) / unit)
    return {day: least + (unit if day <= left else 0) for day in range(1, days + 1)}


def _unit_cells(unit_code: str) -> tuple[str | None, str | None]:
    """단위 코드, and 직접입력 단위명 where IEPS has no code."""
    code = codes.IEPS_MAP["CODE_TABLE_USAGE_UNIT"][unit_code][0]
    return (code, None) if code else (None, codes.USAGE_UNITS[unit_code])


def _items(kind: str, amounts: dict[str, str]):
    return [(item, Decimal(amounts[item.number])) for item in plant.ITEMS if item.kind == kind]


def _materials(month: Month) -> list[tuple]:
    made = []
    for item, amount in _items("ITEM_KIND_MATERIAL", month.materials):
        _, name, unit = codes.IEPS_MAP["CODE_TABLE_MATERIAL"][item.code]
        made.append((month.text.replace("-", ""), name, amount, unit))
    return made


def _energies(month: Month) -> list[tuple]:
    return [
        (month.text.replace("-", ""), codes.IEPS_MAP["CODE_TABLE_ENERGY"][item.code][0], item.other_name,
         amount, *_unit_cells(item.unit_code))
        for item, amount in _items("ITEM_KIND_ENERGY", month.energies)
    ]  # fmt: skip


def _products(month: Month) -> list[tuple]:
    return [
        (month.text.replace("-", ""), item.ieps_name or item.name, amount, *_unit_cells(item.unit_code))
        for item, amount in _items("ITEM_KIND_PRODUCT", month.products)
    ]
