package dev.tributary.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.e2e.kill.Checker;
import dev.tributary.e2e.kill.Corrections;
import dev.tributary.e2e.kill.Export;
import dev.tributary.e2e.kill.Inbox;
import dev.tributary.e2e.kill.Orders;
import dev.tributary.e2e.kill.Outlets;
import dev.tributary.e2e.kill.Parts;
import dev.tributary.e2e.kill.Person;
import dev.tributary.e2e.kill.Shelf;
import dev.tributary.e2e.kill.Tracking;
import dev.tributary.e2e.kill.Traffic;
import dev.tributary.e2e.kill.Witness;
import dev.tributary.local.infra.ServiceDatabase;
import dev.tributary.local.launch.Service;
import dev.tributary.local.workspace.ApiClients;
import dev.tributary.testkit.faults.TcpGate;
import dev.tributary.testkit.lane.Lane;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * What is promised holds although the broker and the database stand still under traffic, and the
 * network between the collector and the broker loses every packet; in the end nothing is left to
 * read anywhere.
 */
@Isolated("Kafka and PostgreSQL stand still")
class StallTest {
  private static final int PEOPLE = 12;
  private static final int ROWS = 2_000;
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final List<String> SERVERS = List.of("kafka", "postgres");

  private final long seed = Lane.seed();
  private final Random random = new Random(seed);
  private final Stack stack = Stack.started();
  private final Shop shop = stack.newShop();
  private final Parts parts = new Parts(stack.installation().checkout());
  private final Tracking tracking =
      new Tracking(stack.url(Service.COLLECTOR), shop.source("web").writeKey());
  private final List<Person> people =
      IntStream.range(0, PEOPLE)
          .mapToObj(number -> new Person(number, shop.key(), random.nextLong()))
          .toList();
  private final ServiceDatabase database = stack.installation().shopDatabase();
  private final Shelf shelf = new Shelf(database, shop.key().replace('-', '_'));
  private final Inbox events = new Inbox(stack.url(Service.SANDBOX), shop.key() + "-events");
  private final Inbox members = new Inbox(stack.url(Service.SANDBOX), shop.key() + "-members");
  private final Witness witness = new Witness(people.getLast(), tracking, events);
  private final Orders orders =
      new Orders(
          shop.admin(),
          shop.path(""),
          stack
              .installation()
              .files(Service.WAREHOUSE)
              .resolve("files")
              .resolve(shop.id())
              .resolve("shop.duckdb"));

  @Test
  void aBrokerAndADatabaseThatStallForSecondsLoseAndDoubleNothing() throws Exception {
    stall(List.of(Duration.ofSeconds(3)));
  }

  @Test
  @Tag("soak")
  @Tag("soak-stalls")
  void aBrokerAndADatabaseThatStallForAMinuteLoseAndDoubleNothing() throws Exception {
    stall(List.of(Duration.ofSeconds(3), Duration.ofSeconds(10), Duration.ofSeconds(60)));
  }

  private void stall(List<Duration> times) throws Exception {
    System.out.println("tributary.seed=" + seed);
    configure();
    List<Person> busy = people.subList(0, PEOPLE - 1);
    try (Traffic traffic = new Traffic(tracking, busy);
        Corrections corrections = new Corrections(shop.admin(), shop.path(""), busy)) {
      traffic.start(random.nextLong());
      Future<Map<String, Integer>> correcting = corrections.start(random.nextLong());
      String run = orders.run();
      for (Duration time : times) {
        for (String server : SERVERS) {
          long begin = System.nanoTime();
          parts.stall(server, time);
          witness.awaitNextEvent();
          Report.latency("%s stalls for %s: events arrive again".formatted(server, time), begin);
        }
        long begin = System.nanoTime();
        loseTheCollectorsPackets(time);
        witness.awaitNextEvent();
        Report.latency("packets are lost for %s: events arrive again".formatted(time), begin);
      }
      traffic.finish();
      witness.end();
      Map<String, Integer> notes = corrections.finish(correcting);
      orders.awaitEnd(run);
      orders.change();
      orders.awaitEnd(orders.run());
      settle();
      check(notes, corrections.taken());
    }
  }

  private void loseTheCollectorsPackets(Duration time) {
    TcpGate network = stack.collectorsBroker();
    network.dropPackets();
    try {
      await("the end of the loss").pollDelay(time).atMost(time.plus(PATIENCE)).until(() -> true);
    } finally {
      network.passPackets();
    }
  }

  private void configure() throws Exception {
    shop.allowUnknown("marketing");
    shelf.prepare();
    orders.prepare(ROWS);
    Outlets outlets = new Outlets(shop.admin(), shop.path(""));
    outlets.audience();
    outlets.postgresql(database, stack.installation().postgresPort(), shelf.schema());
    outlets.webhookOfEvents(events.url());
    outlets.webhookOfMembers(members.url());
  }

  private void settle() {
    long begin = System.nanoTime();
    await("a quiet pipeline")
        .atMost(PATIENCE)
        .until(() -> {
          JsonNode pipeline = shop.settle("delivered");
          return pipeline.path("caughtUp").asBoolean()
              && pipeline.path("destinationsNotWaitedFor").isEmpty()
              && pipeline.path("syncsNotWaitedFor").isEmpty();
        });
    Report.latency("after the stalls: everything is delivered", begin);
    for (JsonNode stage : shop.admin().get(shop.path("/pipeline")).path("stages")) {
      assertThat(stage.path("standing")).as("%s", stage).isEmpty();
    }
  }

  private void check(Map<String, Integer> notes, int corrections) throws Exception {
    SoftAssertions softly = new SoftAssertions();
    Checker checker = new Checker(shop.admin(), shop.path(""), people, softly);
    checker.acceptedIsApplied(
        new Export(
                stack.url(Service.GATEWAY) + shop.path(""),
                new ApiClients(stack.installation()).tokens(shop.key(), ApiClients.Rights.ADMIN))
            .lines(),
        corrections);
    checker.profilesAreRight(notes);
    checker.eventsAreWrittenOnce(shelf.writes(Shelf.EVENTS));
    checker.peopleAreWrittenInOrder(shelf.writes(Shelf.PEOPLE), notes);
    checker.ordersAreTheWarehouses(shelf.writes(Shelf.ORDERS), orders.totals());
    checker.eventsArrivedAtLeastOnce(events.arrivals());
    checker.membersEndRight(members.arrivals());
    System.out.printf(
        "%d messages accepted, %d sent again%n", tracking.accepted(), tracking.repeated());
    softly.assertAll();
  }
}
