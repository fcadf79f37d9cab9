package dev.tributary.control.alert.object;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.tributary.contracts.Ids;
import dev.tributary.contracts.access.Service;
import dev.tributary.control.alert.AlertKind;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** A kind of object that an alert rule can watch. */
public enum ObjectKind {
  AUDIENCE(Ids.AUDIENCE, AlertKind.AUDIENCE_SIZE, "audiences", Service.AUDIENCES),
  SYNC(Ids.SYNC, AlertKind.SYNC_FAILURES, "syncs", Service.DESTINATIONS),
  SOURCE(
      Ids.SOURCE,
      AlertKind.SOURCE_QUIET,
      "sources",
      Service.COLLECTOR,
      Service.IDENTITY,
      Service.CONTROL),
  /** No service has to answer: one that does not work is a reason for a missing run. */
  MODEL(Ids.MODEL, AlertKind.MODEL_OVERDUE, "models");

  private final String prefix;
  private final AlertKind alert;
  private final String segment;
  private final Set<Service> needs;

  ObjectKind(String prefix, AlertKind alert, String segment, Service... needs) {
    this.prefix = prefix;
    this.alert = alert;
    this.segment = segment;
    this.needs = Set.of(needs);
  }

  /** The kind of the object with this id; empty for another text. */
  public static Optional<ObjectKind> ofId(String id) {
    return Arrays.stream(values()).filter(kind -> id.startsWith(kind.prefix)).findFirst();
  }

  /** The kind of the objects of such alerts; empty for alerts that need no alert rule. */
  public static Optional<ObjectKind> of(AlertKind alert) {
    return Arrays.stream(values()).filter(kind -> kind.alert == alert).findFirst();
  }

  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The kind of the alerts about such an object. */
  public AlertKind alert() {
    return alert;
  }

  /** The services that must have answered in a check. */
  Set<Service> needs() {
    return needs;
  }

  /**
   * The service that knows whether the figures of such an object are hidden from users without the
   * right to personal data; empty if they never are.
   */
  public Optional<Service> concealing() {
    return switch (this) {
      case AUDIENCE -> Optional.of(Service.AUDIENCES);
      case SYNC -> Optional.of(Service.DESTINATIONS);
      case SOURCE, MODEL -> Optional.empty();
    };
  }

  /** Whether the figures of such an object may reveal who is in an audience. */
  public boolean concealable() {
    return concealing().isPresent();
  }

  /** A sentence about the functions that still work while an alert about such an object is open. */
  String works() {
    return switch (this) {
      case AUDIENCE -> "The audience is updated, and its syncs continue.";
      case SYNC -> "Failed deliveries are stored and can be tried again.";
      case SOURCE -> "Other sources are not affected.";
      case MODEL -> "Audiences and destinations use the rows of the last run.";
    };
  }

  /** The path of an object below its workspace, in the API and in the web UI. */
  public String path(String object) {
    return "/" + segment + "/" + object;
  }
}
