package dev.tributary.identity.quality;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** The flaws that a value may have. */
public enum Flaw {
  /** An address without @. */
  NO_AT(true),
  /** An address whose domain has no dot. */
  NO_DOT(true),
  /** An address whose domain differs by one typing error from that of a large provider. */
  MISSPELT(true),
  /** An address under a top-level domain that does not exist. */
  UNKNOWN_ENDING(true),
  /** An address that breaks the syntax otherwise. */
  MALFORMED(true),
  /** An address at a provider of disposable mailboxes. */
  DISPOSABLE(false),
  /** An address of a role and not of a person, such as info@. */
  ROLE(false),
  NOT_A_NUMBER(true),
  TOO_SHORT(true),
  TOO_LONG(true),
  /**
   * A phone number without a country code, where the workspace has no region, or one with an
   * unknown country code.
   */
  NO_COUNTRY(true),
  /** A phone number of a possible length that no country assigns. */
  NOT_GIVEN_OUT(true),
  /** An address or a phone number that is not a text. */
  NOT_TEXT(true),
  /** A value of another type than most values of the trait. */
  OTHER_TYPE(true);

  private final boolean wrong;

  Flaw(boolean wrong) {
    this.wrong = wrong;
  }

  /** Whether a value with this flaw cannot be used; else the flaw is a hint. */
  public boolean wrong() {
    return wrong;
  }

  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
