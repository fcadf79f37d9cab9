package dev.tributary.runtime.log;

import dev.tributary.contracts.Topic;
import dev.tributary.runtime.kafka.KafkaClients;
import dev.tributary.runtime.threads.ResilientWork;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.apache.kafka.clients.admin.Admin;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a service from publishing to a log that its database does not belong to. The database
 * remembers the ids of the cluster and of each topic that the service reads or writes. The first
 * start stores the ids that it finds. {@link LogGuard} does the same for the topics of loops.
 *
 * <p>On another log the service publishes nothing until an operator accepts exactly that log by its
 * code, or until the old log is back. The acceptance prepares in one transaction what has to be
 * published again ({@link AcceptedLog}). While Kafka or the database does not answer, the last
 * finding stays valid.
 *
 * <p>Thread-safe. It compares on its own thread, every five seconds.
 */
public final class WriterGuard implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(WriterGuard.class);
  private static final Duration AGAIN = Duration.ofSeconds(5);
  private static final Duration SOON = Duration.ofMillis(500);

  private final String service;
  private final KafkaClients kafka;
  private final DataSource worker;
  private final Iterable<AcceptedLog> parts;
  private final KnownLog known = new KnownLog();
  private volatile Set<String> accepted = Set.of();
  private volatile Finding finding = new Finding.NotAsked();
  private volatile boolean running;
  private volatile @Nullable Thread thread;

  /**
   * @param parts the work to do when another log is accepted; read at that time
   */
  public WriterGuard(
      String service, KafkaClients kafka, DataSource worker, Iterable<AcceptedLog> parts) {
    this.service = service;
    this.kafka = kafka;
    this.worker = worker;
    this.parts = parts;
  }

  /** The result of the newest comparison. */
  private sealed interface Finding {
    /** Not compared yet. */
    record NotAsked() implements Finding {}

    /** Never compared, because Kafka or the database did not answer. */
    record Unknown() implements Finding {}

    /** The log is the one that the database belongs to. */
    record Same() implements Finding {}

    /** These topics are not those of the database. */
    record Another(Set<String> topics, String problem) implements Finding {}
  }

  /**
   * Starts the comparisons.
   *
   * @param topics names of all topics that the service reads or writes outside of its loops
   */
  public void start(Set<String> topics) {
    if (topics.isEmpty()) {
      finding = new Finding.Same();
      return;
    }
    running = true;
    thread =
        ResilientWork.start(
            Thread.ofVirtual().name("writer-guard"),
            () -> running,
            () -> run(new TreeSet<>(topics)));
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
   * Whether the service may publish: the comparison has shown that the log belongs to the database.
   */
  public boolean permits() {
    return finding instanceof Finding.Same;
  }

  /** Whether a comparison was made or has failed. */
  public boolean asked() {
    return !(finding instanceof Finding.NotAsked);
  }

  /** Whether a topic is certainly not the one that the database belongs to. */
  public boolean another(Topic topic) {
    return finding instanceof Finding.Another(var topics, _) && topics.contains(topic.topicName());
  }

  /**
   * Why the service publishes nothing, and what an operator can do; null for all other findings.
   */
  public @Nullable String problem() {
    return finding instanceof Finding.Another(_, var problem) ? problem : null;
  }

  @Override
  public void close() {
    running = false;
    Thread started = thread;
    if (started != null) {
      started.interrupt();
    }
  }

  private void run(Set<String> topics) {
    try (Admin admin = kafka.admin(service + "-writer-log")) {
      while (running) {
        look(admin, topics);
        LockSupport.parkNanos((permits() ? AGAIN : SOON).toNanos());
      }
    }
  }

  private void look(Admin admin, Set<String> topics) {
    try {
      compare(LogIdentity.read(admin, topics));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | SQLException | RuntimeException e) {
      LOG.debugf(e, "%s cannot compare the log with its database now", service);
      if (!asked()) {
        finding = new Finding.Unknown();
      }
    }
  }

  private void compare(LogIdentity log) throws SQLException {
    Map<String, KnownLog.TopicIdentity> remembered;
    try (Connection connection = worker.getConnection()) {
      remembered = known.read(connection);
    }
    List<LogMismatch> found = log.mismatches(remembered);
    String code = LogMismatch.code(found);
    if (!found.isEmpty() && !accepted.contains(code)) {
      report(found, code);
      return;
    }
    if (!found.isEmpty() || !remembered.keySet().containsAll(log.topics().keySet())) {
      remember(log);
    }
    if (problem() != null) {
      LOG.infof("%s publishes again", service);
    }
    finding = new Finding.Same();
  }

  private void report(List<LogMismatch> found, String code) {
    String text =
        "%s publishes nothing. %s. Bring the old log back, or accept this one: set TRIBUTARY_KAFKA_ACCEPT_LOG=%s and restart; docs/operate.md says what that costs"
            .formatted(
                service,
                found.stream().map(LogMismatch::found).collect(Collectors.joining("; ")),
                code);
    if (!text.equals(problem())) {
      LOG.error(text);
    }
    finding = new Finding.Another(topics(found), text);
  }

  /**
   * If several instances accept the same finding, one carries it out, and the others find it done.
   */
  private void remember(LogIdentity log) throws SQLException {
    try (Connection tx = worker.getConnection()) {
      tx.setAutoCommit(false);
      try {
        List<LogMismatch> others = log.mismatches(known.locked(tx));
        if (!others.isEmpty() && !accepted.contains(LogMismatch.code(others))) {
          throw new SQLException("Another instance has changed what the database remembers");
        }
        if (!others.isEmpty()) {
          for (AcceptedLog part : parts) {
            part.accepted(tx, topics(others));
          }
          LOG.warnf("%s goes on with the log that was accepted: %s", service, topics(others));
        }
        known.remember(tx, log);
        tx.commit();
      } catch (SQLException | RuntimeException | Error e) {
        tx.rollback();
        throw e;
      }
    }
  }

  private static Set<String> topics(List<LogMismatch> found) {
    Set<String> topics = new TreeSet<>();
    for (LogMismatch mismatch : found) {
      if (mismatch instanceof LogMismatch.AnotherLog another) {
        topics.add(another.topic());
      }
    }
    return topics;
  }
}
