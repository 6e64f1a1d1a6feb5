#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/time/time.h"
#include "google/protobuf/timestamp.pb.h"
#include "sems/ieps/v1/code_map.pb.h"
#include "sems/ieps/v1/export.pb.h"
#include "sems/ieps/v1/facility_mapping.pb.h"
#include "sems/ieps/v1/site_code.pb.h"
#include "services/ieps/domain/code_map.h"
#include "services/ieps/domain/form_rows.h"
#include "services/ieps/domain/mapping_check.h"
#include "services/ieps/repository/code_map.h"
#include "services/ieps/repository/draft.h"
#include "services/ieps/repository/export.h"
#include "services/ieps/repository/mapping.h"
#include "services/ieps/repository/site_code.h"

// proto ↔ domain and rows. The enums of contract and domain have the same numbers.
namespace sems::ieps {

google::protobuf::Timestamp ToProto(absl::Time time);

v1::SiteCode ToProto(const std::string& site_id, const SiteCodeRow& row);

// Nothing for a value that is no table.
std::optional<CodeTable> ToTable(v1::CodeTable table);
// Nothing for a day that is none.
std::optional<CodeEntry> ToEntry(const v1::CodeMapEntry& entry);
v1::CodeMapEntry ToProto(const CodeEntry& entry);
v1::CodeMapLoad ToProto(const CodeMapLoadRow& load);

std::optional<Tab> ToTab(v1::FacilityTab tab);
v1::MappingRow ToProto(const TabLayout& layout, const InventoryItem& item,
                       const MappedItem* mapped);
DraftRow ToDraftRow(Tab tab, int position, const v1::MappingRow& row);
v1::MappingDraft ToProto(const std::string& site_id, const Draft& draft);
v1::MappingIssue ToProto(const MappingIssue& issue);
v1::SavedTab ToProto(const SavedTabRow& saved);

v1::ItemCounts ToProto(const ItemCounts& counts);
v1::ReportEntry ToProto(const ReportEntry& entry);
v1::RowToFix ToProto(const RowToFix& row);
v1::ExportFile ToProto(const ExportFileRow& file);
v1::Export ToProto(const std::string& site_id, const ExportRow& row);

}  // namespace sems::ieps
