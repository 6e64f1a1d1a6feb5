#pragma once

#include "absl/status/statusor.h"
#include "common/server/call.h"
#include "google/api/httpbody.pb.h"
#include "sems/duty/internal/v1/duty_inbox_service.pb.h"
#include "sems/duty/internal/v1/reminder_work_service.pb.h"
#include "sems/duty/v1/duty_service.pb.h"
#include "sems/duty/v1/feed_service.pb.h"
#include "sems/duty/v1/reminder_service.pb.h"
#include "services/duty/deps.h"

// One function an RPC.
namespace sems::duty::handlers {

absl::StatusOr<v1::ListDutiesResponse> ListDuties(Deps& deps, server::Call& call,
                                                  const v1::ListDutiesRequest& request);
absl::StatusOr<v1::GetDutyResponse> GetDuty(Deps& deps, server::Call& call,
                                            const v1::GetDutyRequest& request);
absl::StatusOr<v1::ListOrganisationDutiesResponse> ListOrganisationDuties(
    Deps& deps, server::Call& call, const v1::ListOrganisationDutiesRequest& request);
absl::StatusOr<v1::GetOrganisationDutyResponse> GetOrganisationDuty(
    Deps& deps, server::Call& call, const v1::GetOrganisationDutyRequest& request);
absl::StatusOr<v1::ListOfficeDutiesResponse> ListOfficeDuties(
    Deps& deps, server::Call& call, const v1::ListOfficeDutiesRequest& request);
absl::StatusOr<v1::CountOfficeDutiesResponse> CountOfficeDuties(
    Deps& deps, server::Call& call, const v1::CountOfficeDutiesRequest& request);

absl::StatusOr<v1::CreateFeedResponse> CreateFeed(Deps& deps, server::Call& call,
                                                  const v1::CreateFeedRequest& request);
absl::StatusOr<v1::ListFeedsResponse> ListFeeds(Deps& deps, server::Call& call,
                                                const v1::ListFeedsRequest& request);
absl::StatusOr<v1::RevokeFeedResponse> RevokeFeed(Deps& deps, server::Call& call,
                                                  const v1::RevokeFeedRequest& request);
absl::StatusOr<google::api::HttpBody> GetFeed(Deps& deps, server::Call& call,
                                              const v1::GetFeedRequest& request);

absl::StatusOr<v1::CreateChannelResponse> CreateChannel(Deps& deps, server::Call& call,
                                                        const v1::CreateChannelRequest& request);
absl::StatusOr<v1::ConfirmChannelResponse> ConfirmChannel(Deps& deps, server::Call& call,
                                                          const v1::ConfirmChannelRequest& request);
absl::StatusOr<v1::ListChannelsResponse> ListChannels(Deps& deps, server::Call& call,
                                                      const v1::ListChannelsRequest& request);
absl::StatusOr<v1::DeleteChannelResponse> DeleteChannel(Deps& deps, server::Call& call,
                                                        const v1::DeleteChannelRequest& request);
absl::StatusOr<v1::CreateReminderRuleResponse> CreateReminderRule(
    Deps& deps, server::Call& call, const v1::CreateReminderRuleRequest& request);
absl::StatusOr<v1::ListReminderRulesResponse> ListReminderRules(
    Deps& deps, server::Call& call, const v1::ListReminderRulesRequest& request);
absl::StatusOr<v1::DeleteReminderRuleResponse> DeleteReminderRule(
    Deps& deps, server::Call& call, const v1::DeleteReminderRuleRequest& request);
absl::StatusOr<v1::ListRemindersResponse> ListReminders(Deps& deps, server::Call& call,
                                                        const v1::ListRemindersRequest& request);
absl::StatusOr<v1::RetryReminderResponse> RetryReminder(Deps& deps, server::Call& call,
                                                        const v1::RetryReminderRequest& request);
absl::StatusOr<v1::CancelReminderResponse> CancelReminder(Deps& deps, server::Call& call,
                                                          const v1::CancelReminderRequest& request);

absl::StatusOr<internal::v1::PutDutiesResponse> PutDuties(
    Deps& deps, server::Call& call, const internal::v1::PutDutiesRequest& request);
absl::StatusOr<internal::v1::RunRemindersResponse> RunReminders(
    Deps& deps, server::Call& call, const internal::v1::RunRemindersRequest& request);

}  // namespace sems::duty::handlers
