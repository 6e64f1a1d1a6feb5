#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "services/facility/domain/fault.h"

namespace sems::facility {

// Numbers of stacks, facilities, devices and items are labels out of a permit, not a sequence: in
// the IEPS manual's mapping screen (04, 시설정보 매핑) 배출구번호 goes from 13 to 16. They are
// unique per site, survey year and kind.

// 1–50 characters, as IEPS's own numbers.
void CheckNumber(std::string_view number, Faults& faults);

// Sorts as people count: "2" before "10", "A2" before "A10". Compare bytewise.
std::string NumberSortKey(std::string_view number);

// An item that has its number already.
struct Numbered {
  std::string id;
  std::string number;
  std::string group;  // numbers are unique within a group (the kind of an item)
};

// A line of a batch that gives an item its number.
struct NumberedLine {
  std::string id;  // empty: a new item
  std::string number;
  std::string group;
  bool wrong = false;  // has other faults already
};

struct NumberClash {
  int line = 0;
  // The line that takes the number too, or -1 when a stored item keeps it.
  int other_line = -1;
};

// Which lines ask for a number that something else has. Items may swap numbers within a batch, so
// what counts is who has which number once the batch is in. With `partial`, lines that are wrong
// will not be saved and their items keep the numbers they have, which can make further lines clash;
// without it everything is judged as it would be once the wrong lines have been put right.
std::vector<NumberClash> FindNumberClashes(const std::vector<Numbered>& stored,
                                           std::vector<NumberedLine> lines, bool partial);

Fault NumberTaken(const NumberClash& clash, std::string_view number);

}  // namespace sems::facility
