#include "services/duty/ics.h"

#include <libical/ical.h>

#include <memory>

#include "absl/strings/str_cat.h"

namespace sems::duty {
namespace {

// The hour at which alarms ring.
constexpr int kAlarmHour = 9;
constexpr int kDefaultWarnDays = 7;

icaltimetype Date(absl::CivilDay day) {
  icaltimetype time = icaltime_null_date();
  time.year = static_cast<int>(day.year());
  time.month = day.month();
  time.day = day.day();
  time.is_date = 1;
  return time;
}

icaltimetype Instant(absl::Time time) {
  return icaltime_from_timet_with_zone(absl::ToTimeT(time), 0, icaltimezone_get_utc_timezone());
}

icalproperty_status StatusOf(Status status) {
  switch (status) {
    case Status::kSuspended:
      return ICAL_STATUS_TENTATIVE;
    case Status::kEnded:
      return ICAL_STATUS_CANCELLED;
    default:
      return ICAL_STATUS_CONFIRMED;
  }
}

std::string Summary(const Duty& duty) {
  const std::string mark = duty.status == Status::kOpen
                               ? ""
                               : absl::StrCat("[", std::string(StatusKo(duty.status)), "] ");
  const std::string subject =
      duty.subject_name.empty() ? "" : absl::StrCat(" (", duty.subject_name, ")");
  return absl::StrCat(mark, duty.title.ko, subject);
}

std::string Description(const Duty& duty) {
  std::string text = duty.explanation.ko;
  const auto add = [&](std::string_view label, const std::string& value) {
    if (!value.empty())
      absl::StrAppend(&text, text.empty() ? "" : "\n", std::string(label), ": ", value);
  };
  add("절차", duty.procedure_name.ko);
  add("근거", duty.article);
  if (!duty.who.empty()) add("의무자", duty.who.front().name.ko);
  if (duty.service_level_only) add("참고", "법정 기한이 아닌 시스템 기준일");
  return text;
}

icalcomponent* Alarm(const Duty& duty, const std::string& summary) {
  const absl::CivilDay warn = duty.warn_on.value_or(*duty.due_on - kDefaultWarnDays);
  const int hours = static_cast<int>(warn - *duty.due_on) * 24 + kAlarmHour;
  icaltriggertype trigger;
  trigger.time = icaltime_null_time();
  trigger.duration = icaldurationtype_from_int(hours * 3600);
  icalcomponent* alarm = icalcomponent_new_valarm();
  icalcomponent_add_property(alarm, icalproperty_new_action(ICAL_ACTION_DISPLAY));
  icalcomponent_add_property(alarm, icalproperty_new_description(summary.c_str()));
  icalcomponent_add_property(alarm, icalproperty_new_trigger(trigger));
  return alarm;
}

icalcomponent* Event(const Duty& duty, absl::Time as_of) {
  const absl::Time changed =
      duty.updated_at_micros > 0 ? absl::FromUnixMicros(duty.updated_at_micros) : as_of;
  const std::string summary = Summary(duty);
  icalcomponent* event = icalcomponent_new_vevent();
  const auto add = [&](icalproperty* property) { icalcomponent_add_property(event, property); };
  add(icalproperty_new_uid(absl::StrCat(duty.id, "@sems").c_str()));
  add(icalproperty_new_dtstamp(Instant(changed)));
  add(icalproperty_new_dtstart(Date(*duty.due_on)));
  add(icalproperty_new_dtend(Date(*duty.due_on + 1)));
  add(icalproperty_new_summary(summary.c_str()));
  add(icalproperty_new_description(Description(duty).c_str()));
  add(icalproperty_new_status(StatusOf(duty.status)));
  add(icalproperty_new_transp(ICAL_TRANSP_TRANSPARENT));
  add(icalproperty_new_categories(std::string(KindKo(duty.kind)).c_str()));
  if (duty.status == Status::kOpen && duty.party_owes)
    icalcomponent_add_component(event, Alarm(duty, summary));
  return event;
}

icalproperty* Extension(const char* name, const std::string& value) {
  icalproperty* property = icalproperty_new_x(value.c_str());
  icalproperty_set_x_name(property, name);
  return property;
}

}  // namespace

std::string WriteCalendar(const std::string& name, const std::vector<Duty>& duties,
                          absl::Time as_of) {
  const std::unique_ptr<icalcomponent, void (*)(icalcomponent*)> calendar(
      icalcomponent_new_vcalendar(), icalcomponent_free);
  const auto add = [&](icalproperty* property) {
    icalcomponent_add_property(calendar.get(), property);
  };
  add(icalproperty_new_prodid("-//sems//duty calendar//KO"));
  add(icalproperty_new_version("2.0"));
  add(icalproperty_new_calscale("GREGORIAN"));
  add(Extension("X-WR-CALNAME", name));
  add(Extension("X-WR-TIMEZONE", "Asia/Seoul"));
  add(Extension("X-PUBLISHED-TTL", "PT1H"));
  for (const Duty& duty : duties) {
    if (duty.due_on) icalcomponent_add_component(calendar.get(), Event(duty, as_of));
  }
  char* text = icalcomponent_as_ical_string_r(calendar.get());
  std::string written(text);
  icalmemory_free_buffer(text);
  return written;
}

}  // namespace sems::duty
