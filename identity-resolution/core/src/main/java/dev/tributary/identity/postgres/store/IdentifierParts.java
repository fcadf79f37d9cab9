package dev.tributary.identity.postgres.store;

import dev.tributary.contracts.Identifier;
import org.jspecify.annotations.Nullable;

/** The two nullable columns of an identifier. */
final class IdentifierParts {
  private IdentifierParts() {}

  static @Nullable String type(@Nullable Identifier identifier) {
    return identifier == null ? null : identifier.type();
  }

  static @Nullable String value(@Nullable Identifier identifier) {
    return identifier == null ? null : identifier.value();
  }
}
