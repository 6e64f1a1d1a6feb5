#pragma once

#include <string>

#include "common/auth/jwt.h"
#include "services/identity/password_hasher.h"

namespace sems::identity {

// What the handlers work with beside the call.
struct Deps {
  PasswordHasher& passwords;
  // Signs access tokens.
  const auth::SigningKey& signing_key;
  // The public keys that verify them, those of the next and the last key included.
  std::string jwks_file;
};

}  // namespace sems::identity
