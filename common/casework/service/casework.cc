#include "common/casework/service/casework.h"

#include "absl/strings/str_cat.h"
#include "absl/time/clock.h"
#include "common/casework/service/law_files.h"
#include "common/config/config.h"

namespace sems::casework {

std::vector<config::Key> Settings(const std::string& service) {
  return {
      {service + ".law_dir", "",
       "directory whose law data files are read in place of the built-in ones of the same name; "
       "a broken file stops the start; empty: built in"},
      {service + ".timer_seconds", "1",
       "how often it is looked whether a clock of a case has come due, and whether the law, a "
       "holiday or a number has changed; 0: only when asked"}};
}

Casework::Casework(const server::ModuleDeps& deps, std::string service,
                   const std::vector<LawFile>& files, Law law,
                   std::vector<calendar::OneOffHoliday> one_off)
    : service_(std::move(service)),
      law_(std::move(law)),
      holidays_(one_off),
      parameters_(std::make_unique<Parameters>(*deps.pool)),
      engine_(law_, holidays_,
              [parameters = parameters_.get()](const std::string& id, absl::CivilDay on) {
                return parameters->On(id, on);
              }),
      sides_(law_),
      editions_(files, one_off, holidays_, engine_, *parameters_),
      peers_(*deps.peers) {}

absl::StatusOr<std::unique_ptr<Casework>> Casework::Make(const server::ModuleDeps& deps,
                                                         std::string service,
                                                         std::vector<LawFile> built_in) {
  absl::StatusOr<std::vector<LawFile>> files =
      LawFilesOf(std::move(built_in), deps.config->Get(absl::StrCat(service, ".law_dir")));
  if (!files.ok()) return files.status();
  absl::StatusOr<Law> law = LawOf(*files);
  if (!law.ok()) return law.status();
  absl::StatusOr<std::vector<calendar::OneOffHoliday>> one_off =
      OneOffHolidaysOf(deps.config->Get("calendar.holidays_file"));
  if (!one_off.ok()) return one_off.status();
  return std::unique_ptr<Casework>(
      new Casework(deps, std::move(service), *files, *std::move(law), *std::move(one_off)));
}

}  // namespace sems::casework
