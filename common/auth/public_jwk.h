#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace sems::auth {

// Public keys of others, and what a token that they signed says before it has been verified.

struct PublicJwk {
  std::string jwk;     // kty, crv, alg, use, kid, x, y and nothing else
  std::string key_id;  // as given, or the RFC 7638 thumbprint
};

// A P-256 public key in JWK form (RFC 7517); nothing for any other text, for a point that is not on
// the curve, and for a key that carries its private part.
std::optional<PublicJwk> ReadPublicJwk(std::string_view text);

// The `iss` of a JWT, unverified: good for looking up the key that has to verify it, and for
// nothing else. Empty when there is none.
std::string ClaimedIssuer(std::string_view token);

}  // namespace sems::auth
