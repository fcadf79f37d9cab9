package dev.tributary.control.alert;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;

/**
 * The subject of an alert. The comment of each kind is the name of its rule, a class in the package
 * {@code rule}. The wire names and the names in the database are those of the first version, and
 * stay. Three of them have other words than the rule.
 */
public enum AlertKind {
  /** {@code SilentSource}. */
  SOURCE_SILENT("source-silent"),
  /** {@code LateModel}. */
  MODEL_LATE("model-late"),
  /** {@code NothingDelivered}. */
  NOTHING_DELIVERED("nothing-delivered"),
  /** {@code FailingDeliveries}. */
  DELIVERIES_FAIL("deliveries-fail"),
  /** {@code StoppedDestination}. */
  DESTINATION_STOPPED("destination-stopped"),
  /** {@code EndingApi}. */
  API_ENDING("api-ending"),
  /** {@code StoppedSync}. */
  SYNC_STOPPED("sync-stopped"),
  /** {@code HeldRun}. */
  RUN_HELD("run-held"),
  /** {@code Quarantine}. */
  QUARANTINE("set-aside"),
  /** {@code CappedPeople}. */
  PEOPLE_CAPPED("people-capped"),
  /** {@code UncertainDeliveries}. */
  DELIVERIES_UNCERTAIN("may-have-been-sent"),
  /** {@code WaitingApprovals}. */
  APPROVAL_WAITS("approval-waits"),
  /** {@code ChangedAddress}. */
  ADDRESS_CHANGED("address-changed"),
  /** {@code StalledPipeline}. */
  PIPELINE_STALLED("pipeline-stands"),
  /** {@code ServiceAway}. */
  SERVICE_AWAY("service-away"),
  /** Alert rules of audiences, in the package {@code object}. */
  AUDIENCE_SIZE("audience-size"),
  /** Alert rules of syncs, in the package {@code object}. */
  SYNC_FAILURES("sync-failures"),
  /** Alert rules of sources, in the package {@code object}. */
  SOURCE_QUIET("source-quiet"),
  /** Alert rules of models, in the package {@code object}. */
  MODEL_OVERDUE("model-overdue");

  private final String wireName;

  AlertKind(String wireName) {
    this.wireName = wireName;
  }

  @JsonValue
  public String wireName() {
    return wireName;
  }

  /** The name in the database: the wire name in capital letters, with underscores. */
  public String storedName() {
    return wireName.toUpperCase(Locale.ROOT).replace('-', '_');
  }

  /**
   * @throws IllegalArgumentException if no kind has this name in the database
   */
  public static AlertKind stored(String name) {
    return Arrays.stream(values())
        .filter(kind -> kind.storedName().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("No kind of alert: " + name));
  }
}
