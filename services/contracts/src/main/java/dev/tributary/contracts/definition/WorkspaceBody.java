package dev.tributary.contracts.definition;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.List;
import java.util.Locale;

/**
 * A tenant's settings, on {@code workspaces}.
 *
 * @param timezone IANA name; calendar days in rules are this zone's
 * @param clockOffsetMillis what is added to installation time for business time; 0 or more
 * @param unknownConsentAllows purposes for which a person who never answered counts as granted
 * @param defaultRegion ISO 3166 code for phone numbers without a country
 */
public record WorkspaceBody(
    Kind kind,
    String timezone,
    long clockOffsetMillis,
    List<String> unknownConsentAllows,
    String defaultRegion) {

  public enum Kind {
    PRODUCTION,
    TEST;

    @JsonValue
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    public static Kind named(String name) {
      return valueOf(name.toUpperCase(Locale.ROOT));
    }
  }
}
