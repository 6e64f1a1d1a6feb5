#include "services/noise/convert_logs.h"

#include "common/casework/service/convert_case.h"
#include "common/records/etag.h"
#include "common/values/civil.h"
#include "services/noise/domain/masked_name.h"

namespace sems::noise {
namespace {

using casework::ToTimestamp;

std::string Shown(const std::string& name, Names names) {
  return names == Names::kInFull ? name : MaskedName(name);
}

v1::LogEntryInfo EntryInfo(const repository::LogEntryRow& entry) {
  v1::LogEntryInfo out;
  *out.mutable_entered_at() = ToTimestamp(entry.entered_at);
  out.set_entered_by(entry.entered_by);
  if (entry.changed_at) *out.mutable_changed_at() = ToTimestamp(*entry.changed_at);
  out.set_changed_by(entry.changed_by);
  return out;
}

std::optional<DayPeriod> FromProto(v1::DayPeriod period) {
  switch (period) {
    case v1::DAY_PERIOD_DAY:
      return DayPeriod::kDay;
    case v1::DAY_PERIOD_EVENING:
      return DayPeriod::kEvening;
    case v1::DAY_PERIOD_NIGHT:
      return DayPeriod::kNight;
    default:
      return std::nullopt;
  }
}

v1::DayPeriod ToProto(DayPeriod period) {
  switch (period) {
    case DayPeriod::kDay:
      return v1::DAY_PERIOD_DAY;
    case DayPeriod::kEvening:
      return v1::DAY_PERIOD_EVENING;
    case DayPeriod::kNight:
      return v1::DAY_PERIOD_NIGHT;
  }
  return v1::DAY_PERIOD_UNSPECIFIED;
}

v1::LimitVerdict ToProto(LimitVerdict verdict) {
  switch (verdict) {
    case LimitVerdict::kWithin:
      return v1::LIMIT_VERDICT_WITHIN;
    case LimitVerdict::kAbove:
      return v1::LIMIT_VERDICT_ABOVE;
    case LimitVerdict::kLimitNotKnown:
      return v1::LIMIT_VERDICT_LIMIT_NOT_KNOWN;
  }
  return v1::LIMIT_VERDICT_UNSPECIFIED;
}

std::string Text(const std::optional<Decimal>& value) { return value ? value->ToString() : ""; }

}  // namespace

RawOperationEntry Raw(const v1::OperationLogEntry& line) {
  return {line.week_from(),    line.facility(),    line.running_hours(),
          line.managed_by(),   line.operated_by(), line.important_matters(),
          line.discontinued(), line.etag(),        line.remove()};
}

RawSelfMeasurement Raw(const v1::NoiseMeasurement& line) {
  RawSelfMeasurement raw;
  raw.measured_on = line.measured_on();
  raw.period = FromProto(line.period());
  raw.point = line.point();
  raw.round = line.round();
  raw.noise_db_a = line.noise_db_a();
  raw.vibration_db_v = line.vibration_db_v();
  raw.noise_limit_db_a = line.noise_limit_db_a();
  raw.vibration_limit_db_v = line.vibration_limit_db_v();
  raw.limit_basis = line.limit_basis();
  raw.instrument = line.instrument();
  if (line.measured_by() == v1::MEASURED_BY_OWN_STAFF) raw.by_agent = false;
  if (line.measured_by() == v1::MEASURED_BY_AGENT) raw.by_agent = true;
  raw.measurer = line.measurer();
  raw.agent_name = line.agent_name();
  raw.remark = line.remark();
  raw.etag = line.etag();
  raw.remove = line.remove();
  return raw;
}

v1::OperationLogEntry ToProto(const repository::Listed<OperationEntry>& listed, Names names) {
  const OperationEntry& record = listed.record;
  v1::OperationLogEntry out;
  out.set_week_from(FormatDay(record.week_from));
  out.set_facility(record.facility);
  out.set_running_hours(record.running_hours.ToString());
  out.set_managed_by(Shown(record.managed_by, names));
  out.set_operated_by(Shown(record.operated_by, names));
  out.set_important_matters(record.important_matters);
  out.set_discontinued(record.discontinued);
  out.set_etag(records::FormatEtag(listed.entry.version));
  *out.mutable_entry() = EntryInfo(listed.entry);
  return out;
}

v1::NoiseMeasurement ToProto(const repository::Listed<SelfMeasurement>& listed, Names names) {
  const SelfMeasurement& record = listed.record;
  v1::NoiseMeasurement out;
  out.set_measured_on(FormatDay(record.measured_on));
  out.set_period(ToProto(record.period));
  out.set_point(record.point);
  out.set_round(record.round);
  out.set_noise_db_a(Text(record.noise_db_a));
  out.set_vibration_db_v(Text(record.vibration_db_v));
  out.set_noise_limit_db_a(Text(record.noise_limit_db_a));
  out.set_vibration_limit_db_v(Text(record.vibration_limit_db_v));
  out.set_limit_basis(record.limit_basis);
  out.set_instrument(record.instrument);
  out.set_measured_by(record.by_agent ? v1::MEASURED_BY_AGENT : v1::MEASURED_BY_OWN_STAFF);
  out.set_measurer(Shown(record.measurer, names));
  out.set_agent_name(record.agent_name);
  out.set_remark(record.remark);
  out.set_etag(records::FormatEtag(listed.entry.version));
  *out.mutable_entry() = EntryInfo(listed.entry);
  if (record.noise_db_a) {
    out.set_noise_verdict(ToProto(CompareWithLimit(*record.noise_db_a, record.noise_limit_db_a)));
  }
  if (record.vibration_db_v) {
    out.set_vibration_verdict(
        ToProto(CompareWithLimit(*record.vibration_db_v, record.vibration_limit_db_v)));
  }
  return out;
}

v1::NoiseMeasurement ToProto(const repository::ListedMeasurement& listed, Names names) {
  v1::NoiseMeasurement out = ToProto(listed.row, names);
  if (listed.counted_for) out.set_counted_for(FormatDay(*listed.counted_for));
  return out;
}

v1::LogReplacement ToProto(const repository::Replaced& replaced) {
  v1::LogReplacement out;
  *out.mutable_replaced_at() = ToTimestamp(replaced.at);
  out.set_replaced_by(replaced.by);
  out.set_removed(replaced.removed);
  return out;
}

}  // namespace sems::noise
