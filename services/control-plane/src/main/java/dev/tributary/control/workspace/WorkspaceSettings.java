package dev.tributary.control.workspace;

import dev.tributary.contracts.definition.WorkspaceBody;
import dev.tributary.definitions.StoredDefinition;
import dev.tributary.runtime.definition.DefinitionKeys;
import dev.tributary.runtime.problem.Problem;
import dev.tributary.runtime.problem.Problems;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** The settings of a workspace that its admin sees and, apart from key and kind, can change. */
public record WorkspaceSettings(
    String key,
    String name,
    WorkspaceBody.Kind kind,
    String timezone,
    List<String> unknownConsentAllows,
    String defaultRegion) {
  private static final Pattern PURPOSE = Pattern.compile("[A-Za-z0-9_.:-]{1,64}");
  private static final int LONGEST_NAME = 200;

  static WorkspaceSettings of(StoredDefinition<WorkspaceBody> stored) {
    WorkspaceBody body = stored.spec();
    return new WorkspaceSettings(
        stored.key(),
        stored.name(),
        body.kind(),
        body.timezone(),
        body.unknownConsentAllows(),
        body.defaultRegion());
  }

  WorkspaceBody body(long clockOffsetMillis) {
    return new WorkspaceBody(
        kind, timezone, clockOffsetMillis, unknownConsentAllows, defaultRegion);
  }

  /**
   * @throws Problem with the place of each error
   */
  WorkspaceSettings requireValid() {
    List<Problem.At> errors = new ArrayList<>();
    if (name.isBlank() || name.length() > LONGEST_NAME) {
      errors.add(new Problem.At("/name", "1 to " + LONGEST_NAME + " characters"));
    } else if (DefinitionKeys.misleads(name)) {
      errors.add(new Problem.At("/name", DefinitionKeys.MISLEADING));
    }
    if (!ZoneId.getAvailableZoneIds().contains(timezone)) {
      errors.add(new Problem.At("/timezone", "An IANA time zone, like Europe/Amsterdam"));
    }
    if (!Arrays.asList(Locale.getISOCountries()).contains(defaultRegion)) {
      errors.add(new Problem.At("/defaultRegion", "An ISO 3166 country code, like NL"));
    }
    for (int i = 0; i < unknownConsentAllows.size(); i++) {
      if (!PURPOSE.matcher(unknownConsentAllows.get(i)).matches()) {
        errors.add(
            new Problem.At(
                "/unknownConsentAllows/" + i, "1 to 64 letters, digits and any of _ . : -"));
      }
    }
    if (!errors.isEmpty()) {
      throw Problems.INVALID.problem("The workspace's settings are not valid", errors);
    }
    return this;
  }

  /**
   * @throws Problem if a setting that is fixed at creation would change
   */
  WorkspaceSettings requireSameIdentity(WorkspaceSettings before) {
    if (!key.equals(before.key)) {
      throw Problems.INVALID.problem("The key is fixed at creation", "/key");
    }
    if (kind != before.kind) {
      throw Problems.INVALID.problem("The kind is fixed at creation", "/kind");
    }
    return this;
  }
}
