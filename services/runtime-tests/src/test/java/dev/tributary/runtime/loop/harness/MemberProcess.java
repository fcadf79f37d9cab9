package dev.tributary.runtime.loop.harness;

import dev.tributary.local.infra.ServiceDatabase;
import dev.tributary.testkit.faults.StoppedProcess;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A {@link Member} as a process that can be killed, stopped and started again. */
final class MemberProcess implements AutoCloseable {
  private static final Path LOGS = Path.of("target", "harness");
  private static final long BOUND_SECONDS = 120;

  private final String instance;
  private final String kafka;
  private final ServiceDatabase database;
  private ProcessOutput said = new ProcessOutput();
  private Process process;
  private int starts;

  /** The lines that one process has written so far, counted by kind. */
  private static final class ProcessOutput {
    final Semaphore windows = new Semaphore(0);
    final Semaphore held = new Semaphore(0);
    final BlockingQueue<Integer> refusals = new LinkedBlockingQueue<>();

    void hear(String line) {
      if (line.equals(SlowCommits.WINDOW)) {
        windows.release();
      } else if (line.equals(SlowCommits.HELD)) {
        held.release();
      } else if (line.startsWith(Member.REFUSED)) {
        refusals.add(Integer.valueOf(line.substring(Member.REFUSED.length())));
      }
    }
  }

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
    ProcessOutput own = new ProcessOutput();
    said = own;
    Thread.ofVirtual().start(() -> output.lines().forEach(own::hear));
  }

  /** Waits until it has published some work since its start; false if that took too long. */
  boolean works() throws InterruptedException {
    return said.windows.tryAcquire(BOUND_SECONDS, TimeUnit.SECONDS);
  }

  /**
   * Waits until it is between a commit and its publishing, where it stays until it is let go; false
   * if that took too long.
   */
  boolean staysInWindow() throws IOException, InterruptedException {
    tell(Member.HOLD);
    return said.held.tryAcquire(BOUND_SECONDS, TimeUnit.SECONDS);
  }

  void letGo() throws IOException {
    tell(Member.LET_GO);
  }

  /** How often a transaction of it was refused, or failed. */
  int refusals() throws IOException, InterruptedException {
    tell(Member.ASK);
    return Objects.requireNonNull(said.refusals.poll(BOUND_SECONDS, TimeUnit.SECONDS));
  }

  private void tell(int order) throws IOException {
    OutputStream orders = process.getOutputStream();
    orders.write(order);
    orders.flush();
  }

  /** SIGKILL: nothing of it runs any more when this returns. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** It stands still until what this answers is closed. */
  StoppedProcess freeze() {
    return StoppedProcess.stop(process.pid());
  }

  /** In order: it leaves the group. */
  void stop() throws IOException, InterruptedException {
    process.getOutputStream().close();
    if (!process.waitFor(120, TimeUnit.SECONDS)) {
      throw new AssertionError(instance + " did not stop");
    }
  }

  @Override
  public void close() throws InterruptedException {
    kill();
  }
}
