package dev.tributary.identity.model;

import dev.tributary.contracts.Topic;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.kafka.Identity;
import dev.tributary.local.infra.Credentials;
import dev.tributary.local.infra.ServiceDatabase;
import dev.tributary.runtime.kafka.Fetch;
import dev.tributary.runtime.kafka.KafkaClients;
import dev.tributary.runtime.loop.ExactlyOnceLoop;
import dev.tributary.runtime.loop.LoopMetrics;
import dev.tributary.runtime.loop.settings.BatchSettings;
import dev.tributary.runtime.loop.settings.LoopSettings;
import dev.tributary.runtime.loop.settings.RetryLimits;
import dev.tributary.runtime.loop.settings.Ticks;
import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/**
 * One process that runs identity's loop, in transactions so small that every history is many. It
 * stops, in order, when its standard input ends.
 */
final class Instance {
  private static final int TOGETHER = 4;

  private Instance() {}

  public static void main(String[] arguments) throws Exception {
    String name = arguments[0];
    KafkaClients kafka = new KafkaClients(arguments[1]);
    String consumer = arguments[2];
    long seed = Long.parseLong(arguments[6]);
    // It works with the loop's own rights only.
    Credentials worker = new Credentials(arguments[4], arguments[5]);
    Identity identity =
        Identity.on(new ServiceDatabase("identity", arguments[3], worker, worker, worker));
    IdentityModelTest.define(identity, new WorkspaceId(""));
    LoopSettings settings =
        new LoopSettings(
            consumer,
            name,
            List.of(Topic.EVENTS, Topic.ROWS),
            new Ticks(Topic.EVENTS, true),
            new BatchSettings(TOGETHER, Fetch.gathering(Duration.ofMillis(50)), Duration.ZERO),
            Duration.ofSeconds(6),
            Duration.ofMillis(100),
            RetryLimits.USUAL);
    try (AgroalDataSource pool = identity.pool();
        ExactlyOnceLoop loop =
            new ExactlyOnceLoop(
                settings,
                kafka,
                new Boundaries(new Random(seed)).around(pool),
                identity.effects(),
                new LoopMetrics(new SimpleMeterRegistry(), consumer))) {
      loop.start();
      while (System.in.read() >= 0) {
        // Nothing is ever said.
      }
    }
  }
}
