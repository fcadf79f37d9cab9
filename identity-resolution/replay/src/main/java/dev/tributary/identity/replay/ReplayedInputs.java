package dev.tributary.identity.replay;

import dev.tributary.contracts.event.QuarantineReason;
import java.util.List;

/** Which inputs are replayed. */
public final class ReplayedInputs {
  /** Commands that do not affect which profile an event belongs to, by their recorded type. */
  public static final List<String> NEUTRAL_COMMANDS =
      List.of("redrive", "unmerge-person", "redecide-trait", "rebuild-people");

  /**
   * Reasons for the quarantine of an input that depend on the rules: under other rules the input
   * may name a profile.
   */
  public static final List<String> DEPENDS_ON_RULES =
      List.of(QuarantineReason.MISSING_IDS.code(), QuarantineReason.PROFILE_TOO_LARGE.code());

  private ReplayedInputs() {}
}
