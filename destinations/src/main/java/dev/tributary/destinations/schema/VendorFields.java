package dev.tributary.destinations.schema;

import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.Discovery;
import dev.tributary.destinations.connector.Egress;
import dev.tributary.destinations.connector.EgressFailure;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.web.RetryAfter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The fields that vendors have, by destination and object. They are read again after {@link
 * #MAXIMUM_AGE}. If an item does not fit fields that are older than {@link #TRUSTED_AGE}, they are
 * read again first, because a user can have changed them meanwhile. One batch at a time reads them,
 * and others that need them wait. Without an answer, nothing is checked: the vendor then decides
 * itself. Thread-safe.
 */
public final class VendorFields {
  /** After this time, the fields are read again. */
  public static final Duration MAXIMUM_AGE = Duration.ofMinutes(10);

  /** Within this time, the fields are certainly those of the vendor. */
  public static final Duration TRUSTED_AGE = Duration.ofSeconds(30);

  private static final int LIMITED = 429;
  private static final int FORBIDDEN = 403;

  /** After an answer 429 that does not say how long to wait. */
  private static final Duration PAUSE = Duration.ofSeconds(10);

  private static final String TOO_MANY_REQUESTS = "Too many requests when the fields were read";

  /** A batch waits so long for another one that reads the fields. */
  private static final Duration OTHER_READS = Duration.ofSeconds(1);

  private static final String OTHER_READER = "Another batch reads the fields of the destination";
  private static final String NO_ANSWER = "The request for the fields had no answer";

  private final Clock clock;
  private final Map<Key, ReadFields> known = new ConcurrentHashMap<>();

  /** The fields that batches read at present. */
  private final Set<Key> reading = ConcurrentHashMap.newKeySet();

  /** Counts calls of {@link #forget}: what was read before one of them is not kept. */
  private final Map<DestinationId, Long> changes = new ConcurrentHashMap<>();

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

  /** An answer, or none, after which the batch is not sent. */
  private static final class Ended extends Exception {
    private static final long serialVersionUID = 1;
    private final transient Outcome outcome;

    Ended(Outcome outcome) {
      super(outcome.words());
      this.outcome = outcome;
    }
  }

  /**
   * @param change the number of changes of the destination when it began
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
   * known. These are all items if a limit of requests is reached, if a request for the fields has
   * no answer, or if another batch reads them: the items are sent later, and no attempt is counted.
   */
  public Map<String, Outcome> refused(Connector connector, Batch batch, Sending sending) {
    Discovery discovery = connector.discovery(batch.target(), batch.object());
    if (discovery == null) {
      return Map.of();
    }
    Key key = new Key(batch.target().workspace(), batch.target().destination(), batch.object());
    Question question =
        new Question(connector, batch, discovery, sending, key, changes(key.destination()));
    try {
      return refused(question);
    } catch (Ended e) {
      Map<String, Outcome> all = new HashMap<>();
      batch.items().forEach(item -> all.put(item.delivery(), e.outcome));
      return all;
    }
  }

  private Map<String, Outcome> refused(Question question) throws Ended {
    Instant now = clock.instant();
    @Nullable ReadFields before = known.get(question.key());
    if (before == null || !now.isBefore(before.until())) {
      return check(question, alone(question, () -> read(question))).refused();
    }
    FieldCheck check = check(question, before);
    return check.mayBeOutdated() && !now.isBefore(before.readAt().plus(TRUSTED_AGE))
        ? check(question, alone(question, () -> read(question))).refused()
        : check.refused();
  }

  private long changes(DestinationId destination) {
    return changes.getOrDefault(destination, 0L);
  }

  /** The destination may have another account now. */
  public void forget(DestinationId destination) {
    changes.merge(destination, 1L, Long::sum);
    known.keySet().removeIf(key -> key.destination().equals(destination));
  }

  private FieldCheck check(Question question, ReadFields fields) throws Ended {
    FieldCheck check = new FieldCheck(question.connector(), question.batch(), fields);
    return fields.further() == Further.UNREAD && check.lacksFields()
        ? new FieldCheck(
            question.connector(),
            question.batch(),
            alone(question, () -> readFurther(question, fields)))
        : check;
  }

  @FunctionalInterface
  private interface Read {
    ReadFields fields() throws Ended;
  }

  /** A request that hangs then costs one worker its time, and not all of them. */
  private ReadFields alone(Question question, Read read) throws Ended {
    if (!reading.add(question.key())) {
      throw new Ended(new Outcome.HeldBack(clock.instant().plus(OTHER_READS), OTHER_READER));
    }
    try {
      return read.fields();
    } finally {
      reading.remove(question.key());
    }
  }

  /**
   * After a request that has waited for its answer in vain, no time is left for the batch. The next
   * one is sent without a check.
   */
  private ReadFields read(Question question) throws Ended {
    Map<String, Discovery.Field> fields = new TreeMap<>();
    Instant readAt = clock.instant();
    Duration age = MAXIMUM_AGE;
    boolean sent = true;
    for (Discovery.Step step : question.discovery().steps()) {
      try {
        Egress.Answer answer = answer(question, step);
        step.reading()
            .fields(answer, clock.instant())
            .ifPresent(some -> some.forEach(field -> fields.put(field.name(), field)));
        if (fields.isEmpty()) {
          age = answer.status() == FORBIDDEN ? MAXIMUM_AGE : TRUSTED_AGE;
          break;
        }
      } catch (EgressFailure e) {
        if (e.outcome() instanceof Outcome.Ambiguous) {
          remember(question, read(question, fields, readAt, MAXIMUM_AGE));
        }
        endAfter(e);
        sent = !fields.isEmpty();
        break;
      }
    }
    ReadFields read = read(question, fields, readAt, age);
    if (sent) {
      remember(question, read);
    }
    return read;
  }

  private static ReadFields read(
      Question question, Map<String, Discovery.Field> fields, Instant readAt, Duration age) {
    Further further = question.discovery().further().isEmpty() ? Further.COMPLETE : Further.UNREAD;
    return new ReadFields(Map.copyOf(fields), further, readAt, readAt.plus(age));
  }

  private ReadFields readFurther(Question question, ReadFields read) throws Ended {
    Map<String, Discovery.Field> fields = new TreeMap<>(read.fields());
    Further further = Further.COMPLETE;
    for (Discovery.Step step : question.discovery().further()) {
      try {
        Optional<List<Discovery.Field>> told =
            step.reading().fields(answer(question, step), clock.instant());
        told.ifPresent(some -> some.forEach(field -> fields.putIfAbsent(field.name(), field)));
        further = told.isEmpty() ? Further.FAILED : further;
      } catch (EgressFailure e) {
        if (e.outcome() instanceof Outcome.Ambiguous) {
          remember(
              question, new ReadFields(read.fields(), Further.FAILED, read.readAt(), read.until()));
        }
        endAfter(e);
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

  private Egress.Answer answer(Question question, Discovery.Step step) throws EgressFailure, Ended {
    Egress.Answer answer = question.sending().send(step.request());
    Instant now = clock.instant();
    if (answer.status() == LIMITED) {
      Instant until = RetryAfter.of(answer, now);
      throw new Ended(
          new Outcome.RateLimited(until == null ? now.plus(PAUSE) : until, TOO_MANY_REQUESTS));
    }
    return answer;
  }

  /** Failures that say nothing about a write let the vendor decide about the items. */
  private void endAfter(EgressFailure failure) throws Ended {
    switch (failure.outcome()) {
      case Outcome.RateLimited limited -> throw new Ended(limited);
      case Outcome.HeldBack held -> throw new Ended(held);
      case Outcome.Ambiguous unknown ->
          throw new Ended(new Outcome.HeldBack(clock.instant(), NO_ANSWER));
      default -> {}
    }
  }

  /** Objects that are not used any more take no memory. */
  private void remember(Question question, ReadFields read) {
    Instant now = clock.instant();
    known.values().removeIf(old -> !now.isBefore(old.until()));
    known.compute(
        question.key(),
        (key, before) -> changes(key.destination()) == question.change() ? read : before);
  }
}
