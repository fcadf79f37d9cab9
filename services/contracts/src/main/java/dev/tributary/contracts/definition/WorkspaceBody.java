package dev.tributary.contracts.definition;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A tenant's settings, on {@code workspaces}. Every service purges a workspace whose definition is
 * deleted; its definition stays on the topic.
 *
 * @param timezone IANA name; rules use the calendar days of this zone
 * @param clockOffsetMillis business time minus installation time; 0 or more
 * @param unknownConsentAllows purposes for which unknown consent counts as granted
 * @param defaultRegion ISO 3166 code for phone numbers without a country
 * @param heldSince when its deletion was requested: from then on nothing of it is processed; null
 *     for a workspace that is in use
 */
public record WorkspaceBody(
    Kind kind,
    String timezone,
    long clockOffsetMillis,
    List<String> unknownConsentAllows,
    String defaultRegion,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Instant heldSince) {

  /** The settings of a workspace that is in use. */
  public WorkspaceBody(
      Kind kind,
      String timezone,
      long clockOffsetMillis,
      List<String> unknownConsentAllows,
      String defaultRegion) {
    this(kind, timezone, clockOffsetMillis, unknownConsentAllows, defaultRegion, null);
  }

  /** The same settings, held since a time, or no longer held. */
  public WorkspaceBody heldSince(@Nullable Instant since) {
    return new WorkspaceBody(
        kind, timezone, clockOffsetMillis, unknownConsentAllows, defaultRegion, since);
  }

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
