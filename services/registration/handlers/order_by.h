#pragma once

#include <string>

#include "common/status/error.h"

namespace sems::registration::handlers {

// Reads "site_name" or "site_name desc" into an order whose column `known` accepts; an empty text
// leaves the order's default.
template <class Order>
Order ReadOrder(const std::string& order_by, bool (*known)(std::string_view), FieldErrors& errors) {
  Order order;
  if (order_by.empty()) return order;
  const std::size_t space = order_by.find(' ');
  const std::string direction = space == std::string::npos ? "" : order_by.substr(space + 1);
  order.column = order_by.substr(0, space);
  order.descending = direction == "desc";
  if (!known(order.column) || !(direction.empty() || direction == "asc" || direction == "desc")) {
    errors.Add("order_by", "UNKNOWN_ORDER", "names no column of this list",
               "정렬 기준이 올바르지 않습니다");
  }
  return order;
}

}  // namespace sems::registration::handlers
