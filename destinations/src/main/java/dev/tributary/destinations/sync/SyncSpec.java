package dev.tributary.destinations.sync;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.definition.SyncBody;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.definitions.Filing;
import java.util.List;
import java.util.Locale;
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
 * @param settings the settings that the object declares
 * @param filing null for none
 */
public record SyncSpec(
    DestinationId destination,
    SyncSource from,
    String object,
    @Nullable FieldMapping match,
    List<FieldMapping> mapping,
    Mode mode,
    ObjectNode settings,
    @Nullable Filing filing) {
  public static final String KIND = "sync";

  /**
   * From which value a field of the destination comes.
   *
   * @param field the name of the field at the destination
   * @param from the source of the value
   * @param setOnce whether the field is not sent any more once the destination has accepted a value
   *     for it
   */
  public record FieldMapping(
      String field,
      ValueSource from,
      @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean setOnce) {
    public FieldMapping(String field, ValueSource from) {
      this(field, from, false);
    }

    public FieldMapping {
      if (field == null || from == null) {
        throw new IllegalArgumentException("A mapping has a field and a from");
      }
    }
  }

  public enum Mode {
    /** Creates and updates; removes nothing. */
    UPSERT,
    /** Also removes records that left the source, if this installation has sent them. */
    MIRROR;

    @JsonValue
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    public static Mode named(String name) {
      return valueOf(name.toUpperCase(Locale.ROOT));
    }
  }

  /** How users file the sync. */
  public Filing filed() {
    return Filing.orNone(filing);
  }

  /** The same sync, filed in another way. */
  public SyncSpec filedAs(@Nullable Filing wanted) {
    return new SyncSpec(destination, from, object, match, mapping, mode, settings, wanted);
  }

  /** Whether both send the same data to the same place. */
  public boolean sendsLike(SyncSpec other) {
    return filedAs(null).equals(other.filedAs(null));
  }

  /** The fields that this sync writes, without the match field. */
  public Set<String> fields() {
    return mapping.stream().map(FieldMapping::field).collect(Collectors.toSet());
  }

  /** The fields that are not sent any more once the destination has accepted a value for them. */
  public Set<String> fieldsSetOnce() {
    return mapping.stream()
        .filter(FieldMapping::setOnce)
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
