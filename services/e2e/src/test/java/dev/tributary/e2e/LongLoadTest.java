package dev.tributary.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.local.demo.Demo;
import dev.tributary.local.demo.Scale;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * The demo's traffic for two hours on a machine that has no processor to spare: afterwards nothing
 * is left to read. Minutes by {@code -Dtributary.minutes}.
 */
@Tag("soak")
@Tag("soak-two-hours")
@Isolated("every processor is busy")
class LongLoadTest {
  private static final Duration TIME = Duration.ofMinutes(Long.getLong("tributary.minutes", 120));
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final Scale SMALL = new Scale(300);
  private static final long SEED = 7;

  private final Stack stack = Stack.started();
  private final Shop shop = stack.newShop();

  @Test
  void nothingIsLeftToReadAfterHoursUnderFullLoad() throws Exception {
    Demo demo =
        new Demo(stack.installation(), shop.admin(), new Demo.Workspace(shop.key(), shop.id()));
    demo.fill(SMALL, SEED, System.out::println);
    try (Load load = Load.onEveryProcessor()) {
      assertThat(load.threads()).isNotEmpty();
      demo.play(TIME);
    }
    long begin = System.nanoTime();
    await("a quiet pipeline")
        .atMost(PATIENCE)
        .until(() -> shop.settle("delivered").path("caughtUp").asBoolean());
    Report.latency("after %s under full load: everything is delivered".formatted(TIME), begin);
    for (JsonNode stage : shop.admin().get(shop.path("/pipeline")).path("stages")) {
      assertThat(stage.path("standing")).as("%s", stage).isEmpty();
      assertThat(stage.path("reachable").asBoolean()).as("%s", stage).isTrue();
    }
    assertThat(shop.admin().get(shop.path("/alerts")).path("data"))
        .as("alerts about the pipeline")
        .noneMatch(alert -> alert.path("kind").asText().equals("pipeline-stands"));
  }

  /** As many threads that compute as there are processors. */
  private record Load(AtomicBoolean on, List<Thread> threads) implements AutoCloseable {
    static Load onEveryProcessor() {
      Load load = new Load(new AtomicBoolean(true), new ArrayList<>());
      for (int i = 0; i < Runtime.getRuntime().availableProcessors(); i++) {
        load.threads().add(Thread.ofPlatform().daemon().name("load-" + i).start(load::compute));
      }
      return load;
    }

    private void compute() {
      while (on.get()) {
        Thread.onSpinWait();
      }
    }

    @Override
    public void close() throws InterruptedException {
      on.set(false);
      for (Thread thread : threads) {
        thread.join();
      }
    }
  }
}
