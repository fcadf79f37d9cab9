package dev.tributary.destinations.chaos;

import dev.tributary.local.infra.ChildProcess;
import dev.tributary.local.infra.Credentials;
import dev.tributary.local.infra.JvmFlags;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A replica in a process of its own.
 *
 * @param name no other process of the test has had it
 * @param killed whether the test has killed it
 */
record ReplicaProcess(String name, ChildProcess process, AtomicBoolean killed)
    implements AutoCloseable {
  /**
   * @param directory of its log
   * @param database the address, as JDBC takes it
   */
  static ReplicaProcess start(
      String name, Path directory, String database, Credentials worker, String redis) {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(JvmFlags.chosen());
    line.add("-Xshare:auto");
    line.add("-Xmx256m");
    line.add("-Djava.util.logging.manager=org.jboss.logmanager.LogManager");
    line.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            Replica.class.getName(),
            name,
            database,
            worker.user(),
            worker.password(),
            redis));
    return new ReplicaProcess(
        name,
        ChildProcess.start(new ChildProcess.Command(name, line, directory.resolve(name + ".log"))),
        new AtomicBoolean());
  }

  /** Ends the process at once. It notices nothing. */
  void kill() {
    killed.set(true);
    try {
      process.signal("KILL");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  boolean isKilled() {
    return killed.get();
  }

  @Override
  public void close() {
    kill();
    process.close();
  }
}
