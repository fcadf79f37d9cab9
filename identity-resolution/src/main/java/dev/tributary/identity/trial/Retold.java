package dev.tributary.identity.trial;

import dev.tributary.contracts.event.QuarantineReason;
import java.util.List;

/** Which inputs a shadow is told of once more. */
public final class Retold {
  /** Commands that say nothing of whose an event is, by the type that they are on record with. */
  public static final List<String> SILENT =
      List.of("redrive", "unmerge-person", "redecide-trait", "rebuild-people");

  /** Why an input was set aside that may name somebody under other rules, or may not any more. */
  public static final List<String> DEPENDS_ON_RULES =
      List.of(QuarantineReason.MISSING_IDS.code(), QuarantineReason.PROFILE_TOO_LARGE.code());

  private Retold() {}
}
