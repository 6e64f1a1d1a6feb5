#include "services/facility/domain/graph.h"

#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"

namespace sems::facility {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

const std::vector<Node>& Plant() {
  static const std::vector<Node> plant = {
      {"f1", Kind::kEmissionFacility, "1", "보일러"}, {"d1", Kind::kControlDevice, "1", "SCR"},
      {"d2", Kind::kControlDevice, "2", "집진기"},    {"d3", Kind::kControlDevice, "3", "세정"},
      {"s1", Kind::kStack, "1", "1호기보일러"},
  };
  return plant;
}

std::string Show(const Problem& problem) {
  std::string text = std::to_string(static_cast<int>(problem.kind));
  for (const std::string& id : problem.item_ids) text += " " + id;
  return text;
}

std::vector<std::string> Problems(const std::vector<Node>& nodes, const std::vector<Edge>& edges) {
  std::vector<std::string> shown;
  for (const Problem& problem : CheckGraph(nodes, edges)) shown.push_back(Show(problem));
  return shown;
}

// Emission facility → control device(s) → stack; a facility reaches a stack directly or through
// devices.
TEST(Graph, RightOnes) {
  EXPECT_THAT(Problems(Plant(), {{"f1", "d1"}, {"d1", "d2"}, {"d2", "d3"}, {"d3", "s1"}}),
              IsEmpty());
  EXPECT_THAT(Problems(Plant(), {{"f1", "s1"}, {"d1", "s1"}, {"d2", "s1"}, {"d3", "s1"}}),
              IsEmpty());
  // Parallel ways that meet again are no circle.
  EXPECT_THAT(
      Problems(
          Plant(),
          {{"f1", "d1"}, {"f1", "d2"}, {"d1", "d3"}, {"d2", "d3"}, {"d3", "s1"}, {"d1", "s1"}}),
      IsEmpty());
}

TEST(Graph, NothingConnected) {
  EXPECT_THAT(Problems(Plant(), {}), UnorderedElementsAre("3 d1", "3 d2", "3 d3", "4 f1"));
}

TEST(Graph, BadOnesAreNamed) {
  struct Case {
    std::string what;
    std::vector<Edge> edges;
    std::vector<std::string> problems;
  };
  for (const Case& c : {
           Case{"circle beside a way out",
                {{"f1", "d1"}, {"d1", "d2"}, {"d2", "d1"}, {"d2", "s1"}, {"d3", "s1"}},
                {"1 d1 d2"}},
           Case{"to itself",
                {{"f1", "d1"}, {"d1", "d1"}, {"d1", "s1"}, {"d2", "s1"}, {"d3", "s1"}},
                {"1 d1"}},
           Case{"unknown end",
                {{"f1", "s1"}, {"d1", "x"}, {"d2", "s1"}, {"d3", "s1"}},
                {"2 x d1", "3 d1"}},
           Case{"device without stack",
                {{"f1", "d1"}, {"f1", "s1"}, {"d2", "s1"}, {"d3", "s1"}},
                {"3 d1"}},
           Case{"facility that reaches none",
                {{"f1", "d1"}, {"d2", "s1"}, {"d3", "s1"}},
                {"3 d1", "4 f1"}},
           Case{"backwards",
                {{"f1", "s1"}, {"s1", "d1"}, {"d1", "s1"}, {"d2", "s1"}, {"d3", "s1"}},
                {"5 s1 d1"}},
           Case{"into a facility",
                {{"f1", "s1"}, {"d1", "f1"}, {"d1", "s1"}, {"d2", "s1"}, {"d3", "s1"}},
                {"5 d1 f1"}},
           Case{"twice",
                {{"f1", "s1"}, {"f1", "s1"}, {"d1", "s1"}, {"d2", "s1"}, {"d3", "s1"}},
                {"6 f1 s1"}},
       }) {
    EXPECT_EQ(Problems(Plant(), c.edges), c.problems) << c.what;
  }
}

TEST(Graph, ACircleOfThreeAndItsEdges) {
  std::vector<Edge> edges = {{"d1", "d2"}, {"d2", "d3"}, {"d3", "d1"}, {"f1", "d1"}, {"d2", "s1"}};
  std::vector<Problem> problems = CheckGraph(Plant(), edges);
  ASSERT_EQ(problems.size(), 1u);
  EXPECT_THAT(problems[0].item_ids, ElementsAre("d1", "d2", "d3"));
  EXPECT_THAT(problems[0].edges, ElementsAre(0, 1, 2));
  EXPECT_THAT(problems[0].item_names,
              ElementsAre("방지시설 1 SCR", "방지시설 2 집진기", "방지시설 3 세정"));
  EXPECT_THAT(problems[0].message_ko, ::testing::HasSubstr("방지시설 2 집진기"));
}

TEST(Graph, TwoSeparateCirclesAreBothNamed) {
  std::vector<Node> nodes = Plant();
  nodes.push_back({"d4", Kind::kControlDevice, "4", "흡착"});
  EXPECT_THAT(Problems(nodes, {{"d1", "d2"},
                               {"d2", "d1"},
                               {"d3", "d4"},
                               {"d4", "d3"},
                               {"d2", "d3"},
                               {"d4", "s1"},
                               {"f1", "s1"}}),
              UnorderedElementsAre("1 d1 d2", "1 d3 d4"));
}

TEST(Graph, ClosedItemsCountAsGone) {
  std::vector<Node> nodes = Plant();
  nodes[1].closed = true;  // d1
  EXPECT_THAT(
      Problems(nodes, {{"f1", "d1"}, {"d1", "s1"}, {"f1", "s1"}, {"d2", "s1"}, {"d3", "s1"}}),
      UnorderedElementsAre("2 d1 f1", "2 d1 s1"));
  nodes[4].closed = true;  // the stack too: between closed items nothing is asked
  EXPECT_THAT(Problems(nodes, {{"d1", "s1"}}), UnorderedElementsAre("3 d2", "3 d3", "4 f1"));
}

TEST(Graph, OnlyWhatIsUnfinishedMayBeStored) {
  for (const Problem& problem : CheckGraph(Plant(), {})) EXPECT_FALSE(problem.Forbids());
  for (const Problem& problem : CheckGraph(Plant(), {{"d1", "d1"}, {"s1", "d2"}, {"d3", "x"}})) {
    EXPECT_EQ(problem.Forbids(),
              problem.item_ids.size() == 2 || problem.kind == ProblemKind::kCycle);
  }
}

TEST(Graph, ALongChainIsNoTrouble) {
  std::vector<Node> nodes = {{"f", Kind::kEmissionFacility, "1", "f"},
                             {"s", Kind::kStack, "1", "s"}};
  std::vector<Edge> edges;
  for (int i = 0; i < 5000; ++i) {
    nodes.push_back({"d" + std::to_string(i), Kind::kControlDevice, std::to_string(i), "d"});
    edges.push_back({i == 0 ? "f" : "d" + std::to_string(i - 1), "d" + std::to_string(i)});
  }
  EXPECT_EQ(CheckGraph(nodes, edges).size(), 5001u);
  edges.push_back({"d4999", "s"});
  EXPECT_THAT(CheckGraph(nodes, edges), IsEmpty());
}

}  // namespace
}  // namespace sems::facility
