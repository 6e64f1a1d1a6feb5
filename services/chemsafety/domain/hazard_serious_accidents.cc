#include "services/chemsafety/domain/hazard_serious_accidents.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/values/civil.h"

namespace sems::chemsafety::hazard {
namespace {

Text NotKnown(const char* ko, const char* en) {
  return {absl::StrCat(ko, " 알 수 없어 판단할 수 없습니다."),
          absl::StrCat(en, " is not known, so this cannot be decided.")};
}

bool Holds(const SeriousAccidentsBand& band, int workers) {
  return (!band.from || workers >= *band.from) && (!band.below || workers < *band.below);
}

class Check {
 public:
  Check(const SeriousAccidentsAct& act, const AccidentsQuestion& question, const std::string& path)
      : act_(act), question_(question), path_(path) {}

  AccidentsAnswer Run() {
    answer_.exempt = Exempt();
    std::vector<Verdict> bands;
    for (const SeriousAccidentsBand& band : act_.bands) bands.push_back(CheckBand(band));
    const Verdict in_force = Any(bands);
    const Verdict not_exempt = answer_.exempt == Verdict::kMet      ? Verdict::kNotMet
                               : answer_.exempt == Verdict::kNotMet ? Verdict::kMet
                                                                    : Verdict::kUnknown;
    answer_.applies = All({in_force, not_exempt});
    if (answer_.band != nullptr && answer_.exempt == Verdict::kNotMet) {
      answer_.applies_from = answer_.band->since;
    }
    return std::move(answer_);
  }

 private:
  Criterion Start(const std::string& id, const Text& name, const Source& source) const {
    Criterion criterion;
    criterion.id = id;
    criterion.name = name;
    criterion.source = source;
    return criterion;
  }

  Verdict Add(Criterion criterion) {
    if (!criterion.needed.empty() && std::find(answer_.needed.begin(), answer_.needed.end(),
                                               criterion.needed) == answer_.needed.end()) {
      answer_.needed.push_back(criterion.needed);
    }
    answer_.criteria.push_back(std::move(criterion));
    return answer_.criteria.back().verdict;
  }

  std::string Workers() const {
    return question_.workers ? absl::StrCat(*question_.workers) : std::string();
  }

  // Fewer workers than the limit, and a party that the exemption names (Q-003-16).
  Verdict Exempt() {
    const SeriousAccidentsExemption& exempt = act_.exempt;
    Criterion few = Start("exempt.workers", exempt.name, exempt.source);
    few.op = "<";
    few.threshold = absl::StrCat(exempt.below);
    few.unit = exempt.unit;
    few.value = Workers();
    if (!question_.workers) {
      few.explanation = NotKnown("상시근로자 수를", "The number of regular workers");
      few.needed = absl::StrCat(path_, "workers");
    } else if (*question_.workers < exempt.below) {
      few.verdict = Verdict::kMet;
      few.explanation = {absl::StrCat(few.value, " < ", few.threshold),
                         absl::StrCat(few.value, " < ", few.threshold)};
    } else {
      few.verdict = Verdict::kNotMet;
      few.explanation = {absl::StrCat(few.value, " ≥ ", few.threshold),
                         absl::StrCat(few.value, " ≥ ", few.threshold)};
    }
    const Verdict small = Add(std::move(few));

    Criterion named = Start(
        "exempt.party", {"개인사업주 또는 경영책임자", "individual owner or responsible manager"},
        exempt.source);
    named.op = "in";
    named.threshold = absl::StrJoin(exempt.parties, ", ");
    named.value = question_.party;
    if (question_.party.empty()) {
      named.explanation = NotKnown("누구에 관한 것인지", "Whom it concerns");
      // It only matters to the smallest.
      if (small != Verdict::kNotMet) named.needed = absl::StrCat(path_, "party");
    } else if (std::find(exempt.parties.begin(), exempt.parties.end(), question_.party) !=
               exempt.parties.end()) {
      named.verdict = Verdict::kMet;
      named.explanation = {"적용 제외에 이름이 있음", "The exemption names this party."};
    } else {
      named.verdict = Verdict::kNotMet;
      named.explanation = {"적용 제외에 이름이 없음", "The exemption does not name this party."};
    }
    return All({small, Add(std::move(named))});
  }

  // The workplace is in the band, and the day on or after the one it applies from.
  Verdict CheckBand(const SeriousAccidentsBand& band) {
    Criterion size = Start(absl::StrCat(band.id, ".workers"), band.name, band.source);
    size.op = band.from ? ">=" : "<";
    size.threshold = absl::StrCat(band.from ? *band.from : *band.below);
    size.unit = band.unit;
    size.value = Workers();
    if (!question_.workers) {
      size.explanation = NotKnown("상시근로자 수를", "The number of regular workers");
      size.needed = absl::StrCat(path_, "workers");
    } else {
      const bool holds = Holds(band, *question_.workers);
      if (holds) answer_.band = &band;
      size.verdict = holds ? Verdict::kMet : Verdict::kNotMet;
      size.explanation = holds ? Text{"이 규모에 해당함", "A workplace of this size."}
                               : Text{"이 규모가 아님", "Not a workplace of this size."};
    }
    const Verdict holds = Add(std::move(size));
    if (holds == Verdict::kNotMet) return holds;
    return All({holds, Add(CompareDay({"적용일 이후", "on or after the day it applies from"},
                                      question_.on, band.since, band.source,
                                      absl::StrCat(band.id, ".on"), absl::StrCat(path_, "on")))});
  }

  const SeriousAccidentsAct& act_;
  const AccidentsQuestion& question_;
  const std::string& path_;
  AccidentsAnswer answer_;
};

}  // namespace

AccidentsAnswer CheckSeriousAccidents(const Law& law, const AccidentsQuestion& question,
                                      const std::string& path) {
  AccidentsAnswer answer = Check(law.serious_accidents, question, path).Run();
  if (answer.applies != Verdict::kUnknown) answer.needed.clear();
  return answer;
}

}  // namespace sems::chemsafety::hazard
