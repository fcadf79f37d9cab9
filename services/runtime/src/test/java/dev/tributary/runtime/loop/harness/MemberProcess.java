package dev.tributary.runtime.loop.harness;

import dev.tributary.local.infra.ServiceDatabase;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A {@link Member} as a process that can be killed, stopped and started again. */
final class MemberProcess implements AutoCloseable {
  private static final Path LOGS = Path.of("target", "harness");

  private final String instance;
  private final String kafka;
  private final ServiceDatabase database;
  private Semaphore windows = new Semaphore(0);
  private Process process;
  private int starts;

  MemberProcess(String instance, String kafka, ServiceDatabase database) {
    this.instance = instance;
    this.kafka = kafka;
    this.database = database;
  }

  void start(long seed) throws IOException {
    Files.createDirectories(LOGS);
    process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                Member.class.getName(),
                instance,
                kafka,
                database.address(),
                database.worker().user(),
                database.worker().password(),
                Long.toString(seed))
            .redirectError(LOGS.resolve("%s-%d.log".formatted(instance, starts++)).toFile())
            .start();
    BufferedReader output = process.inputReader();
    Semaphore own = new Semaphore(0);
    windows = own;
    Thread.ofVirtual()
        .start(() -> output.lines().filter(SlowCommits.WINDOW::equals).forEach(_ -> own.release()));
  }

  /** Waits until it has done some work since its start; false if that took too long. */
  boolean works() throws InterruptedException {
    return windows.tryAcquire(30, TimeUnit.SECONDS);
  }

  /** Waits until it is between a commit and its publishing; false if that did not happen soon. */
  boolean reachesWindow() throws InterruptedException {
    windows.drainPermits();
    return windows.tryAcquire(3, TimeUnit.SECONDS);
  }

  /** SIGKILL: nothing of it runs any more when this returns. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  void freeze() throws IOException, InterruptedException {
    signal("-STOP");
  }

  void thaw() throws IOException, InterruptedException {
    signal("-CONT");
  }

  private void signal(String signal) throws IOException, InterruptedException {
    List<String> command = List.of("kill", signal, Long.toString(process.pid()));
    new ProcessBuilder(command).start().waitFor();
  }

  /** In order: it leaves the group. */
  void stop() throws IOException, InterruptedException {
    process.getOutputStream().close();
    if (!process.waitFor(20, TimeUnit.SECONDS)) {
      throw new AssertionError(instance + " did not stop");
    }
  }

  @Override
  public void close() throws InterruptedException {
    kill();
  }
}
