package dev.tributary.identity.kafka;

import dev.tributary.contracts.event.QuarantineReason;
import org.jspecify.annotations.Nullable;

/** Why an input is set aside. */
record Refusal(String reason, String detail, @Nullable String pointer) {
  static Refusal of(QuarantineReason reason, String detail) {
    return new Refusal(reason.code(), detail, null);
  }
}
