package dev.tributary.runtime.loop.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.contracts.Topic;
import dev.tributary.local.infra.Checkout;
import dev.tributary.local.infra.EmbeddedKafka;
import dev.tributary.local.infra.Port;
import dev.tributary.runtime.TestDatabase;
import dev.tributary.runtime.TestTopics;
import dev.tributary.runtime.kafka.KafkaClients;
import dev.tributary.testkit.faults.StoppedProcess;
import dev.tributary.testkit.lane.Lane;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Input = database = output, with nothing twice and nothing missing, whatever happens to the
 * processes. {@code -Dtributary.seed} repeats a run's choices, {@code -Dtributary.kills} and {@code
 * -Dtributary.stops} set its length.
 */
@Tag("soak")
@Tag("soak-kills")
class ExactlyOnceHarnessTest {
  private static final Duration BOUND = Duration.ofSeconds(120);
  private static final int KILLS = Lane.size("tributary.kills", 2, 30);
  private static final int STOPS = Lane.size("tributary.stops", 2, 6);

  private final long seed = Lane.seed();
  private final Random random = new Random(seed);

  @TempDir private static Path directory;

  private static EmbeddedKafka broker;

  private final String bootstrapServers = broker.bootstrapServers();
  private final KafkaClients kafka = new KafkaClients(bootstrapServers);

  /** A broker of its own: all that the loop reads and publishes is compared. */
  @BeforeAll
  static void start() {
    broker = EmbeddedKafka.start(Checkout.locate(), directory.resolve("kafka"), Port.free());
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @Test
  void nothingIsLostOrDoubledByKillsStopsAndRebalances() throws Exception {
    System.out.println("seed " + seed);
    TestTopics.ensure(kafka);
    try (TestDatabase database = TestDatabase.migrated("harness");
        Traffic traffic = new Traffic(kafka, random);
        Published published = new Published(kafka);
        MemberProcess one = new MemberProcess("one", bootstrapServers, database.coordinates());
        MemberProcess two = new MemberProcess("two", bootstrapServers, database.coordinates())) {
      traffic.startTicks();
      one.start(random.nextLong());
      two.start(random.nextLong());
      await()
          .atMost(BOUND)
          .until(() -> database.number("select count(*) from stream_position") > 0);

      traffic.startSteps();
      killAgainAndAgain(one, two);
      joinAndLeave(database);
      stopBeyondTheSession(database, one, two);
      armAndTakeBackWhileNobodyRuns(traffic, one, two);

      Set<String> expected = traffic.finish();
      await()
          .atMost(BOUND)
          // Reading waits by itself, and there is much to read.
          .pollInterval(Duration.ofMillis(1))
          .until(() ->
              published.read() >= expected.size()
                  && database.number("select count(*) from harness_due") == 0);
      takeOverOnceMore(database, one, two);
      check(expected, published, database);
      System.out.printf(
          "%d steps, %d effects, %d kills, %d out of order%n",
          traffic.sent(), expected.size(), KILLS, published.outOfOrder());
    }
  }

  /** Every other time surely between a commit and its publishing, otherwise anywhere. */
  private void killAgainAndAgain(MemberProcess one, MemberProcess two) throws Exception {
    for (int kill = 0; kill < KILLS; kill++) {
      List<MemberProcess> victims =
          random.nextInt(6) == 0 ? List.of(one, two) : List.of(random.nextBoolean() ? one : two);
      assertThat(victims.getFirst().works()).as("came back after the kill before").isTrue();
      if (kill % 2 == 0) {
        assertThat(victims.getFirst().staysInWindow()).isTrue();
      } else {
        pass(random.nextInt(500));
      }
      for (MemberProcess victim : victims) {
        victim.kill();
      }
      for (MemberProcess victim : victims) {
        victim.start(random.nextLong());
      }
    }
  }

  private void joinAndLeave(TestDatabase database) throws Exception {
    try (MemberProcess third =
        new MemberProcess("three", bootstrapServers, database.coordinates())) {
      long before = epochs(database);
      third.start(random.nextLong());
      assertThat(third.works()).as("the third got partitions of its own").isTrue();
      awaitClaims(database, before);
      pass(3_000);
      long joined = epochs(database);
      third.stop();
      awaitClaims(database, joined);
    }
  }

  /** Longer than the session: the partitions move, and the old owner wakes up as a zombie. */
  private void stopBeyondTheSession(TestDatabase database, MemberProcess one, MemberProcess two)
      throws Exception {
    for (int stop = 0; stop < STOPS; stop++) {
      MemberProcess victim = stop % 2 == 0 ? one : two;
      assertThat(victim.works()).isTrue();
      if (stop % 2 == 0) {
        stopInWindow(database, victim);
      } else {
        long before = epochs(database);
        try (StoppedProcess _ = victim.freeze()) {
          pass(7_000 + random.nextInt(2_000));
        }
        awaitClaims(database, before);
      }
    }
  }

  /** Its successor publishes what it had yet to publish; so it is refused when it wakes up. */
  private static void stopInWindow(TestDatabase database, MemberProcess victim) throws Exception {
    assertThat(victim.staysInWindow()).isTrue();
    int refusals = victim.refusals();
    long before = epochs(database);
    try (StoppedProcess _ = victim.freeze()) {
      awaitClaims(database, before);
    }
    victim.letGo();
    await().atMost(BOUND).until(() -> victim.refusals() > refusals);
  }

  /** Time must not run ahead of the facts: what was taken back in time may not fire afterwards. */
  private void armAndTakeBackWhileNobodyRuns(Traffic traffic, MemberProcess one, MemberProcess two)
      throws Exception {
    one.kill();
    two.kill();
    traffic.armAndTakeBack(500, 2_000, 700);
    pass(4_000);
    one.start(random.nextLong());
    two.start(random.nextLong());
  }

  /** A last claim of every partition would publish again whatever was wrongly left. */
  private void takeOverOnceMore(TestDatabase database, MemberProcess one, MemberProcess two)
      throws Exception {
    one.stop();
    two.stop();
    long before = epochs(database);
    one.start(random.nextLong());
    awaitClaims(database, before);
    one.stop();
  }

  private static long epochs(TestDatabase database) throws Exception {
    return database.number("select sum(epoch) from stream_position");
  }

  /** Whenever the group changes, every partition is claimed anew, whoever owned it. */
  private static void awaitClaims(TestDatabase database, long epochsBefore) {
    long claimed = epochsBefore + Topic.EVENTS.partitions();
    await().atMost(BOUND).until(() -> epochs(database) >= claimed);
  }

  private static void check(Set<String> expected, Published published, TestDatabase database)
      throws Exception {
    for (int before = -1; published.read() > before; ) {
      before = published.read();
    }
    Set<String> missing = new HashSet<>(expected);
    missing.removeAll(published.ids());
    Set<String> unexpected = new HashSet<>(published.ids());
    unexpected.removeAll(expected);
    assertThat(missing).as("missing effects").isEmpty();
    assertThat(unexpected).as("effects that must not be, such as of rows taken back").isEmpty();
    assertThat(published.repeated()).as("published twice").isEmpty();
    assertThat(published.withGaps()).as("gaps between versions").isEmpty();
    assertThat(stored(database)).as("versions in the database").isEqualTo(published.highest());
    assertThat(database.number("select sum(version) from harness_profile"))
        .as("effects in the database")
        .isEqualTo(expected.size());
  }

  private static Map<String, Long> stored(TestDatabase database) throws Exception {
    Map<String, Long> versions = new HashMap<>();
    try (Connection connection = database.worker().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select id, version from harness_profile")) {
      while (rows.next()) {
        versions.put(rows.getString(1), rows.getLong(2));
      }
    }
    return versions;
  }

  /** The disturbance's own length, not a wait for something to become true. */
  private static void pass(long millis) throws InterruptedException {
    assertThat(new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS)).isFalse();
  }
}
