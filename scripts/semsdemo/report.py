"""The export report, for programs (report.json) and for people (report.md)."""

import json

from google.protobuf.json_format import MessageToDict

from semsdemo.api import ieps


def as_json(export) -> str:
    content = MessageToDict(export, always_print_fields_with_no_presence=True)
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"


def as_text(export, site_name: str) -> str:
    lines = [f"# IEPS 기록 및 보존 {export.month} — {site_name}", ""]
    lines += ["| 서식 form | 행 rows | 일치 | 변환필요 | 미제공 |", "|---|---:|---:|---:|---:|"]
    for form in export.report.forms:
        items = form.items
        rows = form.rows_written if form.outcome == ieps.FORM_OUTCOME_WRITTEN else "–"
        lines.append(f"| {form.title} | {rows} | {items.match} | {items.convert} | {items.not_provided} |")
    for form in export.report.forms:
        lines += ["", f"## {form.title}", ""]
        if not (form.entries or form.rows_to_fix or form.to_fill_by_hand):
            lines.append("- 빠진 것 없음 nothing missing")
        if form.outcome != ieps.FORM_OUTCOME_WRITTEN:
            lines.append(f"- 작성되지 않음 not written: {ieps.FormOutcome.Name(form.outcome)}")
        lines += [f"- 수정할 행 row to fix: {row.sems_number} {row.sems_name}: {row.message_ko}" for row in form.rows_to_fix]
        lines += [f"- {_kind(entry)}: {_subject(entry)}{entry.message_ko} ({entry.message})" for entry in form.entries]
        lines += [f"- 직접 입력 by hand: {ko} ({en})" for ko, en in zip(form.to_fill_by_hand_ko, form.to_fill_by_hand)]
    lines += ["", "## 코드표 code maps", ""]
    for note in sorted({used.source_note for used in export.report.code_maps}):
        tables = ", ".join(used.table for used in export.report.code_maps if used.source_note == note)
        lines.append(f"- {tables}: {note}")
    return "\n".join(lines) + "\n"


def _kind(entry) -> str:
    return {
        ieps.REPORT_KIND_LEFT_OUT: f"제외 left out {entry.count}",
        ieps.REPORT_KIND_BLANK: f"빈칸 blank {entry.count}",
        ieps.REPORT_KIND_ESTIMATE: f"추정 estimate {entry.count}",
    }.get(entry.kind, "참고 note")


def _subject(entry) -> str:
    days = f" {entry.days[0]}" if len(entry.days) == 1 else f" {len(entry.days)}일" if entry.days else ""
    return f"{entry.item or entry.column}{days}: " if entry.item or entry.column else ""
