"""A month of records of the plant. The same month gives the same records, whatever else happens."""

import calendar
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from semsdemo import plant


@dataclass(frozen=True)
class Hours:
    stack: str
    day: date
    hours: int
    minutes: int
    remark: str = ""


@dataclass(frozen=True)
class Operation:
    device: str
    day: date
    readings: dict[str, str]  # meter number -> reading (검침값)
    amount_used_kwh: str = ""  # instead of readings
    chemicals: tuple[tuple[str, str, str], ...] = ()  # name, amount, unit


@dataclass(frozen=True)
class Fuel:
    facility: str
    fuel: str
    amount: str
    day: date | None = None  # None: the month's total


@dataclass(frozen=True)
class Sampling:
    stack: str
    day: date
    time: str
    weather: dict[str, str]
    gas: dict[str, str]
    results: tuple[tuple[str, str, str], ...]  # pollutant, concentration, unit
    agent: str = "한국대기측정(주)"


@dataclass
class Month:
    year: int
    month: int
    hours: list[Hours] = field(default_factory=list)
    operations: list[Operation] = field(default_factory=list)  # the day before the month among them
    fuels: list[Fuel] = field(default_factory=list)
    materials: dict[str, str] = field(default_factory=dict)  # number -> amount
    energies: dict[str, str] = field(default_factory=dict)
    products: dict[str, str] = field(default_factory=dict)
    samplings: list[Sampling] = field(default_factory=list)

    @property
    def text(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"

    @property
    def days(self) -> list[date]:
        last = calendar.monthrange(self.year, self.month)[1]
        return [date(self.year, self.month, day) for day in range(1, last + 1)]

    @property
    def day_before(self) -> date:
        return self.days[0] - timedelta(days=1)


def last_month(today: date) -> tuple[int, int]:
    before = today.replace(day=1) - timedelta(days=1)
    return before.year, before.month


def make(year: int, month: int) -> Month:
    made = Month(year, month)
    random = Random(f"sems {year}-{month}")
    _hours(made, random)
    _operations(made, random)
    _uses(made, random)
    _samplings(made, random)
    return made


def _hours(made: Month, random: Random) -> None:
    maintenance = random.choice(made.days[3:25])
    for day in made.days:
        for stack in plant.STACKS:
            if stack.number == "3" and day == maintenance:
                made.hours.append(Hours(stack.number, day, 0, 0, "예방정비로 가동중지"))
            elif stack.tms:
                made.hours.append(Hours(stack.number, day, 24, 0))
            else:
                made.hours.append(Hours(stack.number, day, random.randint(6, 16), random.randint(1, 59)))


FALLING_DEVICE = "21"  # its meter runs backwards once, and nobody says why
ENTERED_DEVICE = "22"  # gives the amount used, not readings


def _operations(made: Month, random: Random) -> None:
    falls_on = made.days[14]
    for device in plant.DEVICES:
        totals = {number: Decimal(random.randint(100_000, 900_000)) for number, _ in device.meters}
        for day in [made.day_before, *made.days]:
            for number, _ in device.meters:
                totals[number] += Decimal(random.randint(80, 9_000)) / 10
            if device.number == FALLING_DEVICE and day == falls_on:
                totals["1"] -= 50_000
            if device.number == ENTERED_DEVICE:
                used, readings = str(Decimal(random.randint(900, 4_000)) / 10), {}
            else:
                used, readings = "", {number: str(total) for number, total in totals.items()}
            made.operations.append(
                Operation(device.number, day, readings, used, _chemicals(device, random))
            )


def _chemicals(device: plant.Device, random: Random) -> tuple[tuple[str, str, str], ...]:
    def amount(low: int, high: int) -> str:
        return str(Decimal(random.randint(low, high)) / 100)

    kg, litre = "CHEMICAL_UNIT_KG_PER_DAY", "CHEMICAL_UNIT_L_PER_DAY"
    if device.type_code == "3":
        return (("암모니아", amount(30_000, 40_000), kg),)
    if device.type_code == "4":
        return (("석회석 슬러리", amount(900_000, 1_200_000), kg), ("소포제", amount(500, 2_000), litre))
    if device.type_code == "5":
        return (("가성소다", amount(1_000, 3_000), kg), ("소포제", amount(100, 900), litre),
                ("공업용수", amount(20_000, 50_000), litre))  # fmt: skip
    return ()


def _uses(made: Month, random: Random) -> None:
    for facility in plant.FACILITIES:
        for fuel in facility.fuels:
            if facility.number == "5":  # enters each day, as the manual announces for all (붙임)
                for day in made.days:
                    amount = str(Decimal(random.randint(8_000, 9_999)) / 100)
                    made.fuels.append(Fuel(facility.number, fuel, amount, day))
            else:
                amount = str(Decimal(random.randint(2_000_000, 9_000_000)) / 100)
                made.fuels.append(Fuel(facility.number, fuel, amount))

    def of(kind: str, low: int, high: int) -> dict[str, str]:
        return {item.number: str(Decimal(random.randint(low, high)) / 1000)
                for item in plant.ITEMS if item.kind == kind}  # fmt: skip

    made.materials = of("ITEM_KIND_MATERIAL", 5_001, 99_999)
    made.energies = of("ITEM_KIND_ENERGY", 450_397_001, 2_875_200_999)
    made.products = of("ITEM_KIND_PRODUCT", 10_000_001, 99_999_999)


def _samplings(made: Month, random: Random) -> None:
    """Two for each stack, the first with a time of day, which SEMS does not ask for."""

    def number(low: float, high: float, places: int) -> str:
        value = Decimal(random.randint(int(low * 10**places), int(high * 10**places)))
        return str(value.scaleb(-places))

    for stack in plant.STACKS:
        for n, day in enumerate(random.sample(made.days, 2)):
            if stack.number == "10":
                results = (("40", number(0.1, 0.9, 3), "39"),)
            elif stack.tms:
                results = (("28", number(2, 9, 2), "41"), ("31", number(10, 25, 2), "39"),
                           ("32", number(26, 50, 2), "39"))  # fmt: skip
            else:
                results = (("28", number(1, 9, 2), "41"),)
            gas = {
                "flow_sm3_per_min": number(4000, 9999, 3) if stack.tms else number(100, 399, 3),
                "velocity_m_per_s": number(10.1, 19.9, 2),
                "gas_temperature_celsius": number(60.1, 99.9, 1),
                "moisture_percent": number(5.01, 9.99, 2),
                "measured_oxygen_percent": number(6.51, 8.99, 2),
            }
            if stack.tms:  # a standard oxygen applies to burning alone
                gas["standard_oxygen_percent"] = "6" if stack.number != "11" else "4"
            made.samplings.append(Sampling(
                stack.number, day, "" if n else f"{random.randint(9, 17):02d}:{random.randint(0, 59):02d}",
                weather={
                    "condition": random.choice(["맑음", "구름많음", "흐림"]),
                    "air_temperature_celsius": number(10.1, 27.9, 1),
                    "humidity_percent": number(40.1, 59.9, 1),
                    "pressure_mmhg": number(750.1, 769.9, 1),
                    "wind_direction": random.choice(["북서", "남서", "북", "동"]),
                    "wind_speed_m_per_s": number(0.1, 4.9, 1),
                },
                gas=gas, results=results,
            ))  # fmt: skip
