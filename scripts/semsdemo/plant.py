"""The power plant whose stacks the IEPS manual shows (04, 매핑 정보 중복 검사 및 저장); the rest is invented."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Stack:
    """배출구, with what IEPS calls it (통합배출구번호, 통합배출구명)."""

    number: str
    name: str
    type_code: str  # 5-TMS, 1-원형배출구
    permit_number: str
    permit_name: str
    ieps_number: str
    ieps_name: str

    @property
    def tms(self) -> bool:
        return self.type_code == "5"


def _stack(number, name, type_code, permit_number, permit_name, ieps_number) -> Stack:
    return Stack(number, name, type_code, permit_number, permit_name, ieps_number, ieps_name=name)


STACKS = [
    _stack("1", "1호기보일러", "5", "", "", "#A6"),
    _stack("2", "2호기보일러", "5", "", "", "#A7"),
    _stack("3", "3호기보일러", "5", "", "", "#A8"),
    _stack("4", "4호기보일러", "5", "", "", "#A9"),
    _stack("5", "선별/분쇄시설", "1", "", "", "#A1"),
    _stack("6", "분쇄/저장시설", "1", "", "", "#A2"),
    _stack("7", "Ash저장시설", "1", "7", "#1 저장시설", "#A12"),
    _stack("8", "Ash 저장시설", "1", "8", "#1 저장시설", "#A13"),
    _stack("9", "Ash 저장시설", "1", "9", "#3 저장시설", "#A14"),
    _stack("10", "염산저장시설", "1", "10", "저장시설", "#A5"),
    _stack("11", "5호기보일러", "5", "11", "#5 보일러", "#A10"),
    _stack("12", "석회석저장시설", "1", "12", "석회석Silo", "#A3"),
    _stack("13", "석회석저장시설", "1", "13", "석회석Silo", "#A4"),
    _stack("16", "석고동저장시설", "1", "14", "저장시설(석고)", "#A11"),
]


@dataclass(frozen=True)
class Item:
    """연료, 원부원료, 에너지, 생산제품; products have an IEPS number and name, if any."""

    kind: str
    number: str
    code: str
    unit_code: str
    name: str
    other_name: str = ""
    ieps_number: str = ""
    ieps_name: str = ""


ITEMS = [
    Item("ITEM_KIND_FUEL", "1", "11", "1", "유연탄"),
    Item("ITEM_KIND_FUEL", "2", "12", "3", "LNG"),
    Item("ITEM_KIND_FUEL", "3", "99", "1", "기타연료", other_name="우드펠릿"),
    Item("ITEM_KIND_MATERIAL", "1", "61", "1", "암모니아"),
    Item("ITEM_KIND_MATERIAL", "2", "62", "1", "석회석"),
    Item("ITEM_KIND_MATERIAL", "3", "63", "1", "가성소다"),
    Item("ITEM_KIND_ENERGY", "1", "51", "24", "전기", other_name="소내전력"),
    Item("ITEM_KIND_ENERGY", "2", "52", "30", "증기", other_name="공정증기"),
    Item("ITEM_KIND_PRODUCT", "1", "71", "10", "전기", ieps_number="P-EL01", ieps_name="전기(MODE1)"),
    Item("ITEM_KIND_PRODUCT", "2", "72", "30", "지역난방 증기"),  # not mapped: keeps its SEMS name
    Item("ITEM_KIND_PRODUCT", "3", "73", "1", "석고", ieps_number="P-GY01", ieps_name="탈황석고"),
]


@dataclass(frozen=True)
class Facility:
    """배출시설, with what burns in it."""

    number: str
    name: str
    type_code: str
    capacity: str
    capacity_unit: str
    ieps_number: str  # 통합배출시설관리번호; empty: not mapped
    fuels: tuple[str, ...] = ()
    materials: tuple[str, ...] = ()


FACILITIES = [
    Facility("1", "1호기 보일러", "10", "1650", "t/h", "I-PFCA010", fuels=("1",), materials=("1", "2")),
    Facility("2", "2호기 보일러", "10", "1650", "t/h", "I-PFCA020", fuels=("1",), materials=("1", "2")),
    Facility("3", "3호기 보일러", "10", "1680.5", "t/h", "I-PFCA030", fuels=("1",), materials=("1", "2")),
    Facility("4", "4호기 보일러", "10", "1680.5", "t/h", "I-PFCA040", fuels=("1", "3"), materials=("1", "2")),
    Facility("5", "5호기 보일러", "10", "420", "t/h", "I-PFCA050", fuels=("2",), materials=("1",)),
    Facility("6", "석탄 선별·분쇄시설", "20", "800", "t/h", "I-PCRA010"),
    Facility("7", "석탄 분쇄·저장시설", "20", "800", "t/h", "I-PCRA020"),
    Facility("8", "Ash 저장조 1", "30", "500", "m3", "I-PSTA010"),
    Facility("9", "Ash 저장조 2", "30", "500", "m3", "I-PSTA020"),
    Facility("10", "Ash 저장조 3", "30", "750", "m3", "I-PSTA030"),
    Facility("11", "염산 저장탱크", "30", "30", "m3", "I-PSTA040", materials=("3",)),
    Facility("12", "석회석 Silo 1", "30", "1200", "m3", "I-PSTA050"),
    Facility("13", "석회석 Silo 2", "30", "1200", "m3", "I-PSTA060"),
    Facility("14", "석고동", "30", "9000", "m3", "I-PSTA070"),
    # In the local permit, but not in the integrated one: not mapped.
    Facility("15", "보조 보일러", "10", "60", "t/h", "", fuels=("2",)),
]


@dataclass(frozen=True)
class Device:
    """방지시설, with its power meters: number and multiplier (배율)."""

    number: str
    name: str
    type_code: str
    ieps_number: str  # 통합방지시설관리번호; empty: not mapped
    meters: tuple[tuple[str, str], ...] = (("1", "1"),)
    not_in_ieps: bool = False
    pollutants: tuple[tuple[str, str], ...] = ()  # code, design efficiency %


def _of_boiler(unit: int, first: int, multipliers: tuple[str, str, str]) -> list[Device]:
    """SCR, electrostatic precipitator and desulphurisation, in the order of the gas."""
    kinds = [
        ("SCR", "3", "C-PSCR", "32", "85"),
        ("전기집진기", "1", "C-PEPA", "28", "99.7"),
        ("배연탈황설비", "4", "C-PFGD", "31", "95.5"),
    ]
    return [
        Device(str(first + i), f"{unit}호기 {name}", type_code, f"{ieps}{unit}10",
               meters=(("1", multiplier), ("2", "40")) if ieps == "C-PFGD" else (("1", multiplier),),
               pollutants=((pollutant, efficiency),))
        for i, ((name, type_code, ieps, pollutant, efficiency), multiplier)
        in enumerate(zip(kinds, multipliers))
    ]  # fmt: skip


def _bag_filter(number: int, name: str, ieps_number: str, multiplier: str, **facts) -> Device:
    return Device(str(number), name, "2", ieps_number, meters=(("1", multiplier),),
                  pollutants=(("28", "99.5"),), **facts)  # fmt: skip


DEVICES = [
    *_of_boiler(1, 1, ("20", "60", "120")),
    *_of_boiler(2, 4, ("20", "60", "120")),
    *_of_boiler(3, 7, ("30", "80", "160")),
    *_of_boiler(4, 10, ("30", "80", "160")),
    *_of_boiler(5, 13, ("12.5", "25", "50")),
    _bag_filter(16, "선별·분쇄 여과집진기", "C-PBFA010", "1"),
    _bag_filter(17, "분쇄·저장 여과집진기", "C-PBFA020", "1.5"),
    _bag_filter(18, "Ash 저장조 1 여과집진기", "C-PBFA030", "2"),
    _bag_filter(19, "Ash 저장조 2 여과집진기", "C-PBFA040", "2"),
    _bag_filter(20, "Ash 저장조 3 여과집진기", "C-PBFA050", "0.5"),
    Device("21", "염산탱크 흡수시설", "5", "C-PGTA010", meters=(("1", "1"),), pollutants=(("40", "98"),)),
    _bag_filter(22, "석회석 Silo 1 여과집진기", "C-PBFA060", "4"),
    _bag_filter(23, "석회석 Silo 2 여과집진기", "C-PBFA070", "4"),
    # The site says that IEPS has no such device (통합시설 없음).
    _bag_filter(24, "석고동 이동식 여과집진기", "", "1", not_in_ieps=True),
]

# Emission facility -> devices in the order of the gas -> stack
PATHS = [
    ("1", ("1", "2", "3"), "1"),
    ("2", ("4", "5", "6"), "2"),
    ("3", ("7", "8", "9"), "3"),
    ("4", ("10", "11", "12"), "4"),
    ("5", ("13", "14", "15"), "11"),
    ("6", ("16",), "5"),
    ("7", ("17",), "6"),
    ("8", ("18",), "7"),
    ("9", ("19",), "8"),
    ("10", ("20",), "9"),
    ("11", ("21",), "10"),
    ("12", ("22",), "12"),
    ("13", ("23",), "13"),
    ("14", ("24",), "16"),
    ("15", (), "4"),
]

METERS_SINCE = "2018-01-01"
