// Reminders: planned once, sent at least once, cancelled when there is nothing to remind of.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <thread>

#include "services/duty/duty_fixture.h"
#include "services/duty/secret_box.h"
#include "services/duty/transport.h"
#include "services/facility/module.h"
#include "services/measurement/module.h"
#include "services/operations/module.h"

namespace sems::duty {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// Answers every request with the status it is told to; keeps what it was sent.
class Receiver {
 public:
  Receiver() {
    listener_ = socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (bind(listener_, reinterpret_cast<sockaddr*>(&address), size) != 0 ||
        listen(listener_, 16) != 0 ||
        getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size) != 0)
      throw std::runtime_error("receiver");
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this] { Loop(); });
  }
  ~Receiver() {
    stop_ = true;
    shutdown(listener_, SHUT_RDWR);
    thread_.join();
    close(listener_);
  }
  std::string url() const { return "http://127.0.0.1:" + std::to_string(port_) + "/hook"; }
  void Answer(int status) { status_ = status; }
  std::vector<std::string> requests() {
    absl::MutexLock lock(&mutex_);
    return requests_;
  }

 private:
  void Loop() {
    while (!stop_) {
      const int connection = accept(listener_, nullptr, nullptr);
      if (connection < 0) return;
      std::string request;
      char buffer[4096];
      while (true) {
        const size_t head = request.find("\r\n\r\n");
        if (head != std::string::npos) {
          const size_t at = request.find("Content-Length: ");
          if (request.size() >= head + 4 + std::stoul(request.substr(at + 16))) break;
        }
        const ssize_t got = read(connection, buffer, sizeof buffer);
        if (got <= 0) break;
        request.append(buffer, static_cast<size_t>(got));
      }
      {
        absl::MutexLock lock(&mutex_);
        requests_.push_back(request);
      }
      const std::string answer = "HTTP/1.1 " + std::to_string(status_.load()) +
                                 " X\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n"
                                 "Connection: close\r\n\r\n";
      [[maybe_unused]] const ssize_t sent = write(connection, answer.data(), answer.size());
      close(connection);
    }
  }

  int listener_ = -1;
  int port_ = 0;
  std::atomic<bool> stop_{false};
  std::atomic<int> status_{204};
  absl::Mutex mutex_;
  std::vector<std::string> requests_ ABSL_GUARDED_BY(mutex_);
  std::thread thread_;
};

std::string HeaderOf(const std::string& request, const std::string& name) {
  const size_t at = request.find("\r\n" + name + ": ");
  if (at == std::string::npos) return "";
  const size_t from = at + name.size() + 4;
  return request.substr(from, request.find("\r\n", from) - from);
}

// Records are kept by services beside it: without them planning for a site waits for them.
class RemindersTest : public DutyTest {
 protected:
  RemindersTest() : DutyTest({&facility::Info(), &operations::Info(), &measurement::Info()}) {}

  absl::StatusOr<v1::CreateChannelResponse> MakeChannel(v1::ChannelKind kind,
                                                        const std::string& address) {
    v1::CreateChannelRequest request;
    request.set_site_id(site_);
    request.set_kind(kind);
    request.set_name("환경팀");
    request.set_address(address);
    return Ask(harness_, operator_, *reminders_, &v1::ReminderService::Stub::CreateChannel,
               request);
  }
  absl::StatusOr<v1::CreateReminderRuleResponse> MakeRule(const std::string& channel_id,
                                                          const std::vector<int>& leads,
                                                          bool when_overdue = true) {
    v1::CreateReminderRuleRequest request;
    request.set_site_id(site_);
    request.mutable_rule()->set_channel_id(channel_id);
    for (const int lead : leads) request.mutable_rule()->add_lead_days(lead);
    request.mutable_rule()->set_when_overdue(when_overdue);
    return Ask(harness_, operator_, *reminders_, &v1::ReminderService::Stub::CreateReminderRule,
               request);
  }
  v1::CreateChannelResponse Hook(const std::vector<int>& leads) {
    auto made = MakeChannel(v1::CHANNEL_KIND_WEBHOOK, receiver_.url());
    EXPECT_TRUE(made.ok()) << made.status();
    EXPECT_TRUE(MakeRule(made->channel().channel_id(), leads).ok());
    return *made;
  }
  std::vector<v1::Reminder> Queue(v1::ReminderState state = v1::REMINDER_STATE_UNSPECIFIED) {
    v1::ListRemindersRequest request;
    request.set_site_id(site_);
    if (state != v1::REMINDER_STATE_UNSPECIFIED) request.add_states(state);
    const auto listed =
        Ask(harness_, operator_, *reminders_, &v1::ReminderService::Stub::ListReminders, request);
    EXPECT_TRUE(listed.ok()) << listed.status();
    if (!listed.ok()) return {};
    return {listed->reminders().begin(), listed->reminders().end()};
  }
  std::vector<std::string> Told(v1::ReminderState state = v1::REMINDER_STATE_UNSPECIFIED) {
    std::vector<std::string> told;
    for (const v1::Reminder& reminder : Queue(state)) {
      told.push_back(reminder.due_on() + " " + std::to_string(reminder.lead_days()) + " " +
                     v1::ReminderState_Name(reminder.state()).substr(15) + " " + reminder.reason());
    }
    return told;
  }
  void DueNow() { Query("UPDATE reminder SET next_attempt_at = '2000-01-01' WHERE state = 1"); }
  void NextDay() { harness_.clock().Advance(absl::Hours(24)); }

  Receiver receiver_;
};

// AES-256-GCM under a key that the database does not have: what lies there signs nothing.
TEST_F(RemindersTest, SecretsLieSealedAndAnotherKeyTakesOver) {
  const v1::CreateChannelResponse channel = Hook({7});
  const std::string& secret = channel.signing_secret();
  const std::string where = " WHERE channel_id = '" + channel.channel().channel_id() + "'";
  ASSERT_EQ(secret.size(), 43u);
  const auto lies = [&] {
    return Query("SELECT secret_key_id || ' ' || secret FROM channel" + where);
  };
  const auto sealed = [&] {
    return Query("SELECT encode(sealed_secret, 'escape') FROM channel" + where);
  };
  EXPECT_EQ(lies(), "one ");
  EXPECT_EQ(sealed().find(secret), std::string::npos);
  const auto signs = [&] {
    Run(false, true);
    const std::string request = receiver_.requests().empty() ? "" : receiver_.requests().back();
    if (request.empty()) return false;
    const std::string signature = HeaderOf(request, "Sems-Signature");
    const std::string stamp = signature.substr(2, signature.find(',') - 2);
    return signature == Signature(secret, absl::FromUnixSeconds(std::stoll(stamp)),
                                  request.substr(request.find("\r\n\r\n") + 4));
  };
  const auto remind = [&] {
    Query("DELETE FROM reminder");
    Query("UPDATE reminder_owner SET planned_on = NULL, next_look_at = '2000-01-01'");
    EXPECT_EQ(Run(true, false).planned(), 1);
  };
  ASSERT_TRUE(Applied(Case(kCase1, 1, "2026-11-17")));
  remind();
  EXPECT_TRUE(signs());

  // As an older release kept it.
  Query("UPDATE channel SET secret_key_id = '', sealed_secret = '', secret = '" + secret + "'" +
        where);
  remind();
  EXPECT_EQ(lies(), "one ");
  EXPECT_TRUE(signs());

  // Under a key that is not the first any more.
  const auto old = SecretBox::FromFile(WriteSecretKeys({"old"}));
  ASSERT_TRUE(old.ok()) << old.status();
  const auto put = [&](const SecretBox& box) {
    Query("UPDATE channel SET secret_key_id = '" + box.key_id() + "', sealed_secret = '\\x" +
          absl::BytesToHexString(box.Seal(secret, channel.channel().channel_id())) + "'" + where);
  };
  put(*old);
  remind();
  EXPECT_EQ(lies(), "one ");
  EXPECT_TRUE(signs());
  EXPECT_EQ(Query("SELECT count(*) FROM audit_row WHERE action = 'CHANNEL_SECRET_SEALED'"), "2");

  // Under one that is gone: it is said, and tried again.
  const auto lost = SecretBox::FromFile(WriteSecretKeys({"lost"}));
  put(*lost);
  remind();
  EXPECT_FALSE([&] {
    const size_t before = receiver_.requests().size();
    Run(false, true);
    return receiver_.requests().size() > before;
  }());
  EXPECT_EQ(lies(), "lost ");
  EXPECT_THAT(Told(), ElementsAre("2026-11-17 7 PENDING SECRET_KEY_MISSING"));
}

TEST_F(RemindersTest, AreSentOnceForEachLeadAndSigned) {
  const v1::CreateChannelResponse channel = Hook({7, 1, 0});
  ASSERT_TRUE(Applied(Case(kCase1, 1, "2026-11-18")));
  EXPECT_EQ(Run(true, true).planned(), 0);  // eight days left
  NextDay();
  EXPECT_EQ(Run(true, false).planned(), 1);
  EXPECT_EQ(Run(true, false).planned(), 0);
  ASSERT_TRUE(Applied(Case(kCase1, 2, "2026-11-18")));  // the case went on, its day is the same
  EXPECT_EQ(Run(true, false).planned(), 0);
  EXPECT_EQ(Run(false, true).sent(), 1);
  EXPECT_EQ(Run(true, true).sent(), 0);
  EXPECT_THAT(Told(), ElementsAre("2026-11-18 7 SENT "));
  ASSERT_EQ(receiver_.requests().size(), 1u);

  const std::string request = receiver_.requests()[0];
  const std::string body = request.substr(request.find("\r\n\r\n") + 4);
  EXPECT_EQ(HeaderOf(request, "Sems-Delivery"), Queue()[0].reminder_id());
  const std::string signature = HeaderOf(request, "Sems-Signature");
  const std::string stamp = signature.substr(2, signature.find(',') - 2);
  EXPECT_EQ(signature,
            Signature(channel.signing_secret(), absl::FromUnixSeconds(std::stoll(stamp)), body));
  EXPECT_THAT(body, HasSubstr("\"due_on\":\"2026-11-18\""));
  EXPECT_THAT(body, HasSubstr("\"days_left\":7"));
  for (int day = 0; day < 9; ++day) {
    NextDay();
    Run(true, true);
  }
  EXPECT_THAT(Told(), ElementsAre("2026-11-18 -1 SENT ", "2026-11-18 0 SENT ", "2026-11-18 1 SENT ",
                                  "2026-11-18 7 SENT "));
  EXPECT_EQ(receiver_.requests().size(), 4u);
  EXPECT_EQ(Query("SELECT count(*) FROM audit_row WHERE action = 'REMINDER_SENT'"), "4");
}

TEST_F(RemindersTest, OfAThingThatIsNoticedLateOnlyTheLastLeadIsSent) {
  Hook({30, 7, 1});
  ASSERT_TRUE(Applied(Case(kCase1, 1, "2026-11-13")));
  EXPECT_EQ(Run(true, true).sent(), 1);
  EXPECT_THAT(Told(), ElementsAre("2026-11-13 7 SENT "));
}

TEST_F(RemindersTest, PlannedBySeveralAtOnceAreNotDoubled) {
  Hook({30});
  for (int round = 1; round <= 3; ++round) {
    internal::v1::PutDutiesRequest request = Case(kCase1, round, "2026-11-20");
    for (int i = 0; i < 50; ++i) AddDuty(request, "c" + std::to_string(i), "2026-11-20");
    ASSERT_TRUE(Applied(request));
    // Who planned is forgotten, as after a planner that died before it could say so.
    Query("UPDATE reminder_owner SET planned_on = NULL, next_look_at = '2000-01-01'");
    std::vector<std::thread> planners;
    for (int i = 0; i < 4; ++i) planners.emplace_back([&] { Run(true, true); });
    for (std::thread& planner : planners) planner.join();
  }
  EXPECT_EQ(Query("SELECT count(*) FROM reminder"), "51");
  EXPECT_EQ(Query("SELECT count(*) FROM reminder WHERE state = 2"), "51");
  EXPECT_EQ(receiver_.requests().size(), 51u);
}

TEST_F(RemindersTest, WaitWhenTheyFailAndAreGivenUpInTheEnd) {
  Hook({30});
  ASSERT_TRUE(Applied(Case(kCase1, 1, "2026-11-20")));
  receiver_.Answer(503);
  EXPECT_EQ(Run(true, true).failed(), 1);
  EXPECT_THAT(Told(), ElementsAre("2026-11-20 30 PENDING HTTP_503"));
  EXPECT_EQ(Run(true, true).failed(), 0);  // not before its time
  DueNow();
  EXPECT_EQ(Run(false, true).failed(), 1);  // two attempts are configured
  EXPECT_THAT(Told(v1::REMINDER_STATE_FAILED), ElementsAre("2026-11-20 30 FAILED HTTP_503"));
  const auto requests = receiver_.requests();
  ASSERT_EQ(requests.size(), 2u);
  EXPECT_EQ(HeaderOf(requests[0], "Sems-Delivery"), HeaderOf(requests[1], "Sems-Delivery"));

  receiver_.Answer(200);
  v1::RetryReminderRequest retry;
  retry.set_site_id(site_);
  retry.set_reminder_id(Queue()[0].reminder_id());
  const auto retried =
      Ask(harness_, operator_, *reminders_, &v1::ReminderService::Stub::RetryReminder, retry);
  ASSERT_TRUE(retried.ok()) << retried.status();
  EXPECT_EQ(retried->reminder().attempts(), 0);
  EXPECT_EQ(Run(false, true).sent(), 1);
  EXPECT_EQ(ErrorReason(Ask(harness_, operator_, *reminders_,
                            &v1::ReminderService::Stub::RetryReminder, retry)
                            .status()),
            "REMINDER_NOT_ENDED");
}

TEST_F(RemindersTest, TakenBySomebodyWhoDiedAreSentByAnother) {
  Hook({30});
  ASSERT_TRUE(Applied(Case(kCase1, 1, "2026-11-20")));
  Run(true, false);
  // As a sender leaves it that took the row and was killed before or after it sent.
  Query("UPDATE reminder SET attempts = 1, next_attempt_at = now() + interval '2 minutes'");
  EXPECT_EQ(Run(false, true).sent(), 0);
  DueNow();
  EXPECT_EQ(Run(false, true).sent(), 1);
  EXPECT_THAT(Told(), ElementsAre("2026-11-20 30 SENT "));
}

TEST_F(RemindersTest, WhoseOutcomeNobodyEverToldAreGivenUp) {
  Hook({30});
  ASSERT_TRUE(Applied(Case(kCase1, 1, "2026-11-20")));
  Run(true, false);
  Query("UPDATE reminder SET attempts = 2, next_attempt_at = '2000-01-01'");
  EXPECT_EQ(Run(false, true).failed(), 1);
  EXPECT_THAT(Told(), ElementsAre("2026-11-20 30 FAILED OUTCOME_UNKNOWN"));
  EXPECT_THAT(receiver_.requests(), IsEmpty());
}

TEST_F(RemindersTest, OfWhatHasBeenMetOrMovedAreCancelled) {
  Hook({30});
  ASSERT_TRUE(Applied(Case(kCase1, 1, "2026-11-20")));
  ASSERT_TRUE(Applied(Case(kCase2, 1, "2026-11-21")));
  ASSERT_TRUE(Applied(Case(kCase3, 1, "2026-11-22")));
  EXPECT_EQ(Run(true, false).planned(), 3);
  internal::v1::PutDutiesRequest met = Case(kCase1, 2, "2026-11-20");
  met.mutable_duties(0)->set_status(casework::v1::CLOCK_STATUS_MET);
  ASSERT_TRUE(Applied(met));
  ASSERT_TRUE(Applied(Case(kCase2, 2, "2026-12-05")));
  // The sender sees it itself, planned again or not.
  const auto done = Run(false, true);
  EXPECT_EQ(done.sent(), 1);
  EXPECT_EQ(done.cancelled(), 2);
  EXPECT_THAT(Told(v1::REMINDER_STATE_CANCELLED),
              ::testing::UnorderedElementsAre("2026-11-20 30 CANCELLED DUTY_MET",
                                              "2026-11-21 30 CANCELLED DUTY_MOVED"));
  EXPECT_EQ(Run(true, true).sent(), 1);  // of the new day
  EXPECT_EQ(receiver_.requests().size(), 2u);
}

TEST_F(RemindersTest, PlanningCancelsWhatItOvertakesAndWhatFellAway) {
  Hook({30, 7});
  ASSERT_TRUE(Applied(Case(kCase1, 1, "2026-11-20")));
  ASSERT_TRUE(Applied(Case(kCase2, 1, "2026-11-30")));
  receiver_.Answer(500);
  EXPECT_EQ(Run(true, true).planned(), 2);
  internal::v1::PutDutiesRequest over = Case(kCase2, 2, "2026-11-30");
  over.clear_duties();
  ASSERT_TRUE(Applied(over));
  harness_.clock().Advance(absl::Hours(24 * 3));
  const auto done = Run(true, false);
  EXPECT_EQ(done.planned(), 1);
  EXPECT_EQ(done.cancelled(), 2);
  EXPECT_THAT(Told(), ::testing::UnorderedElementsAre("2026-11-20 7 PENDING ",
                                                      "2026-11-20 30 CANCELLED OVERTAKEN",
                                                      "2026-11-30 30 CANCELLED DUTY_GONE"));
}

TEST_F(RemindersTest, ArePutOffToTheHourAtWhichPeopleAreReminded) {
  Hook({7});
  ASSERT_TRUE(Applied(Case(kCase1, 1, "2026-11-18")));
  Run(true, true);
  harness_.clock().Advance(absl::Hours(14));  // midnight
  EXPECT_EQ(Run(true, true).sent(), 0);
  EXPECT_THAT(Told(), ElementsAre("2026-11-18 7 PENDING "));
  harness_.clock().Advance(absl::Hours(8));
  EXPECT_EQ(Run(true, true).sent(), 1);
}

TEST_F(RemindersTest, APersonCancelsWhatWaits) {
  Hook({30});
  ASSERT_TRUE(Applied(Case(kCase1, 1, "2026-11-20")));
  Run(true, false);
  v1::CancelReminderRequest cancel;
  cancel.set_site_id(site_);
  cancel.set_reminder_id(Queue()[0].reminder_id());
  const auto as = [&](const testing::Person& person) {
    return Ask(harness_, person, *reminders_, &v1::ReminderService::Stub::CancelReminder, cancel)
        .status();
  };
  EXPECT_EQ(as(stranger_).code(), absl::StatusCode::kPermissionDenied);
  EXPECT_TRUE(as(operator_).ok());
  EXPECT_EQ(ErrorReason(as(operator_)), "REMINDER_ENDED");
  EXPECT_EQ(Run(true, true).sent(), 0);
  EXPECT_THAT(Told(), ElementsAre("2026-11-20 30 CANCELLED BY_PERSON"));
}

TEST_F(RemindersTest, ADeletedChannelGetsNothingMore) {
  const v1::CreateChannelResponse channel = Hook({30});
  ASSERT_TRUE(Applied(Case(kCase1, 1, "2026-11-20")));
  Run(true, false);
  v1::DeleteChannelRequest remove;
  remove.set_site_id(site_);
  remove.set_channel_id(channel.channel().channel_id());
  ASSERT_TRUE(
      Ask(harness_, operator_, *reminders_, &v1::ReminderService::Stub::DeleteChannel, remove)
          .ok());
  EXPECT_EQ(Run(true, true).sent(), 0);
  EXPECT_THAT(Told(), ElementsAre("2026-11-20 30 CANCELLED CHANNEL_GONE"));
  EXPECT_EQ(Query("SELECT count(*) FROM channel"), "0");
  EXPECT_EQ(Query("SELECT count(*) FROM reminder_rule"), "0");
}

TEST_F(RemindersTest, NoRedirectIsFollowedAndNoPrivateAddressReached) {
  receiver_.Answer(302);
  Hook({30});
  ASSERT_TRUE(Applied(Case(kCase1, 1, "2026-11-20")));
  EXPECT_EQ(Run(true, true).failed(), 1);
  EXPECT_THAT(Told(), ElementsAre("2026-11-20 30 PENDING HTTP_302"));

  for (const char* refused :
       {"http://hooks.example.kr/", "https://10.0.0.1/", "https://169.254.169.254/latest",
        "https://[::1]/", "https://localhost/", "https://2130706433/", "http://127.0.0.2/"}) {
    EXPECT_EQ(MakeChannel(v1::CHANNEL_KIND_WEBHOOK, refused).status().code(),
              absl::StatusCode::kInvalidArgument)
        << refused;
  }
  // A name that leads into the network is found out when it is connected to.
  Settings settings;
  const Sent sent = PostWebhook(
      settings,
      {"id", "https://localhost:" + receiver_.url().substr(17, 5) + "/", "s", "{}", absl::Now()});
  EXPECT_FALSE(sent.ok);
  EXPECT_TRUE(sent.for_good);
  EXPECT_EQ(sent.reason, "ADDRESS_REFUSED");
  EXPECT_EQ(receiver_.requests().size(), 1u);
}

TEST_F(RemindersTest, AnAddressIsNotUsedBeforeItIsConfirmed) {
  const auto made = MakeChannel(v1::CHANNEL_KIND_EMAIL, "hong@example.kr");
  ASSERT_TRUE(made.ok()) << made.status();
  EXPECT_EQ(made->channel().masked_address(), "h***@example.kr");
  EXPECT_FALSE(made->channel().confirmed());
  EXPECT_EQ(made->signing_secret(), "");
  ASSERT_TRUE(MakeRule(made->channel().channel_id(), {30}).ok());
  ASSERT_TRUE(Applied(Case(kCase1, 1, "2026-11-20")));
  EXPECT_EQ(Run(true, false).planned(), 0);
  // Nobody listens where the mail server should be.
  EXPECT_EQ(Run(false, true).failed(), 1);
  EXPECT_THAT(Told(), ElementsAre(" 0 PENDING NOT_CONNECTED"));
  EXPECT_EQ(Query("SELECT count(*) FROM channel_confirmation"), "1");
  v1::ConfirmChannelRequest confirm;
  confirm.set_code("guessed");
  grpc::ClientContext context;
  v1::ConfirmChannelResponse response;
  EXPECT_EQ(reminders_->ConfirmChannel(&context, confirm, &response).error_code(),
            grpc::StatusCode::NOT_FOUND);
  for (const char* bad : {"hong", "hong@example.kr\r\nBcc: x@example.kr"})
    EXPECT_EQ(MakeChannel(v1::CHANNEL_KIND_EMAIL, bad).status().code(),
              absl::StatusCode::kInvalidArgument);
}

TEST_F(RemindersTest, RulesAreCheckedAndBounded) {
  const std::string channel = Hook({30}).channel().channel_id();
  for (const std::vector<int>& leads :
       {std::vector<int>{7, 7}, std::vector<int>{-1}, std::vector<int>{366}})
    EXPECT_EQ(MakeRule(channel, leads).status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(MakeRule(channel, {}, false).status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(MakeRule(kCase1, {1}).status().code(), absl::StatusCode::kNotFound);
  for (int i = 1; i < 20; ++i) ASSERT_TRUE(MakeRule(channel, {i}).ok());
  EXPECT_EQ(ErrorReason(MakeRule(channel, {1}).status()), "TOO_MANY_RULES");
  for (int i = 1; i < 10; ++i)
    ASSERT_TRUE(MakeChannel(v1::CHANNEL_KIND_WEBHOOK, receiver_.url()).ok());
  EXPECT_EQ(ErrorReason(MakeChannel(v1::CHANNEL_KIND_WEBHOOK, receiver_.url()).status()),
            "TOO_MANY_CHANNELS");
  v1::ListChannelsRequest list;
  list.set_site_id(site_);
  const auto listed =
      Ask(harness_, operator_, *reminders_, &v1::ReminderService::Stub::ListChannels, list);
  ASSERT_EQ(listed->channels_size(), 10);
  EXPECT_EQ(listed->channels(0).masked_address().find("hook"), std::string::npos);
}

// Without operations and measurement a site's planning is not finished, but its cases are.
class AloneTest : public DutyTest {};

TEST_F(AloneTest, RecordsThatAreAwayHoldBackOnlyThemselves) {
  v1::CreateChannelRequest request;
  request.set_site_id(site_);
  request.set_kind(v1::CHANNEL_KIND_WEBHOOK);
  request.set_name("환경팀");
  request.set_address("http://127.0.0.1:1/");
  const auto channel =
      Ask(harness_, operator_, *reminders_, &v1::ReminderService::Stub::CreateChannel, request);
  ASSERT_TRUE(channel.ok()) << channel.status();
  v1::CreateReminderRuleRequest rule;
  rule.set_site_id(site_);
  rule.mutable_rule()->set_channel_id(channel->channel().channel_id());
  rule.mutable_rule()->add_lead_days(30);
  ASSERT_TRUE(
      Ask(harness_, operator_, *reminders_, &v1::ReminderService::Stub::CreateReminderRule, rule)
          .ok());
  ASSERT_TRUE(Applied(Case(kCase1, 1, "2026-11-20")));
  const auto done = Run(true, false);
  EXPECT_EQ(done.planned(), 1);
  EXPECT_EQ(done.put_off(), 1);
  EXPECT_EQ(Query("SELECT count(*) FROM reminder_owner WHERE planned_on IS NULL AND next_look_at > "
                  "now() + interval '4 minutes'"),
            "1");
}

}  // namespace
}  // namespace sems::duty
