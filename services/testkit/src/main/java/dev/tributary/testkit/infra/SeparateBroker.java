package dev.tributary.testkit.infra;

import dev.tributary.local.infra.Checkout;
import dev.tributary.local.infra.EmbeddedKafka;
import dev.tributary.local.infra.KafkaFiles;
import dev.tributary.local.infra.Port;
import java.nio.file.Path;

/**
 * An empty broker of one test, which the test closes. In a run of all modules the JVM that hosts
 * the brokers of the run hosts this one too, else it has a process of its own. A test that stops or
 * kills the process of its broker starts an {@link EmbeddedKafka}.
 */
public final class SeparateBroker implements AutoCloseable {
  private final AutoCloseable server;
  private final int port;

  private SeparateBroker(AutoCloseable server, int port) {
    this.server = server;
    this.port = port;
  }

  /** Returns once the broker serves. */
  public static SeparateBroker start(EmbeddedKafka.Listener... further) {
    Path directory = TestServers.directory("separate-kafka");
    int port = Port.free();
    AutoCloseable server =
        SharedServers.ofThisRun()
            .<AutoCloseable>map(run -> run.broker(KafkaFiles.write(directory, port, further)))
            .orElseGet(() -> EmbeddedKafka.start(Checkout.locate(), directory, port, further));
    return new SeparateBroker(server, port);
  }

  public String bootstrapServers() {
    return "127.0.0.1:" + port;
  }

  @Override
  public void close() {
    try {
      server.close();
    } catch (Exception e) {
      throw new IllegalStateException("The broker did not stop", e);
    }
  }
}
