#include "services/chemsafety/convert_chemical.h"

#include "common/values/civil.h"

namespace sems::chemsafety {

v1::Verdict ToProto(Verdict verdict) {
  switch (verdict) {
    case Verdict::kYes:
      return v1::VERDICT_YES;
    case Verdict::kNo:
      return v1::VERDICT_NO;
    case Verdict::kUnknown:
      return v1::VERDICT_UNKNOWN;
  }
  return v1::VERDICT_UNKNOWN;
}

v1::ChangeAct ToProto(ChangeAct act) {
  switch (act) {
    case ChangeAct::kChangePermit:
      return v1::CHANGE_ACT_CHANGE_PERMIT;
    case ChangeAct::kChangeNotification:
      return v1::CHANGE_ACT_CHANGE_NOTIFICATION;
    case ChangeAct::kChangeApproval:
      return v1::CHANGE_ACT_CHANGE_APPROVAL;
  }
  return v1::CHANGE_ACT_UNSPECIFIED;
}

v1::PermitChangeItem ToProto(ChangeItem item) {
  switch (item) {
    case ChangeItem::kKindOrContent:
      return v1::PERMIT_CHANGE_ITEM_KIND_OR_CONTENT;
    case ChangeItem::kPlannedQuantity:
      return v1::PERMIT_CHANGE_ITEM_PLANNED_QUANTITY;
    case ChangeItem::kStorageCapacity:
      return v1::PERMIT_CHANGE_ITEM_STORAGE_CAPACITY;
    case ChangeItem::kUse:
      return v1::PERMIT_CHANGE_ITEM_USE;
    case ChangeItem::kSiteLocation:
      return v1::PERMIT_CHANGE_ITEM_SITE_LOCATION;
    case ChangeItem::kName:
      return v1::PERMIT_CHANGE_ITEM_NAME;
    case ChangeItem::kRepresentative:
      return v1::PERMIT_CHANGE_ITEM_REPRESENTATIVE;
    case ChangeItem::kOfficeLocation:
      return v1::PERMIT_CHANGE_ITEM_OFFICE_LOCATION;
  }
  return v1::PERMIT_CHANGE_ITEM_UNSPECIFIED;
}

std::optional<ChangeItem> FromProto(v1::PermitChangeItem item) {
  for (const ChangeItem known :
       {ChangeItem::kKindOrContent, ChangeItem::kPlannedQuantity, ChangeItem::kStorageCapacity,
        ChangeItem::kUse, ChangeItem::kSiteLocation, ChangeItem::kName, ChangeItem::kRepresentative,
        ChangeItem::kOfficeLocation}) {
    if (ToProto(known) == item) return known;
  }
  return std::nullopt;
}

void Fill(const Named& name, casework::v1::Text& text) {
  text.set_ko(name.ko);
  text.set_en(name.en);
}

std::optional<Decimal> ReadAmount(std::string_view text, std::string_view field,
                                  FieldErrors& errors) {
  if (text.empty()) {
    errors.Required(field);
    return std::nullopt;
  }
  const std::optional<Decimal> amount = Decimal::Parse(text);
  if (!amount) {
    errors.Add(field, "NOT_A_DECIMAL", "must be a decimal of at most 15 significant digits",
               "유효숫자 15자리 이내의 숫자여야 합니다.");
    return std::nullopt;
  }
  if (amount->IsNegative()) {
    errors.Add(field, "NEGATIVE", "must be 0 or more", "0 이상이어야 합니다.");
    return std::nullopt;
  }
  return amount;
}

std::optional<absl::CivilDay> ReadOptionalDay(std::string_view text, std::string_view field,
                                              FieldErrors& errors) {
  if (text.empty()) return std::nullopt;
  const std::optional<absl::CivilDay> day = ParseDay(text);
  if (!day) {
    errors.Add(field, "NOT_A_DATE", "must be a day that exists, as YYYY-MM-DD",
               "YYYY-MM-DD 형식의 실제 날짜여야 합니다.");
  }
  return day;
}

}  // namespace sems::chemsafety
