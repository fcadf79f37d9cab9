package dev.tributary.destinations.chaos;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The running replicas, the oldest first. A killed one is replaced. */
final class Replicas implements AutoCloseable {
  private static final Duration BOUND = Duration.ofSeconds(60);

  private final Servers servers;
  private final Receiver receiver;
  private final Path directory;
  private final List<ReplicaProcess> running = new ArrayList<>();
  private int started;

  Replicas(Servers servers, Receiver receiver, Path directory) {
    this.servers = servers;
    this.receiver = receiver;
    this.directory = directory;
    for (int i = 0; i < Replica.REPLICAS; i++) {
      start();
    }
  }

  private synchronized void start() {
    running.add(
        ReplicaProcess.start(
            "replica-" + ++started,
            directory,
            servers.ledger().address(),
            servers.ledger().worker(),
            servers.redis()));
  }

  private synchronized List<ReplicaProcess> all() {
    return List.copyOf(running);
  }

  /** Waits until each of them has a connection to the database. */
  void awaitReady() {
    await()
        .atMost(BOUND)
        .ignoreExceptionsInstanceOf(SQLException.class)
        .until(() ->
            servers
                .texts("select distinct application_name from pg_stat_activity")
                .containsAll(all().stream().map(ReplicaProcess::name).toList()));
  }

  /** Kills the one with this name, for {@link #replaceKilled}. */
  void kill(String name) {
    all().stream().filter(each -> each.name().equals(name)).forEach(ReplicaProcess::kill);
  }

  void killOldest() {
    all().getFirst().kill();
  }

  void killAll() {
    all().forEach(ReplicaProcess::kill);
  }

  /**
   * Starts another one for each killed one. Their leases end when none of their requests can have
   * an effect any more, as a lease does that is longer than each request.
   *
   * @throws IllegalStateException if one has ended that nobody has killed
   */
  void replaceKilled() {
    for (ReplicaProcess each : all()) {
      if (!each.isKilled()) {
        if (!each.process().isAlive()) {
          throw new IllegalStateException(each.name() + " has ended by itself");
        }
        continue;
      }
      await().atMost(BOUND).until(() -> !each.process().isAlive());
      receiver.refuse(each.name());
      servers.endLeases(each.name());
      each.close();
      synchronized (this) {
        running.remove(each);
      }
      start();
    }
  }

  @Override
  public void close() {
    all().forEach(ReplicaProcess::close);
  }
}
