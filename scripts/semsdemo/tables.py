"""Code tables, loaded by the administrator (국립환경과학원)."""

from semsdemo import codes
from semsdemo.api import facility, ieps, measurement
from semsdemo.batches import check
from semsdemo.client import Client, new_request_id


def load(admin: Client) -> None:
    """SEMS's own codes, and the invented map to IEPS's. A second time nothing changes but the load's date."""
    for table, rows in codes.FACILITY_CODES.items():
        check(admin(facility.CodeServiceStub).LoadCodes(facility.LoadCodesRequest(
            table=table,
            codes=[facility.Code(code=code, name=name, unit_code=unit) for code, (name, unit) in rows.items()],
            request_id=new_request_id(),
        )))  # fmt: skip
    _load_measurement(admin, "CODE_TABLE_POLLUTANT", codes.POLLUTANTS)
    units = {code: (name, "") for code, name in codes.CONCENTRATION_UNITS.items()}
    _load_measurement(admin, "CODE_TABLE_CONCENTRATION_UNIT", units)
    for table, rows in codes.IEPS_MAP.items():
        check(admin(ieps.CodeMapServiceStub).LoadCodeMap(ieps.LoadCodeMapRequest(
            table=table,
            entries=[
                ieps.CodeMapEntry(sems_code=sems, ieps_code=code, ieps_name=name, ieps_unit_code=unit,
                                  valid_from=codes.VALID_FROM)
                for sems, (code, name, unit) in rows.items()
            ],
            source_note=codes.SOURCE_NOTE,
            invented=True,
            request_id=new_request_id(),
        )))  # fmt: skip


def _load_measurement(admin: Client, table: str, rows: dict[str, tuple[str, str]]) -> None:
    admin(measurement.CodeServiceStub).LoadCodes(measurement.LoadCodesRequest(
        table=table,
        codes=[
            measurement.Code(code=code, name_ko=name, valid_from=codes.VALID_FROM, molar_mass_g_per_mol=mass)
            for code, (name, mass) in rows.items()
        ],
        request_id=new_request_id(),
    ))  # fmt: skip
