#pragma once

#include <string>
#include <vector>

#include "common/casework/law.h"
#include "sems/casework/v1/procedure.pb.h"

// The law as the contract tells it.
namespace sems::casework {

v1::Text ToProto(const Text& text);
v1::Period ToProto(const calendar::Period& period);
v1::StatutoryRole ToProto(const Role& role);
// The roles of these ids; "applicant" and "authority" are those of the procedure (null: of none).
std::vector<const Role*> RolesNamed(const Law& law, const Procedure* own,
                                    const std::vector<std::string>& ids);
v1::AttachmentItem ToProto(const AttachmentItem& item);
v1::ContentItem ToProto(const ContentItem& item);
v1::StateInfo ToProto(const State& state);
v1::StateInfo ToStateInfo(const Machine& machine, const std::string& state);
v1::Deadline ToProto(const Law& law, const Deadline& deadline);
v1::ProcedureKind ToProcedureKind(const std::string& kind);
v1::ProcedureSummary ToSummary(const Law& law, const Procedure& procedure);
v1::Procedure ToProto(const Law& law, const Procedure& procedure);

}  // namespace sems::casework
