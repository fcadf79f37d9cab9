package dev.tributary.e2e;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.e2e.kill.Checker;
import dev.tributary.e2e.kill.Contacts;
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
import dev.tributary.testkit.lane.Lane;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
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
 * What is promised holds although processes are killed under traffic, one after the other: in the
 * soak lane each of them, otherwise some of both kinds.
 */
@Tag("soak-kills")
@Isolated("every process is killed")
class KillTest {
  /** The traffic of more people uses both processors, and each restart then takes a minute. */
  private static final int PEOPLE = Lane.size("tributary.people", 12, 30);

  private static final int ROWS = Lane.size("tributary.rows", 4_000, 30_000);
  private static final int LONGEST_PAUSE_MILLIS = 3_000;
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final List<String> SERVICES =
      List.of(
          Service.WAREHOUSE.name(),
          Service.IDENTITY.name(),
          Service.DESTINATIONS.name(),
          Service.COLLECTOR.name(),
          Service.AUDIENCE.name(),
          Service.CONTROL.name(),
          Service.GATEWAY.name());
  private static final List<String> SERVERS = List.of("kafka", "postgres", "redis");
  private static final List<List<String>> KILLED =
      List.of(
          SERVICES.subList(0, Lane.size("tributary.services", 2, SERVICES.size())),
          SERVERS.subList(0, Lane.size("tributary.servers", 1, SERVERS.size())));

  private final long seed = Lane.seed();
  private final Random random = new Random(seed);
  private final Stack stack = Stack.started();
  private final Sandbox sandbox = stack.sandbox();
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
  void acceptedIsAppliedAndDeliveredAlthoughProcessesAreKilled() throws Exception {
    System.out.println("tributary.seed=" + seed);
    configure();
    Map<String, Integer> notes;
    List<Person> busy = people.subList(0, PEOPLE - 1);
    try (Traffic traffic = new Traffic(tracking, busy);
        Corrections corrections = new Corrections(shop.admin(), shop.path(""), busy);
        Contacts contacts = new Contacts(stack.url(Service.SANDBOX), shop.key())) {
      traffic.start(random.nextLong());
      contacts.start();
      Future<Map<String, Integer>> correcting = corrections.start(random.nextLong());
      String run = killAll();
      traffic.finish();
      witness.end();
      notes = corrections.finish(correcting);
      orders.awaitEnd(run);
      orders.change();
      orders.awaitEnd(orders.run());
      settle();
      check(notes, corrections.taken(), contacts);
    }
  }

  private void configure() throws Exception {
    shop.allowUnknown("marketing");
    shelf.prepare();
    orders.prepare(ROWS);
    Outlets outlets = new Outlets(shop.admin(), shop.path(""));
    outlets.audience();
    outlets.hubspot(stack.url(Service.SANDBOX), "Gold " + shop.key());
    outlets.postgresql(database, stack.installation().postgresPort(), shelf.schema());
    outlets.webhookOfEvents(events.url());
    outlets.webhookOfMembers(members.url());
  }

  /** The services in an order of the seed's, then what they stand on; the run that was hit. */
  private String killAll() throws InterruptedException, SQLException {
    String run = "";
    for (List<String> group : KILLED) {
      List<String> order = new ArrayList<>(group);
      Collections.shuffle(order, random);
      for (String part : order) {
        Thread.sleep(random.nextInt(LONGEST_PAUSE_MILLIS));
        if (part.equals(Service.WAREHOUSE.name())) {
          run = orders.runHalfway();
        }
        kill(part);
      }
    }
    return run;
  }

  private void kill(String part) throws InterruptedException {
    long begin = System.nanoTime();
    long pid = parts.kill(part);
    parts.awaitAnother(part, pid);
    Report.latency("kill -9 of " + part + ": it is ready again", begin);
    witness.awaitNextEvent();
    Report.latency("kill -9 of " + part + ": events arrive again", begin);
    members.arrivals();
  }

  /** Until nothing is on its way, and no destination and no sync is left out of that. */
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
    Report.latency("after the kills: everything is delivered", begin);
  }

  private void check(Map<String, Integer> notes, int corrections, Contacts contacts)
      throws Exception {
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
    checker.contactsAreRight(contacts);
    checker.listIsTheAudience(sandbox.list("Gold " + shop.key()));
    checker.eventsArrivedAtLeastOnce(events.arrivals());
    checker.membersEndRight(members.arrivals());
    System.out.printf(
        "%d messages accepted, %d sent again%n", tracking.accepted(), tracking.repeated());
    softly.assertAll();
  }
}
