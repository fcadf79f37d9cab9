package dev.tributary.identity.quality;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What can be said against a value. */
public enum Flaw {
  /** An address without @. */
  NO_AT(true),
  /** An address whose domain has no dot. */
  NO_DOT(true),
  /** An address at a domain one slip away from a large provider's. */
  MISSPELT(true),
  /** An address under a top-level domain that there is not. */
  UNKNOWN_ENDING(true),
  /** An address that breaks the syntax otherwise. */
  MALFORMED(true),
  /** An address at a provider of mailboxes to throw away. */
  DISPOSABLE(false),
  /** An address of an office and not of a person, such as info@. */
  ROLE(false),
  NOT_A_NUMBER(true),
  TOO_SHORT(true),
  TOO_LONG(true),
  /** A phone number that names no country, where the workspace has none, or one that is unknown. */
  NO_COUNTRY(true),
  /** A phone number of a possible length that no country gives out. */
  NOT_GIVEN_OUT(true),
  /** An address or a phone number that is no text. */
  NOT_TEXT(true),
  /** A value of another type than most. */
  OTHER_TYPE(true);

  private final boolean wrong;

  Flaw(boolean wrong) {
    this.wrong = wrong;
  }

  /** Whether the value is of no use; else somebody should know of it. */
  public boolean wrong() {
    return wrong;
  }

  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
