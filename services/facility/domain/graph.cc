#include "services/facility/domain/graph.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "common/values/absl_compat.h"

namespace sems::facility {
namespace {

class Check {
 public:
  Check(const std::vector<Node>& nodes, const std::vector<Edge>& edges) : edges_(edges) {
    for (const Node& node : nodes) nodes_.emplace(node.id, &node);
  }

  std::vector<Problem> Run() {
    for (size_t i = 0; i < edges_.size(); ++i) CheckEdge(static_cast<int>(i));
    FindCycles();
    FindWhatReachesNoStack();
    return std::move(problems_);
  }

 private:
  const Node* Find(const std::string& id) const {
    auto found = nodes_.find(id);
    return found == nodes_.end() ? nullptr : found->second;
  }

  std::string NameOf(const std::string& id) const {
    const Node* node = Find(id);
    if (node == nullptr) return id.empty() ? "?" : id;
    return absl::StrCat(ToAbsl(KindNameKo(node->kind)), " ", node->number, " ", node->name);
  }

  void Add(ProblemKind kind, std::vector<std::string> ids, std::vector<int> edges,
           std::string_view message, std::string_view message_ko) {
    Problem problem;
    problem.kind = kind;
    problem.item_ids = std::move(ids);
    problem.edges = std::move(edges);
    for (const std::string& id : problem.item_ids) problem.item_names.push_back(NameOf(id));
    std::string names = absl::StrJoin(problem.item_names, " → ");
    problem.message = absl::StrCat(ToAbsl(message), ": ", names);
    problem.message_ko = absl::StrCat(ToAbsl(message_ko), ": ", names);
    problems_.push_back(std::move(problem));
  }

  // What one edge can have wrong by itself. Right ones between open items go on to the rest.
  void CheckEdge(int index) {
    const Edge& edge = edges_[index];
    const Node* from = Find(edge.from);
    const Node* to = Find(edge.to);
    bool from_gone = from == nullptr || from->closed;
    bool to_gone = to == nullptr || to->closed;
    if (from != nullptr && to != nullptr && from_gone && to_gone) return;
    if (from_gone) {
      Add(ProblemKind::kDanglingEnd, {edge.from, edge.to}, {index},
          "The connection begins at an item that is closed or not in this year",
          "폐쇄되었거나 해당 조사년도에 없는 시설에서 시작하는 연결");
      return;
    }
    if (to_gone) {
      Add(ProblemKind::kDanglingEnd, {edge.to, edge.from}, {index},
          "The connection ends at an item that is closed or not in this year",
          "폐쇄되었거나 해당 조사년도에 없는 시설에서 끝나는 연결");
      return;
    }
    bool may_begin = from->kind == Kind::kEmissionFacility || from->kind == Kind::kControlDevice;
    bool may_end = to->kind == Kind::kControlDevice || to->kind == Kind::kStack;
    if (!may_begin || !may_end) {
      Add(ProblemKind::kWrongDirection, {edge.from, edge.to}, {index},
          "Gas flows from emission facilities through control devices to stacks",
          "연결은 배출시설에서 방지시설을 거쳐 배출구로 향해야 함");
      return;
    }
    auto [first, is_new] = edge_index_.emplace(std::pair(edge.from, edge.to), index);
    if (!is_new) {
      Add(ProblemKind::kDuplicate, {edge.from, edge.to}, {index}, "The connection is named twice",
          "중복된 연결");
      return;
    }
    next_[edge.from].push_back(edge.to);
    previous_[edge.to].push_back(edge.from);
  }

  // Peels off what lies on no circle: items that nothing flows into, or out of, until none is left.
  // From what remains one circle after the other is taken out; each is reported once.
  void FindCycles() {
    std::set<std::string> remaining;
    for (const auto& [id, unused] : next_) remaining.insert(id);
    while (true) {
      Peel(remaining);
      if (remaining.empty()) return;
      std::vector<std::string> path = {*remaining.begin()};
      std::map<std::string, size_t> position = {{path.front(), 0}};
      while (true) {
        const std::vector<std::string>& next = next_[path.back()];
        const std::string& step =
            *std::find_if(next.begin(), next.end(),
                          [&](const std::string& id) { return remaining.contains(id); });
        auto [seen, is_new] = position.emplace(step, path.size());
        if (!is_new) {
          path.erase(path.begin(), path.begin() + static_cast<std::ptrdiff_t>(seen->second));
          break;
        }
        path.push_back(step);
      }
      std::vector<int> edges;
      for (size_t i = 0; i < path.size(); ++i) {
        edges.push_back(edge_index_.at({path[i], path[(i + 1) % path.size()]}));
      }
      for (const std::string& id : path) remaining.erase(id);
      Add(ProblemKind::kCycle, path, std::move(edges), "Gas runs in a circle", "순환하는 연결");
    }
  }

  void Peel(std::set<std::string>& remaining) {
    auto any = [&](std::map<std::string, std::vector<std::string>>& neighbours,
                   const std::string& id) {
      const std::vector<std::string>& list = neighbours[id];
      return std::any_of(list.begin(), list.end(),
                         [&](const std::string& other) { return remaining.contains(other); });
    };
    std::vector<std::string> candidates(remaining.begin(), remaining.end());
    while (!candidates.empty()) {
      std::string id = std::move(candidates.back());
      candidates.pop_back();
      if (!remaining.contains(id) || (any(next_, id) && any(previous_, id))) continue;
      remaining.erase(id);
      candidates.insert(candidates.end(), next_[id].begin(), next_[id].end());
      candidates.insert(candidates.end(), previous_[id].begin(), previous_[id].end());
    }
  }

  void FindWhatReachesNoStack() {
    std::set<std::string_view> reaching;
    std::vector<std::string> open;
    for (const auto& [id, node] : nodes_) {
      if (node->kind == Kind::kStack && !node->closed) open.push_back(id);
    }
    while (!open.empty()) {
      std::string id = std::move(open.back());
      open.pop_back();
      for (const std::string& from : previous_[id]) {
        if (reaching.insert(from).second) open.push_back(from);
      }
    }
    // In the order of ids, so that the same graph gives the same list.
    for (const auto& [id, node] : nodes_) {
      if (node->closed || reaching.contains(id)) continue;
      if (node->kind == Kind::kControlDevice) {
        Add(ProblemKind::kDeviceWithoutStack, {id}, {}, "The device leads to no stack",
            "배출구로 연결되지 않은 방지시설");
      } else if (node->kind == Kind::kEmissionFacility) {
        Add(ProblemKind::kFacilityWithoutStack, {id}, {}, "The emission facility reaches no stack",
            "배출구에 이르지 못하는 배출시설");
      }
    }
  }

  const std::vector<Edge>& edges_;
  std::map<std::string, const Node*> nodes_;
  std::map<std::pair<std::string, std::string>, int> edge_index_;
  std::map<std::string, std::vector<std::string>> next_;
  std::map<std::string, std::vector<std::string>> previous_;
  std::vector<Problem> problems_;
};

}  // namespace

std::string ProblemCode(ProblemKind kind) {
  switch (kind) {
    case ProblemKind::kCycle:
      return "CYCLE";
    case ProblemKind::kDanglingEnd:
      return "DANGLING_END";
    case ProblemKind::kDeviceWithoutStack:
      return "DEVICE_WITHOUT_STACK";
    case ProblemKind::kFacilityWithoutStack:
      return "FACILITY_WITHOUT_STACK";
    case ProblemKind::kWrongDirection:
      return "WRONG_DIRECTION";
    case ProblemKind::kDuplicate:
      return "DUPLICATE";
  }
  return "";
}

std::vector<Problem> CheckGraph(const std::vector<Node>& nodes, const std::vector<Edge>& edges) {
  return Check(nodes, edges).Run();
}

}  // namespace sems::facility
