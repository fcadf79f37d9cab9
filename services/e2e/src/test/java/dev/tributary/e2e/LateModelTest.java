package dev.tributary.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.e2e.kill.Parts;
import dev.tributary.local.launch.Service;
import dev.tributary.testkit.faults.StoppedProcess;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * A model whose schedule stands still opens one alert, and the end of the standstill resolves the
 * alert. Nobody waits for the minutes of the schedule: the workspace's clock passes over them.
 */
@Tag("soak")
@Tag("soak-stalls")
@Isolated("a service stands still")
class LateModelTest {
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final Duration EVERY = Duration.ofMinutes(1);
  private static final Duration SOON = Duration.ofSeconds(15);
  private static final String LATE = "model-late";
  private static final String ABOUT = "The model";

  private final Stack stack = Stack.started();
  private final Shop shop = stack.newShop();
  private final Parts parts = new Parts(stack.installation().checkout());

  @Test
  void aStoppedScheduleOpensOneAlertAndItsNextRunResolvesTheAlert() {
    Warehouse warehouse = shop.warehouse();
    warehouse.execute("create table orders as select i as id from range(10) t(i)");
    warehouse.connect();
    try (AlertReceiver alerts = new AlertReceiver(stack, shop)) {
      String model = warehouse.everyMinute("orders", "id");
      await().atMost(PATIENCE).until(() -> scheduled(model));
      clock(EVERY);
      await().atMost(PATIENCE).until(() -> warehouse.succeeded(model) > 0);
      scheduleStops(alerts, model);
      assertThat(alerts.open()).isEmpty();
      assertThat(alerts.all()).doesNotHaveDuplicates();
    }
  }

  private void clock(Duration offset) {
    shop.admin().put(shop.path("/clock"), Map.of("offset", offset.toString()));
  }

  /** The service reckons when a new model is due first, and looks at the clock each second. */
  private boolean scheduled(String model) {
    return stack.number(
            Service.WAREHOUSE,
            "select count(*) from model_schedule where model = '%s' and next_at is not null"
                .formatted(model))
        == 1;
  }

  /** The control plane has stored that the next run is due soon. */
  private void awaitFactOfNextRun() {
    String soon =
        """
        select count(*) from alert_facts a,
          jsonb_array_elements(convert_from(a.facts, 'UTF8')::jsonb -> 'facts') f
        where a.workspace = '%s' and a.service = 'WAREHOUSE' and f ->> 'fact' = 'scheduled'
          and (f ->> 'due')::timestamptz < now() + interval '%d seconds'\
        """
            .formatted(shop.id(), SOON.toSeconds());
    await().atMost(PATIENCE).until(() -> stack.number(Service.CONTROL, soon) > 0);
  }

  private void scheduleStops(AlertReceiver alerts, String model) {
    // The next run is due soon; the control plane has to hear of that while the service still
    // answers.
    clock(EVERY.multipliedBy(2).minus(SOON));
    awaitFactOfNextRun();
    try (StoppedProcess _ = parts.stop(Service.WAREHOUSE.name())) {
      long stopped = System.nanoTime();
      await().atMost(PATIENCE).until(() -> alerts.received("alert.opened", LATE, ABOUT) == 1);
      Report.latency("alerts: a model of every minute stands still, to the mail", stopped);
      assertThat(alerts.open())
          .anySatisfy(alert -> {
            assertThat(alert.path("kind").asText()).isEqualTo(LATE);
            assertThat(alert.path("path").asText()).isEqualTo("/models/" + model);
            assertThat(alert.path("works").asText()).contains("last run");
          });
      assertThat(alerts.mails(subject -> subject.contains("“orders” is late")))
          .singleElement()
          .satisfies(mail -> assertThat(mail.text()).contains("/models/" + model));
    }
    await().atMost(PATIENCE).until(() -> alerts.received("alert.resolved", LATE, ABOUT) == 1);
    assertThat(alerts.mails(subject -> subject.contains("Resolved: The model “orders”")))
        .hasSize(1);
  }
}
