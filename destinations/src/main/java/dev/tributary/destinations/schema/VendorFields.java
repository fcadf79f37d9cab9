package dev.tributary.destinations.schema;

import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.Discovery;
import dev.tributary.destinations.connector.Egress;
import dev.tributary.destinations.connector.EgressFailure;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Target;
import dev.tributary.destinations.schema.FieldList.Further;
import dev.tributary.destinations.schema.FieldList.State;
import dev.tributary.destinations.schema.FieldReader.Ended;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The fields that vendors have, and the values of settings, by account and object. All instances
 * share what one of them has read. The fields are read again after {@link #MAXIMUM_AGE}. If an item
 * does not fit fields that are older than {@link #TRUSTED_AGE}, they are read again first, because
 * a user can have changed them meanwhile. One batch at a time reads them, and others that need them
 * wait. Without an answer, nothing is checked: the vendor then decides itself. Thread-safe.
 */
public final class VendorFields {
  /** After this time, the fields are read again. */
  public static final Duration MAXIMUM_AGE = Duration.ofMinutes(10);

  /** Within this time, the fields are certainly those of the vendor. */
  public static final Duration TRUSTED_AGE = Duration.ofSeconds(30);

  /** A batch spends so much of its time on the fields. */
  private static final Duration TIME_OF_BATCH = Duration.ofSeconds(5);

  /** A user waits so long for the fields, with the waits for limits. */
  public static final Duration TIME_OF_USER = Duration.ofSeconds(15);

  /** Longer than all requests of a reader. After a crash, another one begins then. */
  private static final Duration CLAIM = Duration.ofSeconds(40);

  /** A batch waits so long for another reader. */
  private static final Duration OTHER_READS = Duration.ofSeconds(1);

  private static final String MANY_READINGS =
      "Users have read the fields of the destination too often";

  private static final String OTHER_READER = "Another batch reads the fields of the destination";

  private final Clock clock;
  private final FieldStore store;
  private final KnownLists known = new KnownLists();
  private final UserReadings userReadings = new UserReadings();

  /** The lists that this instance reads at present. */
  private final Set<FieldKey> reading = ConcurrentHashMap.newKeySet();

  /** Sends a request with the credentials of the destination. */
  @FunctionalInterface
  public interface Sending {
    /**
     * @param time the longest wait for the answer
     */
    Egress.Answer send(Egress.Request request, Duration time) throws EgressFailure;
  }

  /** The answer to a user who asks for fields. */
  public sealed interface Listed {
    /** The connector cannot read the fields of this object. */
    record Unsupported() implements Listed {}

    /** The newest list. */
    record ReadList(FieldList list) implements Listed {}

    /**
     * The fields cannot be read now.
     *
     * @param list an older one, or null
     * @param outcome that a batch would have
     */
    record Later(@Nullable FieldList list, Delay delay, Outcome outcome) implements Listed {}
  }

  /** Why fields cannot be read now. */
  public enum Delay {
    /** Another reader reads them. */
    READING,
    /** A limit of the account, or of readings by users, is reached. */
    LIMIT,
    NO_ANSWER,
    /** The request could not be sent. */
    NOT_SENT,
    /** Nothing is sent with the credentials of the destination. */
    CREDENTIALS,
    /** The connector failed. */
    FAULT
  }

  private record Question(
      Connector connector, Batch batch, Discovery discovery, FieldKey key, FieldReader reader) {}

  /** Keeps the fields in memory only. */
  public VendorFields(Clock clock) {
    this(clock, FieldStore.NONE);
  }

  public VendorFields(Clock clock, FieldStore store) {
    this.clock = clock;
    this.store = store;
  }

  /**
   * The outcomes of the items that do not fit the fields of the vendor, by {@link
   * dev.tributary.destinations.connector.Item#delivery}; empty if all fit, or if the fields are not
   * known. These are all items if a limit of requests is reached, if a request for the fields has
   * no answer, or if another batch reads them: the items are sent later, and no attempt is counted.
   *
   * @param account an opaque name of the account and its credentials
   */
  public Map<String, Outcome> refused(
      Connector connector, Batch batch, String account, Sending sending) {
    Discovery discovery = connector.discovery(batch.target(), batch.object(), batch.syncSettings());
    if (discovery == null || discovery.compared() == Discovery.Compared.NOTHING) {
      return Map.of();
    }
    Question question =
        new Question(
            connector,
            batch,
            discovery,
            FieldKey.of(batch.target(), batch.object(), account, discovery),
            new FieldReader(discovery, sending, clock, TIME_OF_BATCH, MAXIMUM_AGE));
    try {
      return refused(question);
    } catch (Ended e) {
      if (e.delay() == Delay.NOT_SENT) {
        return Map.of();
      }
      Map<String, Outcome> all = new HashMap<>();
      batch.items().forEach(item -> all.put(item.delivery(), e.outcome()));
      return all;
    }
  }

  private Map<String, Outcome> refused(Question question) throws Ended {
    Instant now = clock.instant();
    FieldKey key = question.key();
    FieldList list = known.find(key);
    if (list == null || !now.isBefore(list.until())) {
      list = shared(key);
    }
    if (list == null || !now.isBefore(list.until())) {
      list = alone(key, since(list), question.reader()::read);
      return check(question, list).refused();
    }
    FieldCheck check = check(question, list);
    if (!check.mayBeOutdated() || now.isBefore(list.readAt().plus(TRUSTED_AGE))) {
      return check.refused();
    }
    FieldList newer = shared(key);
    return check(
            question,
            newer != null && now.isBefore(newer.askedAt().plus(TRUSTED_AGE))
                ? newer
                : alone(key, list.askedAt(), question.reader()::read))
        .refused();
  }

  private static Instant since(@Nullable FieldList list) {
    return list == null ? Instant.MIN : list.askedAt();
  }

  /** The list that an instance has stored, which is kept in memory from now on. */
  private @Nullable FieldList shared(FieldKey key) {
    Optional<FieldList> stored = store.find(key);
    stored.ifPresent(list -> remember(key, list));
    return stored.orElse(null);
  }

  /**
   * A list for a user.
   *
   * @param target without secrets
   * @param account as in {@link #refused}
   */
  public Listed listed(
      Connector connector, Target target, ListQuestion question, String account, Sending sending) {
    Discovery discovery = question.discovery(connector, target);
    if (discovery == null) {
      return new Listed.Unsupported();
    }
    FieldKey key = FieldKey.of(target, question.name(), account, discovery);
    FieldList before = shared(key);
    before = before == null ? known.find(key) : before;
    Instant now = clock.instant();
    if (before != null
        && now.isBefore(question.refresh() ? before.askedAt().plus(TRUSTED_AGE) : before.until())) {
      return new Listed.ReadList(before);
    }
    FieldReader reader = new FieldReader(discovery, sending, clock, TIME_OF_USER, TRUSTED_AGE);
    try {
      return new Listed.ReadList(alone(key, since(before), () -> whole(key, reader)));
    } catch (Ended e) {
      return new Listed.Later(before, e.delay(), e.outcome());
    }
  }

  /** With the further fields, as far as the vendor names them. */
  private FieldList whole(FieldKey key, FieldReader reader) throws Ended {
    Instant next = userReadings.begin(key, clock.instant());
    if (next != null) {
      throw new Ended(Delay.LIMIT, new Outcome.HeldBack(next, MANY_READINGS), null);
    }
    FieldList list = reader.read();
    try {
      return list.further() == Further.UNREAD ? reader.readFurther(list) : list;
    } catch (Ended e) {
      FieldList kept = e.kept();
      return kept == null ? list : kept;
    }
  }

  private FieldCheck check(Question question, FieldList list) throws Ended {
    FieldCheck check = compared(question, list);
    if (list.further() != Further.UNREAD || !check.lacksFields()) {
      return check;
    }
    FieldList shared = shared(question.key());
    FieldList newest = shared == null || shared.askedAt().isBefore(list.askedAt()) ? list : shared;
    if (newest.further() != Further.UNREAD) {
      return compared(question, newest);
    }
    return compared(
        question, alone(question.key(), Instant.MAX, () -> question.reader().readFurther(newest)));
  }

  private static FieldCheck compared(Question question, FieldList list) {
    return new FieldCheck(question.connector(), question.batch(), question.discovery(), list);
  }

  @FunctionalInterface
  private interface Reading {
    FieldList list() throws Ended;
  }

  /**
   * Reads, if nobody else does so. A request that hangs then costs one worker its time, and not all
   * of them.
   *
   * @param before a list that another reader has read after this time is used
   */
  private FieldList alone(FieldKey key, Instant before, Reading reading) throws Ended {
    if (!this.reading.add(key)) {
      throw otherReads();
    }
    try {
      String reader = UUID.randomUUID().toString();
      if (!store.claim(key, reader, CLAIM)) {
        throw otherReads();
      }
      try {
        return claimed(key, before, reading);
      } finally {
        store.release(key, reader);
      }
    } finally {
      this.reading.remove(key);
    }
  }

  private FieldList claimed(FieldKey key, Instant before, Reading reading) throws Ended {
    FieldList newer = before.equals(Instant.MAX) ? null : shared(key);
    if (newer != null
        && newer.askedAt().isAfter(before)
        && clock.instant().isBefore(newer.until())) {
      return newer;
    }
    FieldList last = newest(key);
    try {
      return save(key, reading.list(), last);
    } catch (Ended e) {
      FieldList kept = e.kept();
      if (kept != null) {
        save(key, kept, last);
      }
      throw e;
    }
  }

  private Ended otherReads() {
    return new Ended(
        Delay.READING, new Outcome.HeldBack(clock.instant().plus(OTHER_READS), OTHER_READER), null);
  }

  /** The newest list of this instance or of the store, also an expired one. */
  private @Nullable FieldList newest(FieldKey key) {
    FieldList own = known.find(key);
    return store
        .find(key)
        .filter(stored -> own == null || !stored.askedAt().isBefore(own.askedAt()))
        .orElse(own);
  }

  /**
   * After a reading that has failed, the last list stays, with its age.
   *
   * @param last the list before the reading, or null
   */
  private FieldList save(FieldKey key, FieldList list, @Nullable FieldList last) {
    FieldList kept =
        last != null && last.state() == State.READ && list.state() != State.READ
            ? last.after(list)
            : list;
    remember(key, kept);
    store.save(key, kept);
    return kept;
  }

  private void remember(FieldKey key, FieldList list) {
    known.keep(key, list, clock.instant());
  }
}
