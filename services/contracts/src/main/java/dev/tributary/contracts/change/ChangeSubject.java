package dev.tributary.contracts.change;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The kind of object that has changed in a workspace. A subject has the name of the objects in the
 * API: the first segment of their path below the workspace. {@link #MEMBERSHIPS} has none: the
 * paths of audiences show who is in them.
 */
public enum ChangeSubject {
  EVENTS("events"),
  PROFILES("profiles"),
  AUDIENCES("audiences"),
  /**
   * The members of audiences. This subject reveals something about people, so few may follow it.
   */
  MEMBERSHIPS("memberships"),
  DELIVERIES("deliveries"),
  SOURCES("sources"),
  DESTINATIONS("destinations"),
  SYNCS("syncs"),
  WAREHOUSES("warehouses"),
  MODELS("models"),
  RUNS("runs"),
  TRAITS("traits"),
  CATALOGUE("catalogue"),
  IDENTITY("identity"),
  QUARANTINE("quarantine"),
  PIPELINE("pipeline"),
  ALERTS("alerts"),
  ALERT_SETTINGS("alert-settings"),
  ALERT_RULES("alert-rules"),
  CHANGE_REQUESTS("change-requests"),
  MEMBERS("members"),
  INVITATIONS("invitations"),
  API_CLIENTS("api-clients");

  private static final Map<String, ChangeSubject> BY_NAME =
      Arrays.stream(values()).collect(Collectors.toMap(each -> each.wireName, Function.identity()));

  private final String wireName;

  ChangeSubject(String wireName) {
    this.wireName = wireName;
  }

  @JsonValue
  public String wireName() {
    return wireName;
  }

  /** Empty if no subject has this name. */
  public static Optional<ChangeSubject> named(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }
}
