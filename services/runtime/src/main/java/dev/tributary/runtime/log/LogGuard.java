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
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a loop from reading a log that its positions do not belong to. The database remembers the
 * ids of the cluster and of each topic; the first start remembers what it finds. On another log, on
 * a position beyond the end and on more published than applied, the loop stops until an operator
 * accepts exactly that finding by its code, or the log and the database belong together again. All
 * instances find the same, whichever partitions they had.
 *
 * <p>Confined to the loop's thread, but for {@link #problem} and {@link #accept}.
 */
public final class LogGuard implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(LogGuard.class);
  private static final long AGAIN_NANOS = Duration.ofSeconds(5).toNanos();

  private final String consumer;
  private final List<String> topics;
  private final KafkaClients kafka;
  private final DataSource worker;
  private final KnownLog known = new KnownLog();
  private @Nullable Admin admin;
  private long looked;
  private boolean suspicious;
  private String code = "";
  private volatile @Nullable String problem;
  private volatile Set<String> accepted = Set.of();

  public LogGuard(String consumer, List<String> topics, KafkaClients kafka, DataSource worker) {
    this.consumer = consumer;
    this.topics = List.copyOf(topics);
    this.kafka = kafka;
    this.worker = worker;
  }

  /** Why the loop has stopped, and what to do; null while it may work. */
  public @Nullable String problem() {
    return problem;
  }

  /**
   * Accepts findings, now or later.
   *
   * @param codes as problems name them; any other code accepts nothing
   */
  public void accept(Set<String> codes) {
    accepted = Set.copyOf(codes);
  }

  /**
   * Whether the loop may join its group: compares the log with what the database remembers, and
   * carries out what was accepted.
   *
   * @return false if not, or if the cluster or the database cannot be asked now
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

  /** The same while the loop works, now and then: a topic may be recreated under it. */
  public boolean stillPermits() {
    if (suspicious || !due()) {
      return !suspicious;
    }
    looked = System.nanoTime();
    try {
      return misfits(LogIdentity.read(admin(), topics)).isEmpty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException | SQLException | RuntimeException e) {
      LOG.debugf(e, "%s cannot compare the log with its database now", consumer);
      return true;
    }
  }

  /**
   * Whether a partition may be read from this position on; if not, {@link #stillPermits} is false.
   *
   * @param next up to where it is applied
   * @param published up to where the group says that everything is published, or null
   * @param end where the log ends
   */
  public boolean permits(TopicPartition partition, long next, @Nullable Long published, long end) {
    boolean fits = next <= end && (published == null || published <= next);
    suspicious |= !fits;
    return fits;
  }

  /**
   * Whether a partition goes on where it is to be read.
   *
   * @param next up to where it is applied
   * @param offset of the next record; less, if the log was truncated or recreated just now
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
    List<Misfit> found = misfits(log);
    if (found.isEmpty()) {
      found = firstFound(new GroupOffsets(admin(), consumer).misfits(this::positions));
    }
    code = found.isEmpty() ? "" : Misfit.code(found);
    if (!found.isEmpty() && !accepted.contains(code)) {
      tell(found);
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

  /** A log that has lost its end grows again, and what is new there has to be read. */
  private List<Misfit> firstFound(List<Misfit> found) throws SQLException {
    List<Misfit> first = new ArrayList<>();
    try (Connection connection = worker.getConnection()) {
      for (Misfit misfit : found) {
        first.add(
            misfit instanceof Misfit.BeyondTheEnd beyond
                ? known.first(connection, consumer, beyond)
                : misfit);
      }
    }
    return first;
  }

  private Map<TopicPartition, Long> positions() throws SQLException {
    try (Connection connection = worker.getConnection()) {
      return known.positions(connection, consumer, topics);
    }
  }

  /** What is not as the database remembers it; a topic that it has not met yet is as it is. */
  private List<Misfit> misfits(LogIdentity log) throws SQLException {
    try (Connection connection = worker.getConnection()) {
      return misfits(log, known.read(connection));
    }
  }

  private static List<Misfit> misfits(LogIdentity log, Map<String, KnownLog.Known> remembered) {
    List<Misfit> misfits = new ArrayList<>();
    log.topics()
        .forEach((topic, id) -> {
          KnownLog.Known before = remembered.get(topic);
          if (before != null && !before.cluster().equals(log.cluster())) {
            misfits.add(
                new Misfit.AnotherLog(
                    topic,
                    log.cluster(),
                    id,
                    "the cluster is %s, not %s".formatted(log.cluster(), before.cluster())));
          } else if (before != null && !before.id().equals(id)) {
            misfits.add(
                new Misfit.AnotherLog(
                    topic, log.cluster(), id, "it was deleted and created again"));
          }
        });
    return misfits;
  }

  private void tell(List<Misfit> misfits) {
    String text =
        "%s has stopped. %s%s. Bring the old log back, or accept this one: set TRIBUTARY_KAFKA_ACCEPT_LOG=%s and restart; docs/operate.md says what that costs"
            .formatted(
                consumer,
                misfits.getFirst().found(),
                misfits.size() == 1 ? "" : " (and %d more)".formatted(misfits.size() - 1),
                code);
    if (!text.equals(problem)) {
      LOG.error(text);
    }
    problem = text;
  }

  /** Of several instances that accept the same, one does: the others find it done. */
  private void carryOut(LogIdentity log, List<Misfit> misfits)
      throws SQLException, InterruptedException, ExecutionException {
    try (Connection tx = worker.getConnection()) {
      tx.setAutoCommit(false);
      try {
        List<Misfit> others = misfits(log, known.locked(tx));
        Map<TopicPartition, Long> published = new HashMap<>();
        for (Misfit misfit : misfits) {
          if (!(misfit instanceof Misfit.AnotherLog) || others.contains(misfit)) {
            published.putAll(carryOut(tx, misfit));
          }
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
    if (!misfits.isEmpty()) {
      LOG.warnf(
          "%s goes on with the log that was accepted: %s",
          consumer, misfits.stream().map(Misfit::found).collect(Collectors.joining("; ")));
    }
  }

  /** Answers what the group says is published afterwards. */
  private Map<TopicPartition, Long> carryOut(Connection tx, Misfit misfit) throws SQLException {
    Map<TopicPartition, Long> published = new HashMap<>();
    switch (misfit) {
      case Misfit.AnotherLog other -> {
        for (TopicPartition partition :
            known.positions(tx, consumer, List.of(other.topic())).keySet()) {
          known.move(tx, consumer, partition, 0);
          published.put(partition, 0L);
        }
      }
      case Misfit.BeyondTheEnd(var partition, var next, var end) -> {
        if (known.next(tx, consumer, partition) == next) {
          known.move(tx, consumer, partition, end);
          published.put(partition, 0L);
        }
      }
      case Misfit.Restored(var partition, var next, var ahead) -> {
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
