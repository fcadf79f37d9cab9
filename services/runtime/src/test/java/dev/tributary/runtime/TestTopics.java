package dev.tributary.runtime;

import static org.awaitility.Awaitility.await;

import dev.tributary.runtime.kafka.KafkaClients;
import dev.tributary.runtime.kafka.Topics;
import java.time.Duration;
import org.apache.kafka.clients.admin.Admin;

/** The declared topics, on a broker that may have started a moment ago. */
public final class TestTopics {
  private static final Duration BOUND = Duration.ofSeconds(120);

  private TestTopics() {}

  /** As a service does: again and again until the cluster answers. */
  public static void ensure(KafkaClients kafka) {
    await()
        .atMost(BOUND)
        .ignoreExceptions()
        .until(() -> {
          try (Admin admin = kafka.admin("test-topics")) {
            new Topics(admin, (short) 1, -1).ensure();
          }
          return true;
        });
  }
}
