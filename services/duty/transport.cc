#include "services/duty/transport.h"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <memory>
#include <mutex>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "common/values/absl_compat.h"
#include "services/duty/domain/address.h"

namespace sems::duty {
namespace {

constexpr long kConnectSeconds = 5;
constexpr long kMailSeconds = 30;
constexpr long kWebhookSeconds = 20;
constexpr size_t kMaxAnswerBytes = 64 * 1024;

using Curl = std::unique_ptr<CURL, decltype(&curl_easy_cleanup)>;
using List = std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)>;

Curl MakeCurl() {
  static std::once_flag once;
  std::call_once(once, [] { curl_global_init(CURL_GLOBAL_DEFAULT); });
  Curl curl(curl_easy_init(), curl_easy_cleanup);
  curl_easy_setopt(curl.get(), CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl.get(), CURLOPT_CONNECTTIMEOUT, kConnectSeconds);
  curl_easy_setopt(curl.get(), CURLOPT_PROXY, "");  // none, whatever the environment says
  return curl;
}

// Upload of a message from memory.
struct Upload {
  std::string_view rest;
};
size_t ReadUpload(char* to, size_t size, size_t count, void* upload) {
  std::string_view& rest = static_cast<Upload*>(upload)->rest;
  const size_t bytes = std::min(size * count, rest.size());
  std::copy_n(rest.data(), bytes, to);
  rest.remove_prefix(bytes);
  return bytes;
}

// The answer is not kept; too much of it ends the transfer.
size_t DropAnswer(char*, size_t size, size_t count, void* received) {
  size_t& bytes = *static_cast<size_t*>(received);
  bytes += size * count;
  return bytes > kMaxAnswerBytes ? 0 : size * count;
}

std::string WhyCurl(CURLcode code) {
  switch (code) {
    case CURLE_OPERATION_TIMEDOUT:
      return "TIMEOUT";
    case CURLE_COULDNT_RESOLVE_HOST:
      return "HOST_UNKNOWN";
    case CURLE_COULDNT_CONNECT:
      return "NOT_CONNECTED";
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_USE_SSL_FAILED:
    case CURLE_SSL_CACERT_BADFILE:
      return "TLS_FAILED";
    case CURLE_LOGIN_DENIED:
      return "SMTP_LOGIN_DENIED";
    case CURLE_WRITE_ERROR:
      return "ANSWER_TOO_LARGE";
    default:
      return absl::StrCat("CURL_", static_cast<int>(code));
  }
}

// =?UTF-8?B?…?= in words of at most 75 characters (RFC 2047, 2), cut between characters.
std::string EncodedWords(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    size_t bytes = std::min<size_t>(text.size(), 45);
    while (bytes < text.size() && bytes > 0 && (text[bytes] & 0xC0) == 0x80) --bytes;
    absl::StrAppend(&out, out.empty() ? "" : "\r\n ", "=?UTF-8?B?",
                    absl::Base64Escape(ToAbsl(text.substr(0, bytes))), "?=");
    text.remove_prefix(bytes);
  }
  return out;
}

std::string Base64Lines(std::string_view text) {
  const std::string encoded = absl::Base64Escape(ToAbsl(text));
  std::string out;
  for (size_t at = 0; at < encoded.size(); at += 76)
    absl::StrAppend(&out, encoded.substr(at, 76), "\r\n");
  return out;
}

std::string DomainOf(const std::string& address) { return address.substr(address.find('@') + 1); }

// What the socket callback must know, and what it found.
struct Guard {
  bool any_address = false;
  bool refused = false;
};

curl_socket_t OpenGuarded(void* data, curlsocktype, curl_sockaddr* address) {
  Guard& guard = *static_cast<Guard*>(data);
  char text[INET6_ADDRSTRLEN] = "";
  if (address->family == AF_INET) {
    inet_ntop(AF_INET, &reinterpret_cast<sockaddr_in*>(&address->addr)->sin_addr, text,
              sizeof text);
  } else if (address->family == AF_INET6) {
    inet_ntop(AF_INET6, &reinterpret_cast<sockaddr_in6*>(&address->addr)->sin6_addr, text,
              sizeof text);
  }
  if (!guard.any_address && !IsPublicAddress(text)) {
    guard.refused = true;
    return CURL_SOCKET_BAD;
  }
  return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

}  // namespace

std::string MessageText(const Settings& settings, const Mail& mail) {
  return absl::StrCat(
      "Date: ", absl::FormatTime("%a, %d %b %Y %H:%M:%S %z", mail.at, absl::UTCTimeZone()), "\r\n",
      "From: ", settings.mail_from, "\r\n", "To: ", mail.to, "\r\n", "Message-ID: <", mail.id, "@",
      DomainOf(settings.mail_from), ">\r\n", "Subject: ", EncodedWords(mail.subject), "\r\n",
      "Auto-Submitted: auto-generated\r\n", "MIME-Version: 1.0\r\n",
      "Content-Type: text/plain; charset=utf-8\r\n", "Content-Transfer-Encoding: base64\r\n\r\n",
      Base64Lines(absl::StrReplaceAll(mail.text, {{"\n", "\r\n"}})));
}

Sent SendMail(const Settings& settings, const Mail& mail) {
  if (settings.smtp_url.empty()) return {false, false, "MAIL_NOT_CONFIGURED"};
  const Curl curl = MakeCurl();
  const std::string message = MessageText(settings, mail);
  Upload upload{message};
  const List to(curl_slist_append(nullptr, absl::StrCat("<", mail.to, ">").c_str()),
                curl_slist_free_all);
  curl_easy_setopt(curl.get(), CURLOPT_URL, settings.smtp_url.c_str());
  curl_easy_setopt(curl.get(), CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  curl_easy_setopt(curl.get(), CURLOPT_USE_SSL,
                   static_cast<long>(settings.smtp_tls ? CURLUSESSL_ALL : CURLUSESSL_NONE));
  if (!settings.smtp_ca_file.empty())
    curl_easy_setopt(curl.get(), CURLOPT_CAINFO, settings.smtp_ca_file.c_str());
  curl_easy_setopt(curl.get(), CURLOPT_TIMEOUT, kMailSeconds);
  if (!settings.smtp_username.empty()) {
    curl_easy_setopt(curl.get(), CURLOPT_USERNAME, settings.smtp_username.c_str());
    curl_easy_setopt(curl.get(), CURLOPT_PASSWORD, settings.smtp_password.c_str());
  }
  curl_easy_setopt(curl.get(), CURLOPT_MAIL_FROM,
                   absl::StrCat("<", settings.mail_from, ">").c_str());
  curl_easy_setopt(curl.get(), CURLOPT_MAIL_RCPT, to.get());
  curl_easy_setopt(curl.get(), CURLOPT_READFUNCTION, ReadUpload);
  curl_easy_setopt(curl.get(), CURLOPT_READDATA, &upload);
  curl_easy_setopt(curl.get(), CURLOPT_UPLOAD, 1L);
  const CURLcode code = curl_easy_perform(curl.get());
  if (code == CURLE_OK) return {true, false, ""};
  long reply = 0;
  curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &reply);
  if (reply >= 400 && reply < 600 && code != CURLE_LOGIN_DENIED) {
    // 5xx: the server will not take it another time either (RFC 5321, 4.2.1).
    return {false, reply >= 500, absl::StrCat("SMTP_", reply)};
  }
  return {false, false, WhyCurl(code)};
}

std::string Signature(const std::string& secret, absl::Time at, const std::string& body) {
  const std::string stamp = absl::StrCat(absl::ToUnixSeconds(at));
  const std::string signed_text = absl::StrCat(stamp, ".", body);
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned int size = 0;
  HMAC(EVP_sha256(), secret.data(), static_cast<int>(secret.size()),
       reinterpret_cast<const unsigned char*>(signed_text.data()), signed_text.size(), digest,
       &size);
  return absl::StrCat(
      "t=", stamp, ",v1=",
      absl::BytesToHexString(absl::string_view(reinterpret_cast<const char*>(digest), size)));
}

Sent PostWebhook(const Settings& settings, const WebhookPost& post) {
  const std::optional<WebhookUrl> url = ParseWebhookUrl(post.url);
  if (!url) return {false, true, "ADDRESS_REFUSED"};
  Guard guard;
  guard.any_address = settings.private_webhook_hosts.count(url->host) > 0;
  if (url->scheme != "https" && !guard.any_address) return {false, true, "ADDRESS_REFUSED"};
  const Curl curl = MakeCurl();
  curl_slist* headers = nullptr;
  for (const std::string& header :
       {std::string("Content-Type: application/json; charset=utf-8"),
        std::string("User-Agent: sems-duty"), std::string("Expect:"),
        absl::StrCat("Sems-Delivery: ", post.id),
        absl::StrCat("Sems-Signature: ", Signature(post.secret, post.at, post.body))}) {
    headers = curl_slist_append(headers, header.c_str());
  }
  const List owned(headers, curl_slist_free_all);
  size_t received = 0;
  curl_easy_setopt(curl.get(), CURLOPT_URL, post.url.c_str());
  curl_easy_setopt(curl.get(), CURLOPT_PROTOCOLS_STR, guard.any_address ? "http,https" : "https");
  curl_easy_setopt(curl.get(), CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(curl.get(), CURLOPT_TIMEOUT, kWebhookSeconds);
  curl_easy_setopt(curl.get(), CURLOPT_HTTPHEADER, headers);
  curl_easy_setopt(curl.get(), CURLOPT_POSTFIELDS, post.body.c_str());
  curl_easy_setopt(curl.get(), CURLOPT_POSTFIELDSIZE_LARGE,
                   static_cast<curl_off_t>(post.body.size()));
  curl_easy_setopt(curl.get(), CURLOPT_WRITEFUNCTION, DropAnswer);
  curl_easy_setopt(curl.get(), CURLOPT_WRITEDATA, &received);
  curl_easy_setopt(curl.get(), CURLOPT_OPENSOCKETFUNCTION, OpenGuarded);
  curl_easy_setopt(curl.get(), CURLOPT_OPENSOCKETDATA, &guard);
  const CURLcode code = curl_easy_perform(curl.get());
  if (guard.refused && code != CURLE_OK) return {false, true, "ADDRESS_REFUSED"};
  if (code != CURLE_OK) return {false, false, WhyCurl(code)};
  long status = 0;
  curl_easy_getinfo(curl.get(), CURLINFO_RESPONSE_CODE, &status);
  if (status >= 200 && status < 300) return {true, false, ""};
  // 410: the receiver wants no more of it. Anything else may be mended.
  return {false, status == 410, absl::StrCat("HTTP_", status)};
}

}  // namespace sems::duty
