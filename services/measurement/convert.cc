#include "services/measurement/convert.h"

#include <string>

#include "common/records/etag.h"
#include "common/values/civil.h"
#include "common/values/clock.h"
#include "services/measurement/domain/oxygen.h"

namespace sems::measurement {
namespace {

std::string Text(const std::optional<Decimal>& value) {
  return value ? value->ToString() : std::string();
}

void SetTime(absl::Time time, google::protobuf::Timestamp& out) {
  const int64_t seconds = absl::ToUnixSeconds(time);
  out.set_seconds(seconds);
  out.set_nanos(
      static_cast<int32_t>(absl::ToInt64Nanoseconds(time - absl::FromUnixSeconds(seconds))));
}

}  // namespace

RawSampling Raw(const v1::SelfMeasurement& line) {
  RawSampling raw{
      .stack_id = line.stack_id(),
      .day = line.day(),
      .time = line.time(),
      .weather_condition = line.weather().condition(),
      .air_temperature = line.weather().air_temperature_celsius(),
      .humidity = line.weather().humidity_percent(),
      .pressure = line.weather().pressure_mmhg(),
      .wind_direction = line.weather().wind_direction(),
      .wind_speed = line.weather().wind_speed_m_per_s(),
      .flow = line.flow_sm3_per_min(),
      .velocity = line.velocity_m_per_s(),
      .gas_temperature = line.gas_temperature_celsius(),
      .moisture = line.moisture_percent(),
      .standard_oxygen = line.standard_oxygen_percent(),
      .measured_oxygen = line.measured_oxygen_percent(),
      .etag = line.etag(),
      .remove = line.remove(),
  };
  if (line.has_sampling_number()) raw.number = line.sampling_number();
  for (const v1::PollutantResult& result : line.results()) {
    raw.results.push_back({.pollutant_code = result.pollutant_code(),
                           .concentration = result.concentration(),
                           .unit_code = result.unit_code(),
                           .method = result.method(),
                           .instrument = result.instrument(),
                           .agent = result.agent(),
                           .sampler = result.sampler(),
                           .analyst = result.analyst()});
  }
  return raw;
}

v1::SelfMeasurement ToProto(const repository::Listed& listed) {
  const Sampling& record = listed.record;
  v1::SelfMeasurement out;
  out.set_stack_id(record.stack_id);
  out.set_day(FormatDay(record.day));
  out.set_sampling_number(record.number);
  out.set_time(record.time);
  v1::Weather& weather = *out.mutable_weather();
  weather.set_condition(record.weather_condition);
  weather.set_air_temperature_celsius(Text(record.air_temperature));
  weather.set_humidity_percent(Text(record.humidity));
  weather.set_pressure_mmhg(Text(record.pressure));
  weather.set_wind_direction(record.wind_direction);
  weather.set_wind_speed_m_per_s(Text(record.wind_speed));
  out.set_flow_sm3_per_min(Text(record.flow));
  out.set_velocity_m_per_s(Text(record.velocity));
  out.set_gas_temperature_celsius(Text(record.gas_temperature));
  out.set_moisture_percent(Text(record.moisture));
  out.set_standard_oxygen_percent(Text(record.standard_oxygen));
  out.set_measured_oxygen_percent(Text(record.measured_oxygen));
  for (const auto& [pollutant, result] : record.results) {
    v1::PollutantResult& added = *out.add_results();
    added.set_pollutant_code(pollutant);
    added.set_concentration(result.concentration.ToString());
    added.set_unit_code(result.unit_code);
    added.set_method(result.method);
    added.set_instrument(result.instrument);
    added.set_agent(result.agent);
    added.set_sampler(result.sampler);
    added.set_analyst(result.analyst);
    const auto corrected =
        CorrectForOxygen(result.concentration, record.standard_oxygen, record.measured_oxygen);
    if (!corrected) continue;
    v1::CorrectedConcentration& derived = *added.mutable_corrected();
    derived.set_concentration(corrected->ToString());
    derived.set_formula(std::string(kOxygenFormula));
    derived.set_measured_concentration(result.concentration.ToString());
    derived.set_standard_oxygen_percent(Text(record.standard_oxygen));
    derived.set_measured_oxygen_percent(Text(record.measured_oxygen));
  }
  const repository::Entry& entry = listed.entry;
  out.set_etag(records::FormatEtag(entry.version));
  v1::EntryInfo& info = *out.mutable_entry();
  SetTime(entry.entered_at, *info.mutable_entered_at());
  info.set_entered_by(entry.entered_by);
  if (entry.changed_at) SetTime(*entry.changed_at, *info.mutable_changed_at());
  info.set_changed_by(entry.changed_by);
  info.set_late(entry.marks.late);
  info.set_corrected(entry.marks.corrected);
  return out;
}

internal::v1::SamplingRow ToRow(const repository::Listed& listed, const CodeBook& codes) {
  const Sampling& record = listed.record;
  internal::v1::SamplingRow row;
  row.set_stack_id(record.stack_id);
  row.set_day(FormatDay(record.day));
  row.set_sampling_number(record.number);
  row.set_time(record.time);
  row.set_weather_condition(record.weather_condition);
  row.set_air_temperature_celsius(Text(record.air_temperature));
  row.set_humidity_percent(Text(record.humidity));
  row.set_pressure_mmhg(Text(record.pressure));
  row.set_wind_direction(record.wind_direction);
  row.set_wind_speed_m_per_s(Text(record.wind_speed));
  row.set_flow_sm3_per_min(Text(record.flow));
  row.set_velocity_m_per_s(Text(record.velocity));
  row.set_gas_temperature_celsius(Text(record.gas_temperature));
  row.set_moisture_percent(Text(record.moisture));
  row.set_standard_oxygen_percent(Text(record.standard_oxygen));
  row.set_measured_oxygen_percent(Text(record.measured_oxygen));
  for (const auto& [pollutant, result] : record.results) {
    internal::v1::ResultRow& added = *row.add_results();
    added.set_pollutant_code(pollutant);
    added.set_concentration(result.concentration.ToString());
    added.set_unit_code(result.unit_code);
    if (const Code* code = codes.FindOn(CodeTable::kPollutant, pollutant, record.day)) {
      added.set_pollutant_name_ko(code->name_ko);
    }
    if (const Code* code =
            codes.FindOn(CodeTable::kConcentrationUnit, result.unit_code, record.day)) {
      added.set_unit_name_ko(code->name_ko);
    }
  }
  row.set_entered_on(FormatDay(SeoulDay(listed.entry.entered_at)));
  return row;
}

v1::Code ToProto(const Code& code) {
  v1::Code out;
  out.set_code(code.code);
  out.set_name_ko(code.name_ko);
  out.set_valid_from(FormatDay(code.valid_from));
  if (code.valid_until) out.set_valid_until(FormatDay(*code.valid_until));
  out.set_molar_mass_g_per_mol(Text(code.molar_mass));
  return out;
}

}  // namespace sems::measurement
