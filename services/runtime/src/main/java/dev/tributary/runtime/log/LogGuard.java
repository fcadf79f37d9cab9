package dev.tributary.runtime.log;

import dev.tributary.runtime.kafka.KafkaClients;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a loop from reading a log that its positions do not belong to. The database remembers the
 * ids of the cluster and of each topic. The first start stores the ids that it finds. The loop
 * stops if the log is another one, if a position is beyond the end, or if more was published than
 * applied. It continues when an operator accepts exactly that finding by its code, or when the log
 * and the database belong together again. All instances find the same, whichever partitions they
 * had.
 *
 * <p>Confined to the loop's thread, except for {@link #problem} and {@link #accept}.
 */
public final class LogGuard implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(LogGuard.class);
  private static final long AGAIN_NANOS = Duration.ofSeconds(5).toNanos();

  private final String consumer;
  private final List<String> topics;
  private final KafkaClients kafka;
  private final DataSource worker;
  private final AcceptedLog acceptance;
  private final KnownLog known = new KnownLog();
  private @Nullable Admin admin;
  private long looked;
  private boolean suspicious;
  private String code = "";
  private volatile @Nullable String problem;
  private volatile Set<String> accepted = Set.of();

  /**
   * @param acceptance additional work when another log is accepted
   */
  public LogGuard(
      String consumer,
      List<String> topics,
      KafkaClients kafka,
      DataSource worker,
      AcceptedLog acceptance) {
    this.consumer = consumer;
    this.topics = List.copyOf(topics);
    this.kafka = kafka;
    this.worker = worker;
    this.acceptance = acceptance;
  }

  /** Why the loop has stopped, and what an operator can do; null while it may work. */
  public @Nullable String problem() {
    return problem;
  }

  /**
   * Accepts findings, at once or when they appear.
   *
   * @param codes as problems name them; other codes accept nothing
   */
  public void accept(Set<String> codes) {
    accepted = Set.copyOf(codes);
  }

  /**
   * Whether the loop may join its group. Compares the log with the ids in the database, and carries
   * out accepted findings.
   *
   * @return false if the loop may not join, or if the cluster or the database does not answer
   */
  public boolean permits() {
    if (problem != null && !accepted.contains(code) && !due()) {
      return false;
    }
    try {
      return compare();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException | SQLException | RuntimeException e) {
      LOG.warnf("%s cannot compare the log with its database yet: %s", consumer, e.getMessage());
      return false;
    }
  }

  /**
   * As {@link #permits()}, from time to time while the loop works: a topic may be recreated during
   * this.
   */
  public boolean stillPermits() {
    if (suspicious || !due()) {
      return !suspicious;
    }
    looked = System.nanoTime();
    try {
      return mismatches(LogIdentity.read(admin(), topics)).isEmpty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException | SQLException | RuntimeException e) {
      LOG.debugf(e, "%s cannot compare the log with its database now", consumer);
      return true;
    }
  }

  /**
   * Whether a partition may be read from this position. If not, {@link #stillPermits} becomes
   * false.
   *
   * @param next everything before it is applied
   * @param published everything before it is published, according to the group; or null
   * @param end the end of the log
   */
  public boolean permits(TopicPartition partition, long next, @Nullable Long published, long end) {
    boolean fits = next <= end && (published == null || published <= next);
    suspicious |= !fits;
    return fits;
  }

  /**
   * Whether the next record of a partition is at the expected position.
   *
   * @param next everything before it is applied
   * @param offset of the next record; smaller, if the log was just truncated or recreated
   */
  public boolean goesOn(TopicPartition partition, long next, long offset) {
    suspicious |= offset < next;
    return offset >= next;
  }

  private boolean due() {
    return System.nanoTime() - looked >= AGAIN_NANOS;
  }

  private boolean compare() throws InterruptedException, ExecutionException, SQLException {
    LogIdentity log = LogIdentity.read(admin(), topics);
    looked = System.nanoTime();
    List<LogMismatch> found = mismatches(log);
    if (found.isEmpty()) {
      found = firstFound(new GroupOffsets(admin(), consumer).mismatches(this::positions));
    }
    code = found.isEmpty() ? "" : LogMismatch.code(found);
    if (!found.isEmpty() && !accepted.contains(code)) {
      report(found);
      return false;
    }
    carryOut(log, found);
    suspicious = false;
    if (problem != null) {
      LOG.infof("%s works again", consumer);
      problem = null;
    }
    return true;
  }

  /** A log that has lost its newest records grows again, and its new records have to be read. */
  private List<LogMismatch> firstFound(List<LogMismatch> found) throws SQLException {
    List<LogMismatch> first = new ArrayList<>();
    try (Connection connection = worker.getConnection()) {
      for (LogMismatch mismatch : found) {
        first.add(
            mismatch instanceof LogMismatch.BeyondTheEnd beyond
                ? known.first(connection, consumer, beyond)
                : mismatch);
      }
    }
    return first;
  }

  private Map<TopicPartition, Long> positions() throws SQLException {
    try (Connection connection = worker.getConnection()) {
      return known.positions(connection, consumer, topics);
    }
  }

  /**
   * The differences between the log and the database. A topic that the database does not know yet
   * is no difference.
   */
  private List<LogMismatch> mismatches(LogIdentity log) throws SQLException {
    try (Connection connection = worker.getConnection()) {
      return log.mismatches(known.read(connection));
    }
  }

  private void report(List<LogMismatch> mismatches) {
    String text =
        "%s has stopped. %s%s. Bring the old log back, or accept this one: set TRIBUTARY_KAFKA_ACCEPT_LOG=%s and restart; docs/operate.md says what that costs"
            .formatted(
                consumer,
                mismatches.getFirst().found(),
                mismatches.size() == 1 ? "" : " (and %d more)".formatted(mismatches.size() - 1),
                code);
    if (!text.equals(problem)) {
      LOG.error(text);
    }
    problem = text;
  }

  /**
   * If several instances accept the same finding, one carries it out, and the others find it done.
   */
  private void carryOut(LogIdentity log, List<LogMismatch> mismatches)
      throws SQLException, InterruptedException, ExecutionException {
    try (Connection tx = worker.getConnection()) {
      tx.setAutoCommit(false);
      try {
        List<LogMismatch> others = log.mismatches(known.locked(tx));
        Map<TopicPartition, Long> published = new HashMap<>();
        Set<String> moved = new TreeSet<>();
        for (LogMismatch mismatch : mismatches) {
          if (!(mismatch instanceof LogMismatch.AnotherLog) || others.contains(mismatch)) {
            published.putAll(carryOut(tx, mismatch, moved));
          }
        }
        if (!moved.isEmpty()) {
          acceptance.accepted(tx, moved);
        }
        new GroupOffsets(admin(), consumer).change(published);
        known.remember(tx, log);
        known.forgetEnds(tx, consumer);
        tx.commit();
      } catch (SQLException | ExecutionException | InterruptedException | RuntimeException e) {
        tx.rollback();
        throw e;
      }
    }
    if (!mismatches.isEmpty()) {
      LOG.warnf(
          "%s goes on with the log that was accepted: %s",
          consumer, mismatches.stream().map(LogMismatch::found).collect(Collectors.joining("; ")));
    }
  }

  /**
   * Returns the offsets that the group has to commit as published.
   *
   * @param moved collects the topics whose offsets start again, or are used again
   */
  private Map<TopicPartition, Long> carryOut(Connection tx, LogMismatch mismatch, Set<String> moved)
      throws SQLException {
    Map<TopicPartition, Long> published = new HashMap<>();
    switch (mismatch) {
      case LogMismatch.AnotherLog other -> {
        moved.add(other.topic());
        for (TopicPartition partition :
            known.positions(tx, consumer, List.of(other.topic())).keySet()) {
          known.move(tx, consumer, partition, 0);
          published.put(partition, 0L);
        }
      }
      case LogMismatch.BeyondTheEnd(var partition, var next, var end) -> {
        if (known.next(tx, consumer, partition) == next) {
          known.move(tx, consumer, partition, end);
          moved.add(partition.topic());
          published.put(partition, 0L);
        }
      }
      case LogMismatch.Restored(var partition, var next, var ahead) -> {
        if (known.next(tx, consumer, partition) == next) {
          published.put(partition, next);
        }
      }
    }
    return published;
  }

  private Admin admin() {
    Admin existing = admin;
    if (existing == null) {
      existing = kafka.admin(consumer + "-log");
      admin = existing;
    }
    return existing;
  }

  @Override
  public void close() {
    Admin existing = admin;
    admin = null;
    if (existing != null) {
      existing.close(Duration.ZERO);
    }
  }
}
