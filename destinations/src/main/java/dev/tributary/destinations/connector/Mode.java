package dev.tributary.destinations.connector;

import com.fasterxml.jackson.annotation.JsonValue;
import dev.tributary.destinations.connector.Manifest.ObjectType.Kind;
import dev.tributary.destinations.connector.Manifest.Removal;
import java.util.List;
import java.util.Locale;

/** The operations of a sync on the records of its source. An object declares which modes it can. */
public enum Mode {
  /** Creates and updates records; removes nothing. */
  UPSERT,
  /** Updates records that the destination has; never creates one. */
  UPDATE_ONLY,
  /** Creates records that the destination does not have; never changes one. */
  CREATE_ONLY,
  /** Upserts, and removes records that left the source, if this installation has sent them. */
  MIRROR,
  /** Adds events. */
  APPEND,
  /** Removes the records of the source, even if another system created them. */
  DELETE;

  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The modes of an object that declares none. A vendor may remove a record by an id that only an
   * earlier delivery returns, so DELETE must be declared.
   */
  public static List<Mode> of(Kind kind, Removal removal) {
    return switch (kind) {
      case EVENT -> List.of(APPEND);
      case RECORD, MEMBERSHIP ->
          removal == Removal.IMPOSSIBLE ? List.of(UPSERT) : List.of(UPSERT, MIRROR);
    };
  }
}
