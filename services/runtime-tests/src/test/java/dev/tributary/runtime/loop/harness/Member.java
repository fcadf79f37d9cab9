package dev.tributary.runtime.loop.harness;

import dev.tributary.contracts.Topic;
import dev.tributary.local.infra.Credentials;
import dev.tributary.runtime.kafka.KafkaClients;
import dev.tributary.runtime.loop.ExactlyOnceLoop;
import dev.tributary.runtime.loop.LoopMetrics;
import dev.tributary.runtime.loop.settings.LoopSettings;
import dev.tributary.testkit.infra.TestPool;
import io.agroal.api.AgroalDataSource;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/**
 * One process that runs the loop. It obeys the bytes of its standard input, and stops, in order,
 * when that ends.
 */
final class Member {
  static final String CONSUMER = "harness";
  static final int HOLD = 'h';
  static final int LET_GO = 'g';
  static final int ASK = '?';

  /** Before the number of what it was refused or failed in. */
  static final String REFUSED = "refused ";

  private Member() {}

  public static void main(String[] arguments) throws Exception {
    String instance = arguments[0];
    KafkaClients kafka = new KafkaClients(arguments[1]);
    Credentials credentials = new Credentials(arguments[3], arguments[4]);
    SlowCommits commits = new SlowCommits(new Random(Long.parseLong(arguments[5])));
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    try (AgroalDataSource pool = TestPool.of(arguments[2], credentials);
        ExactlyOnceLoop loop =
            new ExactlyOnceLoop(
                LoopSettings.of(
                        CONSUMER,
                        instance,
                        List.of(Topic.EVENTS),
                        Topic.EVENTS,
                        Duration.ofMillis(20))
                    .lookingAhead(),
                kafka,
                commits.around(pool),
                commits.around(new HarnessEffects()),
                new LoopMetrics(registry, CONSUMER))) {
      loop.start();
      for (int order = System.in.read(); order >= 0; order = System.in.read()) {
        switch (order) {
          case HOLD -> commits.hold();
          case LET_GO -> commits.letGo();
          case ASK -> System.out.println(REFUSED + refusals(registry));
          default -> throw new IllegalArgumentException("No order: " + order);
        }
      }
    }
  }

  private static int refusals(SimpleMeterRegistry registry) {
    double all =
        registry.get("tributary.loop.fenced").counter().count()
            + registry.get("tributary.loop.failures").counter().count();
    return (int) all;
  }
}
