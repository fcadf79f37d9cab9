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
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The fields that vendors have, by destination and object. They are read again after {@link
 * #MAXIMUM_AGE}. If an item does not fit fields that are older than {@link #TRUSTED_AGE}, they are
 * read again first, because a user can have changed them meanwhile. Without an answer, nothing is
 * checked: the vendor then decides itself. Thread-safe.
 */
public final class VendorFields {
  /** After this time, the fields are read again. */
  public static final Duration MAXIMUM_AGE = Duration.ofMinutes(10);

  /** Within this time, the fields are certainly those of the vendor. */
  public static final Duration TRUSTED_AGE = Duration.ofSeconds(30);

  private final Clock clock;
  private final Map<Key, ReadFields> known = new ConcurrentHashMap<>();

  /** Counts calls of {@link #forget}: what was read before one of them is not kept. */
  private final AtomicLong changes = new AtomicLong();

  private record Key(WorkspaceId workspace, DestinationId destination, String object) {}

  /** Whether the further requests of a {@link Discovery} were answered. */
  enum Further {
    /** They were not sent yet. */
    UNREAD,
    /** All of them were answered: a field that is not there is missing. */
    COMPLETE,
    /** One of them failed, so nothing is known about other fields. */
    FAILED
  }

  /**
   * The fields of one object.
   *
   * @param fields by name; empty if the vendor has not told them
   * @param readAt when they were read, or were to be read
   * @param until when they are read again
   */
  record ReadFields(
      Map<String, Discovery.Field> fields, Further further, Instant readAt, Instant until) {}

  /** Sends a request with the credentials of the destination. */
  @FunctionalInterface
  public interface Sending {
    Egress.Answer send(Egress.Request request) throws EgressFailure;
  }

  /**
   * @param change the number of changes when it began
   */
  private record Question(
      Connector connector,
      Batch batch,
      Discovery discovery,
      Sending sending,
      Key key,
      long change) {}

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
    Question question = new Question(connector, batch, discovery, sending, key, changes.get());
    Instant now = clock.instant();
    @Nullable ReadFields before = known.get(key);
    if (before == null || !now.isBefore(before.until())) {
      return check(question, read(question)).refused();
    }
    FieldCheck check = check(question, before);
    return check.mayBeOutdated() && !now.isBefore(before.readAt().plus(TRUSTED_AGE))
        ? check(question, read(question)).refused()
        : check.refused();
  }

  /** The destination may have another account now. */
  public void forget(DestinationId destination) {
    changes.incrementAndGet();
    known.keySet().removeIf(key -> key.destination().equals(destination));
  }

  private FieldCheck check(Question question, ReadFields fields) {
    FieldCheck check = new FieldCheck(question.connector(), question.batch(), fields);
    return fields.further() == Further.UNREAD && check.lacksFields()
        ? new FieldCheck(question.connector(), question.batch(), readFurther(question, fields))
        : check;
  }

  /** After a request that may have waited for its answer in vain, there is a longer pause. */
  private ReadFields read(Question question) {
    Map<String, Discovery.Field> fields = new TreeMap<>();
    Instant readAt = clock.instant();
    Duration age = MAXIMUM_AGE;
    boolean sent = true;
    for (Discovery.Step step : question.discovery().steps()) {
      try {
        Optional<List<Discovery.Field>> told = told(question, step);
        told.ifPresent(some -> some.forEach(field -> fields.put(field.name(), field)));
        if (fields.isEmpty()) {
          age = TRUSTED_AGE;
          break;
        }
      } catch (EgressFailure e) {
        sent = !fields.isEmpty() || e.outcome() instanceof Outcome.Ambiguous;
        break;
      }
    }
    Further further = question.discovery().further().isEmpty() ? Further.COMPLETE : Further.UNREAD;
    ReadFields read = new ReadFields(Map.copyOf(fields), further, readAt, readAt.plus(age));
    if (sent) {
      remember(question, read);
    }
    return read;
  }

  private ReadFields readFurther(Question question, ReadFields read) {
    Map<String, Discovery.Field> fields = new TreeMap<>(read.fields());
    Further further = Further.COMPLETE;
    for (Discovery.Step step : question.discovery().further()) {
      try {
        Optional<List<Discovery.Field>> told = told(question, step);
        told.ifPresent(some -> some.forEach(field -> fields.putIfAbsent(field.name(), field)));
        further = told.isEmpty() ? Further.FAILED : further;
      } catch (EgressFailure e) {
        further = Further.FAILED;
      }
      if (further == Further.FAILED) {
        break;
      }
    }
    ReadFields all = new ReadFields(Map.copyOf(fields), further, read.readAt(), read.until());
    remember(question, all);
    return all;
  }

  private Optional<List<Discovery.Field>> told(Question question, Discovery.Step step)
      throws EgressFailure {
    Egress.Answer answer = question.sending().send(step.request());
    return step.reading().fields(answer, clock.instant());
  }

  /** Objects that are not used any more take no memory. */
  private void remember(Question question, ReadFields read) {
    Instant now = clock.instant();
    known.values().removeIf(old -> !now.isBefore(old.until()));
    known.compute(
        question.key(), (_, before) -> changes.get() == question.change() ? read : before);
  }
}
