#include "common/xlsx/xml.h"

#include <expat.h>

#include <new>
#include <utility>

#include "common/xlsx/read_errors.h"

namespace sems::xlsx {
namespace {

constexpr char kNamespaceSeparator = '|';
// A tag or comment longer than this is no part of a workbook, and this expat reads it in quadratic
// time when it comes in pieces.
constexpr std::int64_t kMaxTokenBytes = 1 << 20;

std::string_view LocalName(std::string_view name) {
  const std::size_t separator = name.rfind(kNamespaceSeparator);
  return separator == std::string_view::npos ? name : name.substr(separator + 1);
}

}  // namespace

std::optional<std::string_view> XmlAttributes::Find(std::string_view local_name) const {
  for (const char** pair = list_; pair[0] != nullptr; pair += 2) {
    if (LocalName(pair[0]) == local_name) return std::string_view(pair[1]);
  }
  return std::nullopt;
}

struct XmlReader::Expat {
  XML_Parser parser = XML_ParserCreateNS(nullptr, kNamespaceSeparator);

  Expat() {
    if (parser == nullptr) throw std::bad_alloc();
  }
  ~Expat() { XML_ParserFree(parser); }

  static void Start(void* self, const XML_Char* name, const XML_Char** attributes) {
    XmlReader& reader = *static_cast<XmlReader*>(self);
    if (!reader.status_.ok()) return;  // events of the piece in hand may still follow a stop
    if (++reader.depth_ > reader.max_depth_) {
      reader.Fail(WorkbookRefused("its XML is nested too deeply", "XML 구조가 너무 깊습니다."));
      return;
    }
    reader.OnStart(LocalName(name), XmlAttributes(attributes));
  }
  static void End(void* self, const XML_Char* name) {
    XmlReader& reader = *static_cast<XmlReader*>(self);
    if (!reader.status_.ok()) return;
    --reader.depth_;
    reader.OnEnd(LocalName(name));
  }
  static void Text(void* self, const XML_Char* text, int length) {
    XmlReader& reader = *static_cast<XmlReader*>(self);
    if (!reader.status_.ok()) return;
    reader.OnText(std::string_view(text, static_cast<std::size_t>(length)));
  }
  static void Doctype(void* self, const XML_Char*, const XML_Char*, const XML_Char*, int) {
    static_cast<XmlReader*>(self)->Fail(
        WorkbookRefused("it declares a document type", "허용되지 않는 문서 형식 선언이 있습니다."));
  }
};

XmlReader::XmlReader(std::string part, int max_depth)
    : part_(std::move(part)), max_depth_(max_depth), expat_(std::make_unique<Expat>()) {
  XML_Parser parser = expat_->parser;
  XML_SetUserData(parser, this);
  XML_SetElementHandler(parser, &Expat::Start, &Expat::End);
  XML_SetCharacterDataHandler(parser, &Expat::Text);
  XML_SetStartDoctypeDeclHandler(parser, &Expat::Doctype);
}

XmlReader::~XmlReader() = default;

void XmlReader::Fail(absl::Status status) {
  if (!status_.ok()) return;
  status_ = std::move(status);
  XML_StopParser(expat_->parser, XML_FALSE);
}

absl::Status XmlReader::Feed(std::string_view piece) { return Parse(piece, false); }
absl::Status XmlReader::Finish() { return Parse({}, true); }

absl::Status XmlReader::Parse(std::string_view piece, bool last) {
  if (!status_.ok()) return status_;
  XML_Parser parser = expat_->parser;
  const XML_Status result =
      XML_Parse(parser, piece.data(), static_cast<int>(piece.size()), last ? XML_TRUE : XML_FALSE);
  if (!status_.ok()) return status_;
  if (result != XML_STATUS_OK) {
    status_ = WorkbookDamaged(part_, XML_ErrorString(XML_GetErrorCode(parser)));
    return status_;
  }
  fed_ += static_cast<std::int64_t>(piece.size());
  const std::int64_t last_event = XML_GetCurrentByteIndex(parser);
  if (!last && fed_ - (last_event < 0 ? 0 : last_event) > kMaxTokenBytes) {
    status_ = WorkbookRefused("its XML has an endless tag", "XML 태그가 너무 깁니다.");
  }
  return status_;
}

}  // namespace sems::xlsx
