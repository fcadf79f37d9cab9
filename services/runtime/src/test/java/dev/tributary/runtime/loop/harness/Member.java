package dev.tributary.runtime.loop.harness;

import dev.tributary.contracts.Topic;
import dev.tributary.local.infra.Credentials;
import dev.tributary.runtime.TestDatabase;
import dev.tributary.runtime.kafka.KafkaClients;
import dev.tributary.runtime.loop.ExactlyOnceLoop;
import dev.tributary.runtime.loop.LoopMetrics;
import dev.tributary.runtime.loop.LoopSettings;
import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Random;

/** One process that runs the loop; it stops, in order, when its standard input ends. */
final class Member {
  static final String CONSUMER = "harness";

  private Member() {}

  public static void main(String[] arguments) throws Exception {
    String instance = arguments[0];
    KafkaClients kafka = new KafkaClients(arguments[1]);
    Credentials credentials = new Credentials(arguments[3], arguments[4]);
    Random random = new Random(Long.parseLong(arguments[5]));
    try (AgroalDataSource pool = TestDatabase.pool(arguments[2], credentials);
        ExactlyOnceLoop loop =
            new ExactlyOnceLoop(
                LoopSettings.of(CONSUMER, instance, List.of(Topic.EVENTS), Topic.EVENTS),
                kafka,
                new SlowCommits(random).around(pool),
                new HarnessEffects(),
                new LoopMetrics(new SimpleMeterRegistry(), CONSUMER))) {
      loop.start();
      while (System.in.read() >= 0) {
        // Nothing is ever sent; the end is what counts.
      }
    }
  }
}
