package dev.tributary.identity.rules;

import dev.tributary.contracts.Identifier;
import dev.tributary.identity.rules.IdentifierType.LetterCase;
import java.util.List;

/** The table of a workspace that has not changed its rules. */
final class DefaultRules {
  /** Values that broken trackers, forms and tests send in place of an id. */
  static final List<String> BLOCKED =
      List.of(
          "^[0\\-]*$",
          "^-1$",
          "^(null|nil|none|undefined|nan|n/?a|void|unknown)$",
          "^(anonymous|guest|default|test|true|false)$",
          "^\\[?object object\\]?$",
          "^(test|noreply|no-reply)@(test|example)\\.(com|org|net)$");

  static final int IDENTIFIERS = 1_000;
  static final int MERGES = 100;
  static final int SUSPECT_AFTER = 10;

  private DefaultRules() {}

  static IdentityRules table() {
    return new IdentityRules(
        Strategy.MERGE,
        IDENTIFIERS,
        MERGES,
        SUSPECT_AFTER,
        List.of(
            IdentifierType.of(Identifier.USER_ID, LetterCase.KEEP, new Limit(1, Period.EVER)),
            IdentifierType.of(Identifier.EMAIL, LetterCase.LOWER, new Limit(5, Period.EVER)),
            IdentifierType.of(Identifier.PHONE, LetterCase.KEEP, new Limit(5, Period.EVER)),
            IdentifierType.of(IdentifierType.ANY, LetterCase.KEEP, new Limit(10, Period.EVER)),
            IdentifierType.of(
                Identifier.ANONYMOUS_ID, LetterCase.KEEP, new Limit(20, Period.WEEK))));
  }
}
