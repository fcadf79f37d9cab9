package dev.tributary.destinations.schema;

import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.Discovery;
import dev.tributary.destinations.connector.Egress;
import dev.tributary.destinations.connector.EgressFailure;
import dev.tributary.destinations.connector.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The fields that vendors have, by destination and object. They are read again after {@link
 * #MAXIMUM_AGE}. A field that is missing is looked for once more if the fields are older than
 * {@link #TRUSTED_AGE}, because a user can have created it meanwhile. Without an answer, nothing is
 * checked: the vendor then decides itself. Thread-safe.
 */
public final class VendorFields {
  /** After this time, the fields are read again. */
  public static final Duration MAXIMUM_AGE = Duration.ofMinutes(10);

  /** Within this time, a missing field is certainly missing. */
  public static final Duration TRUSTED_AGE = Duration.ofSeconds(30);

  private final Clock clock;
  private final Map<Key, ReadFields> known = new ConcurrentHashMap<>();

  private record Key(WorkspaceId workspace, DestinationId destination, String object) {}

  /**
   * The fields of one object.
   *
   * @param fields by name; empty if the vendor has not told them
   * @param readAt when they were read, or were to be read
   */
  record ReadFields(Map<String, Discovery.Field> fields, Instant readAt) {
    /** A vendor that has not told its fields is asked again sooner. */
    private Duration maximumAge() {
      return fields.isEmpty() ? TRUSTED_AGE : MAXIMUM_AGE;
    }
  }

  /** Sends a request with the credentials of the destination. */
  @FunctionalInterface
  public interface Sending {
    Egress.Answer send(Egress.Request request) throws EgressFailure;
  }

  public VendorFields(Clock clock) {
    this.clock = clock;
  }

  /**
   * The outcomes of the items that do not fit the fields of the vendor, by {@link
   * dev.tributary.destinations.connector.Item#delivery}; empty if all fit, or if the fields are not
   * known.
   */
  public Map<String, Outcome> refused(Connector connector, Batch batch, Sending sending) {
    Discovery discovery = connector.discovery(batch.target(), batch.object());
    if (discovery == null) {
      return Map.of();
    }
    Key key = new Key(batch.target().workspace(), batch.target().destination(), batch.object());
    Instant now = clock.instant();
    @Nullable ReadFields before = known.get(key);
    boolean old = before == null || !now.isBefore(before.readAt().plus(before.maximumAge()));
    ReadFields fields = old ? read(key, discovery, sending) : before;
    FieldCheck check = new FieldCheck(connector, batch, fields);
    if (!old && check.misfits() && !now.isBefore(fields.readAt().plus(TRUSTED_AGE))) {
      check = new FieldCheck(connector, batch, read(key, discovery, sending));
    }
    return check.refused();
  }

  private ReadFields read(Key key, Discovery discovery, Sending sending) {
    Map<String, Discovery.Field> fields = new TreeMap<>();
    Instant readAt = clock.instant();
    for (Discovery.Step step : discovery.steps()) {
      try {
        Egress.Answer answer = sending.send(step.request());
        Optional<List<Discovery.Field>> told = step.reading().fields(answer, clock.instant());
        if (told.isEmpty() && fields.isEmpty()) {
          break;
        }
        told.ifPresent(some -> some.forEach(field -> fields.put(field.name(), field)));
      } catch (EgressFailure e) {
        break;
      }
    }
    ReadFields read = new ReadFields(Map.copyOf(fields), readAt);
    known.put(key, read);
    return read;
  }
}
