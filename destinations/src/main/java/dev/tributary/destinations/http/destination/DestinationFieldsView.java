package dev.tributary.destinations.http.destination;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.tributary.destinations.connector.Discovery;
import dev.tributary.destinations.connector.Manifest.FieldType;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.schema.FieldList;
import dev.tributary.destinations.schema.VendorFields;
import dev.tributary.destinations.schema.VendorFields.Delay;
import dev.tributary.destinations.schema.VendorFields.Listed;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The fields that an object has at the vendor.
 *
 * @param state of the list
 * @param readAt when the fields were read; in the states `forbidden`, `failed` and `no-answer`,
 *     when the vendor was asked; otherwise null
 * @param refreshableAt from this time on, `refresh` asks the vendor again; null if there is no list
 * @param complete whether a field that is not in the list is missing at the vendor
 * @param delay why a newer list cannot be read now, or null
 * @param delayedUntil when to try again; null if this is not known
 * @param data at most 3,000 fields, by name
 */
@Schema(name = "DestinationFields")
public record DestinationFieldsView(
    State state,
    @Nullable Instant readAt,
    @Nullable Instant refreshableAt,
    boolean complete,
    @Nullable DelayKind delay,
    @Nullable Instant delayedUntil,
    List<VendorField> data) {

  /** The state of a list of fields. */
  @Schema(name = "DestinationFieldsState")
  public enum State {
    READ,
    /** The credentials of the destination may not read the fields. */
    FORBIDDEN,
    /** The vendor has answered without fields that can be read. */
    FAILED,
    /** The vendor has given no complete answer in time. */
    NO_ANSWER,
    /** The vendor was not asked yet. */
    UNREAD,
    /** A setting of the sync that chooses the object is missing. */
    NEEDS_SETTINGS,
    /** The connector cannot read the fields of this object. */
    UNSUPPORTED;

    @JsonValue
    public String wireName() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** The cause of a delay. */
  @Schema(name = "DestinationFieldsDelay")
  public enum DelayKind {
    READING,
    LIMIT,
    NO_ANSWER,
    NOT_SENT,
    FORBIDDEN,
    FAILED,
    CREDENTIALS,
    FAULT;

    @JsonValue
    public String wireName() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static DelayKind of(Delay delay) {
      return switch (delay) {
        case READING -> READING;
        case LIMIT -> LIMIT;
        case NO_ANSWER -> NO_ANSWER;
        case NOT_SENT -> NOT_SENT;
        case CREDENTIALS -> CREDENTIALS;
        case FAULT -> FAULT;
      };
    }

    /** Null for a list that was read. */
    static @Nullable DelayKind of(FieldList.State state) {
      return switch (state) {
        case READ -> null;
        case FORBIDDEN -> FORBIDDEN;
        case FAILED -> FAILED;
        case NO_ANSWER -> NO_ANSWER;
      };
    }
  }

  /**
   * A field of the vendor.
   *
   * @param name as the mapping of a sync names it
   * @param label the vendor's, or the name
   * @param type the closest type, or null if the type is not known
   * @param required whether a new record needs a value
   * @param unique whether two records cannot have the same value
   * @param readOnly whether the vendor refuses each value
   * @param options the values that the vendor offers; none if it offers none
   * @param reference the object whose records a value names, or null
   */
  @Schema(name = "VendorField")
  public record VendorField(
      String name,
      String label,
      @Nullable FieldType type,
      boolean required,
      boolean unique,
      boolean readOnly,
      VendorOptions options,
      @Nullable String reference) {

    static VendorField of(Discovery.Field field) {
      String label = field.label();
      return new VendorField(
          field.name(),
          label == null ? field.name() : label,
          field.type(),
          field.required(),
          field.unique(),
          field.readOnly(),
          new VendorOptions(
              field.options().listed().stream()
                  .map(option -> new VendorOption(option.value(), option.label()))
                  .toList(),
              field.options().closed(),
              field.options().several()),
          field.reference());
    }
  }

  /**
   * The options of a field.
   *
   * @param data at most 1,000; empty if the vendor names none
   * @param closed whether the vendor refuses values that are no option
   * @param several whether a value can have several options, separated by semicolons
   */
  @Schema(name = "VendorOptions")
  public record VendorOptions(List<VendorOption> data, boolean closed, boolean several) {}

  /**
   * A value that the vendor offers for a field.
   *
   * @param value as in a record
   * @param label the vendor's, or the value
   */
  @Schema(name = "VendorOption")
  public record VendorOption(String value, String label) {}

  static DestinationFieldsView without(State state) {
    return new DestinationFieldsView(state, null, null, false, null, null, List.of());
  }

  static DestinationFieldsView of(Listed listed) {
    return switch (listed) {
      case Listed.Unsupported() -> without(State.UNSUPPORTED);
      case Listed.ReadList(FieldList list) -> {
        FieldList.Failure failure = list.failure();
        yield failure == null
            ? of(list, null, null)
            : of(list, DelayKind.of(failure.state()), list.until());
      }
      case Listed.Later(@Nullable FieldList list, Delay delay, Outcome outcome) -> {
        DelayKind kind = DelayKind.of(delay);
        Instant until = until(outcome);
        yield list == null
            ? new DestinationFieldsView(State.UNREAD, null, null, false, kind, until, List.of())
            : of(list, kind, until);
      }
    };
  }

  private static DestinationFieldsView of(
      FieldList list, @Nullable DelayKind delay, @Nullable Instant until) {
    return new DestinationFieldsView(
        switch (list.state()) {
          case READ -> State.READ;
          case FORBIDDEN -> State.FORBIDDEN;
          case FAILED -> State.FAILED;
          case NO_ANSWER -> State.NO_ANSWER;
        },
        list.readAt(),
        list.askedAt().plus(VendorFields.TRUSTED_AGE),
        list.further() == FieldList.Further.COMPLETE,
        delay,
        until,
        list.fields().values().stream()
            .sorted(Comparator.comparing(Discovery.Field::name))
            .map(VendorField::of)
            .toList());
  }

  private static @Nullable Instant until(Outcome outcome) {
    return switch (outcome) {
      case Outcome.RateLimited limited -> limited.until();
      case Outcome.HeldBack held -> held.until();
      case Outcome.QuotaSpent spent -> spent.until();
      case Outcome.WaitsForAccount waits -> waits.until();
      default -> null;
    };
  }
}
