package dev.tributary.destinations.sync;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.definition.SyncBody;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.definitions.Filing;
import dev.tributary.destinations.connector.Manifest;
import dev.tributary.destinations.connector.Mode;
import dev.tributary.destinations.mapping.Transform;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The stored definition of a sync.
 *
 * @param destination the destination's id
 * @param object a name from the connector's manifest
 * @param match the match value of the record at the destination; null for events
 * @param mapping the values of the fields; empty sends all values, if the object accepts further
 *     fields
 * @param mode what the sync does with its records; a sync of events always appends
 * @param settings the settings that the object declares
 * @param filing null for none
 * @param furtherMatches the fields by which records are searched for that the match field does not
 *     find, in this order. The mapping has each of them, as its value is what is searched for.
 *     Empty for none
 */
@RecordBuilder
public record SyncSpec(
    DestinationId destination,
    SyncSource from,
    String object,
    @Nullable FieldMapping match,
    List<FieldMapping> mapping,
    Mode mode,
    ObjectNode settings,
    @Nullable Filing filing,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> furtherMatches) {
  public static final String KIND = "sync";

  /** Syncs of events that were stored before objects declared modes have the mode upsert. */
  @JsonCreator
  public SyncSpec {
    furtherMatches =
        furtherMatches == null
            ? List.of()
            : furtherMatches.stream().filter(Objects::nonNull).toList();
    if (from instanceof SyncSource.Events && mode == Mode.UPSERT) {
      mode = Mode.APPEND;
    }
  }

  /** A sync whose records are found by their match field alone. */
  public SyncSpec(
      DestinationId destination,
      SyncSource from,
      String object,
      @Nullable FieldMapping match,
      List<FieldMapping> mapping,
      Mode mode,
      ObjectNode settings,
      @Nullable Filing filing) {
    this(destination, from, object, match, mapping, mode, settings, filing, List.of());
  }

  /**
   * From which value a field of the destination comes.
   *
   * @param field the name of the field at the destination
   * @param from the source of the value
   * @param transform the steps from the value of the source to the value of the field, in order,
   *     after which the value is converted to the type that the connector declares for the field.
   *     Null sends the value of the source as it is
   * @param setOnce whether the field is not sent any more once the destination has accepted a value
   *     for it; null for no
   */
  public record FieldMapping(
      String field,
      ValueSource from,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<Transform> transform,
      @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean setOnce) {
    @JsonCreator
    public FieldMapping {
      if (field == null || from == null) {
        throw new IllegalArgumentException("A mapping has a field and a from");
      }
      if (transform != null && transform.size() > Transform.MOST) {
        throw new IllegalArgumentException(
            "A field has at most %d steps".formatted(Transform.MOST));
      }
      if (transform != null && transform.stream().anyMatch(Objects::isNull)) {
        throw new IllegalArgumentException(
            "The step transform/%d is null; write a step, or leave it out"
                .formatted(transform.indexOf(null)));
      }
      transform = transform == null ? null : List.copyOf(transform);
      setOnce = Boolean.TRUE.equals(setOnce) ? true : null;
    }

    /** A mapping that sends the value of the source as it is. */
    public FieldMapping(String field, ValueSource from) {
      this(field, from, null);
    }

    /** A mapping whose field is sent with each change. */
    public FieldMapping(String field, ValueSource from, @Nullable List<Transform> transform) {
      this(field, from, transform, null);
    }

    /** Whether the field keeps the first value that the destination accepts. */
    public boolean keepsFirstValue() {
      return setOnce != null;
    }
  }

  /** How users file the sync. */
  public Filing filed() {
    return Filing.orNone(filing);
  }

  /** The same sync, filed in another way. */
  public SyncSpec filedAs(@Nullable Filing wanted) {
    return SyncSpecBuilder.builder(this).filing(wanted).build();
  }

  /** Whether both send the same data to the same place. */
  public boolean sendsLike(SyncSpec other) {
    return filedAs(null).equals(other.filedAs(null));
  }

  /**
   * Whether the sync sends all values of its source as they were sent: it has no mapping, and its
   * object accepts further fields. A list has no fields, whatever the records of its members
   * accept.
   */
  public boolean sendsAllValues(Manifest manifest) {
    return mapping.isEmpty()
        && manifest.object(object).filter(each -> each.otherFields() != null).isPresent();
  }

  /** The fields that this sync writes, without the match field. */
  public Set<String> fields() {
    return mapping.stream().map(FieldMapping::field).collect(Collectors.toSet());
  }

  /** The fields that are not sent any more once the destination has accepted a value for them. */
  public Set<String> fieldsSetOnce() {
    return mapping.stream()
        .filter(FieldMapping::keepsFirstValue)
        .map(FieldMapping::field)
        .collect(Collectors.toSet());
  }

  public SyncBody published() {
    String object =
        switch (from) {
          case SyncSource.Audience audience -> audience.audience().value();
          case SyncSource.Model model -> model.model().value();
          case SyncSource.Profiles() -> null;
          case SyncSource.Events events -> null;
        };
    return new SyncBody(destination, from.kind(), object);
  }
}
