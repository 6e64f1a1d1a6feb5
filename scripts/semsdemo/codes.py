"""SEMS's own codes, and the map to IEPS's. No public source has either: both are invented here.

Where the IEPS manual shows a code in a sample cell, that code is used (28, 39, 51, 24, 10; IEPS 1, 8, 9, 12).
"""

SOURCE_NOTE = "시연용으로 지어낸 코드표입니다. IEPS의 실제 코드가 아닙니다. (Invented for the demonstration; not IEPS's codes.)"
VALID_FROM = "2018-01-01"

# Usage units: code -> name
USAGE_UNITS = {"1": "톤", "3": "천Sm³", "10": "MWh", "24": "kWh", "30": "Gcal"}

# Table -> code -> (name, unit)
FACILITY_CODES = {
    "CODE_TABLE_USAGE_UNIT": {code: (name, "") for code, name in USAGE_UNITS.items()},
    "CODE_TABLE_EMISSION_FACILITY_TYPE": {
        "10": ("보일러", ""), "20": ("선별·분쇄시설", ""), "30": ("저장시설", ""),
    },
    "CODE_TABLE_CONTROL_DEVICE_TYPE": {
        "1": ("전기집진시설", ""), "2": ("여과집진시설", ""), "3": ("선택적촉매환원시설", ""),
        "4": ("배연탈황시설", ""), "5": ("흡수에 의한 시설", ""),
    },
    "CODE_TABLE_FUEL": {"11": ("유연탄", "1"), "12": ("LNG", "3"), "99": ("기타연료", "1")},
    "CODE_TABLE_MATERIAL": {"61": ("암모니아", "1"), "62": ("석회석", "1"), "63": ("가성소다", "1")},
    "CODE_TABLE_ENERGY": {"51": ("전기", "24"), "52": ("증기", "30")},
    "CODE_TABLE_PRODUCT": {"71": ("전기", "10"), "72": ("증기", "30"), "73": ("석고", "1")},
}  # fmt: skip

# code -> (name, molar mass)
POLLUTANTS = {"28": ("먼지", ""), "31": ("황산화물", "64.06"), "32": ("질소산화물", "46.01"), "40": ("염화수소", "36.46")}
CONCENTRATION_UNITS = {"39": "ppm", "41": "mg/Sm³"}

# Table -> SEMS code -> (IEPS code, IEPS name, IEPS unit code)
IEPS_MAP = {
    "CODE_TABLE_POLLUTANT": {
        "28": ("A0101", "먼지(TSP)", ""), "31": ("A0201", "황산화물(SO2)", ""),
        "32": ("A0202", "질소산화물(NO2)", ""), "40": ("A0305", "염화수소(HCl)", ""),
    },
    "CODE_TABLE_CONCENTRATION_UNIT": {"39": ("ppm", "", ""), "41": ("mg/Sm3", "", "")},
    "CODE_TABLE_FUEL": {"11": ("F01", "유연탄", "12"), "12": ("F07", "액화천연가스", "15"), "99": ("F99", "직접입력", "13")},
    "CODE_TABLE_MATERIAL": {
        "61": ("M01", "암모니아(#1,2SCR)", "12"), "62": ("M02", "석회석(탈황용)", "14"),
        "63": ("M03", "가성소다(50%)", "16"),
    },
    "CODE_TABLE_ENERGY": {"51": ("1", "전기", ""), "52": ("4", "증기", "")},
    # IEPS has no code for Gcal: its name is written instead.
    "CODE_TABLE_USAGE_UNIT": {"1": ("12", "", ""), "3": ("15", "", ""), "10": ("9", "", ""), "24": ("8", "", ""), "30": ("", "", "")},
}  # fmt: skip
