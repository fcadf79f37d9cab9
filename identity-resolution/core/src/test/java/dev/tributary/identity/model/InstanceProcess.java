package dev.tributary.identity.model;

import dev.tributary.local.infra.ServiceDatabase;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** An {@link Instance} as a process that can be killed and started again. */
final class InstanceProcess implements AutoCloseable {
  private static final Path LOGS = Path.of("target", "killed");
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final String name;
  private final String kafka;
  private final String consumer;
  private final ServiceDatabase database;
  private final long seed;
  private BlockingQueue<String> said = new LinkedBlockingQueue<>();
  private Process process;
  private int starts;

  /**
   * @param seed by which it stays at boundaries; each of its processes has one that follows from it
   */
  InstanceProcess(String name, String kafka, String consumer, ServiceDatabase database, long seed) {
    this.name = name;
    this.kafka = kafka;
    this.consumer = consumer;
    this.database = database;
    this.seed = seed;
  }

  void start() throws IOException {
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
                Instance.class.getName(),
                name,
                kafka,
                consumer,
                database.address(),
                database.worker().user(),
                database.worker().password(),
                Long.toString(seed + starts))
            .redirectError(LOGS.resolve("%s-%d.log".formatted(name, starts)).toFile())
            .start();
    starts++;
    BufferedReader output = process.inputReader();
    BlockingQueue<String> own = new LinkedBlockingQueue<>();
    said = own;
    Thread.ofVirtual().start(() -> listen(output, own));
  }

  private static void listen(BufferedReader output, BlockingQueue<String> heard) {
    try {
      output.lines().forEach(heard::add);
    } catch (UncheckedIOException e) {
      heard.add("killed in the middle of a line");
    }
  }

  /** Waits until it stays at that boundary; only a while, because it may have nothing to do. */
  void awaitBoundary(String boundary) throws InterruptedException {
    said.clear();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    String line;
    do {
      line = said.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    } while (line != null && !line.equals(boundary));
  }

  /** SIGKILL: nothing of it runs any more when this returns. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
