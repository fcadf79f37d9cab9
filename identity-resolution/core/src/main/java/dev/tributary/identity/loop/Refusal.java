package dev.tributary.identity.loop;

import dev.tributary.contracts.event.QuarantineReason;
import dev.tributary.identity.claim.LeftOut;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Why an input is quarantined. */
public record Refusal(String reason, String detail, @Nullable String pointer) {
  public static Refusal of(QuarantineReason reason, String detail) {
    return new Refusal(reason.code(), detail, null);
  }

  /** The types that were left out, and why; without values, because those are personal data. */
  public static String of(List<LeftOut> leftOut) {
    return leftOut.stream()
        .map(each -> each.identifier().type() + " is " + each.reason().wireName())
        .distinct()
        .collect(Collectors.joining(", "));
  }
}
