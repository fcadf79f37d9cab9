package dev.tributary.e2e;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.e2e.kill.Parts;
import dev.tributary.local.infra.ServiceDatabase;
import dev.tributary.local.launch.Service;
import dev.tributary.testkit.faults.StoppedProcess;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * What stands still is told to people, once, and so is that it goes on. Nobody waits for the
 * minutes of a schedule: the workspace's clock passes over them. What a source has done in the
 * minutes before is written where identity resolution keeps it.
 */
@Isolated("a service stands still")
class SilenceTest {
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final Duration EVERY = Duration.ofMinutes(1);
  private static final Duration SOON = Duration.ofSeconds(15);

  private final Stack stack = Stack.started();
  private final Shop shop = stack.newShop();
  private final Receiver hook = new Receiver(stack.sandbox(), shop.key() + "-alerts");
  private final String address = shop.key() + "@shop.example";
  private final Parts parts = new Parts(stack.installation().checkout());

  @Test
  void aStoppedScheduleAndASilentSourceAreToldOnceAndSoIsTheirEnd() {
    shop.admin()
        .put(
            shop.path("/alert-settings"),
            Map.of(
                "emails", List.of(address),
                "webhook",
                    Map.of(
                        "url",
                        hook.address(),
                        "signingSecret",
                        "whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")));
    Source web = shop.source("web");
    Warehouse warehouse = shop.warehouse();
    warehouse.execute("create table orders as select i as id from range(10) t(i)");
    warehouse.connect();
    try (Mailbox mailbox = new Mailbox()) {
      String model = warehouse.everyMinute("orders", "id");
      try (ScheduledExecutorService traffic = Executors.newSingleThreadScheduledExecutor()) {
        var unused =
            traffic.scheduleAtFixedRate(
                () -> web.order("u-1", Instant.now()), 0, 1, TimeUnit.SECONDS);
        await().atMost(PATIENCE).until(() -> scheduled(model));
        clock(EVERY.minus(SOON));
        await().atMost(PATIENCE).until(() -> warehouse.succeeded(model) > 0);
        scheduleStops(mailbox, model);
        remember();
        assertThat(open()).isEmpty();
      }
      sourceStops(mailbox, web);
    }
  }

  private void clock(Duration offset) {
    shop.admin().put(shop.path("/clock"), Map.of("offset", offset.toString()));
  }

  /** The service reckons when a new model is due first, and looks at the clock each second. */
  private boolean scheduled(String model) {
    return number(
            Service.WAREHOUSE,
            "select count(*) from model_schedule where model = '%s' and next_at is not null"
                .formatted(model))
        == 1;
  }

  /** The gateway has asked the service about this workspace, in a round that began after now. */
  private void awaitRoundOfAlerts() {
    String heard =
        """
        select coalesce(max((extract(epoch from heard_at) * 1000)::bigint), 0) from alert_facts
        where workspace = '%s' and service = 'WAREHOUSE'\
        """
            .formatted(shop.id());
    long now = Instant.now().toEpochMilli();
    await().atMost(PATIENCE).until(() -> number(Service.GATEWAY, heard) > now);
  }

  /** A source has a habit once it has sent something in three different minutes. */
  private void remember() {
    await()
        .atMost(PATIENCE)
        .until(() ->
            number(
                    Service.IDENTITY,
                    """
                    with sent as (
                      insert into source_minute (workspace, source, minute, last_at)
                      select workspace, source, minute - n * interval '1 minute',
                        last_at - n * interval '1 minute'
                      from source_minute, generate_series(1, 2) n where workspace = '%s'
                      on conflict do nothing returning 1)
                    select count(*) from sent\
                    """
                        .formatted(shop.id()))
                > 0);
  }

  private long number(Service service, String query) {
    ServiceDatabase database = requireNonNull(stack.installation().database(service));
    try (Connection connection =
            DriverManager.getConnection(
                database.address(), database.worker().user(), database.worker().password());
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void scheduleStops(Mailbox mailbox, String model) {
    // The next run is due soon; the gateway has to hear of that while the service still answers.
    clock(EVERY.minus(SOON).multipliedBy(2));
    awaitRoundOfAlerts();
    try (StoppedProcess _ = parts.stop(Service.WAREHOUSE.name())) {
      long stopped = System.nanoTime();
      await().atMost(PATIENCE).until(() -> told(mailbox, "alert.opened", "model-late") == 1);
      Report.latency("alerts: a model of every minute stands still, to the mail", stopped);
      assertThat(open())
          .anySatisfy(alert -> {
            assertThat(alert.path("kind").asText()).isEqualTo("model-late");
            assertThat(alert.path("path").asText()).isEqualTo("/models/" + model);
            assertThat(alert.path("works").asText()).contains("last run");
          });
      assertThat(mails(mailbox, subject -> subject.contains("“orders” is late")))
          .singleElement()
          .satisfies(mail -> assertThat(mail.text()).contains("/models/" + model));
    }
    await().atMost(PATIENCE).until(() -> told(mailbox, "alert.resolved", "model-late") == 1);
    assertThat(mails(mailbox, subject -> subject.contains("Resolved: The model “orders”")))
        .hasSize(1);
  }

  private void sourceStops(Mailbox mailbox, Source web) {
    await().atMost(PATIENCE).until(() -> told(mailbox, "alert.opened", "source-silent") == 1);
    assertThat(mails(mailbox, subject -> subject.contains("source “web”"))).hasSize(1);
    await()
        .atMost(PATIENCE)
        .until(() -> {
          web.order("u-1", Instant.now());
          return told(mailbox, "alert.resolved", "source-silent") == 1;
        });
    assertThat(mailbox.to(address)).doesNotHaveDuplicates();
  }

  /** How many mails and webhook calls there are of a kind, once there are as many of either. */
  private long told(Mailbox mailbox, String type, String kind) {
    long posted =
        hook.bodies().stream().filter(body -> body.contains(type) && body.contains(kind)).count();
    boolean resolved = type.equals("alert.resolved");
    String about = kind.equals("model-late") ? "The model" : "Nothing comes";
    long mailed =
        mails(
                mailbox,
                subject -> subject.contains(about) && subject.contains("Resolved: ") == resolved)
            .size();
    return posted == mailed ? posted : 0;
  }

  private List<Mailbox.Mail> mails(Mailbox mailbox, Predicate<String> subject) {
    return mailbox.to(address).stream().filter(mail -> subject.test(mail.subject())).toList();
  }

  private List<JsonNode> open() {
    JsonNode alerts = shop.marketer().get(shop.path("/alerts?state=open")).path("data");
    return alerts.valueStream().toList();
  }
}
