package dev.tributary.destinations.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.destinations.postgres.PostgresCatalogue;
import dev.tributary.testkit.lane.Lane;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two replicas of the delivery engine and eight destinations of all effect classes. Requests fail
 * in each way, and replicas, PostgreSQL and Redis are killed under traffic. After PostgreSQL, the
 * replicas are killed too; in the soak lane, they live in half of the cases. No effect is lost or
 * doubled, and nothing is uncertain but what may be.
 */
@Tag("soak-kills")
class ChaosTest {
  private static final int SEEDS = Lane.size("tributary.chaos", 5, 50);
  private static final int STEPS = 20;
  private static final int ACTIONS = 2;
  private static final int LONGEST_PAUSE_MILLIS = 120;
  private static final int LONGEST_OUTAGE_MILLIS = 600;
  private static final Duration STRIKE = Duration.ofSeconds(5);
  private static final Duration BOUND = Duration.ofMinutes(2);

  /** Each attempt ends sooner. */
  private static final Duration LONGEST_ATTEMPT = Duration.ofSeconds(30);

  @TempDir private static Path directory;
  private static final Deque<AutoCloseable> OPEN = new ArrayDeque<>();
  private static Servers servers;
  private static Receiver receiver;
  private static Replicas replicas;
  private static final Shop.Numbers NUMBERS = new Shop.Numbers();
  private static final PostgresCatalogue CATALOGUE = new PostgresCatalogue(Replica.connectors());

  private final Deque<Action> deck = new ArrayDeque<>();

  /** The end of PostgreSQL, which the replicas have survived; null if there was none. */
  private @Nullable Instant endsLeasesOf;

  /** What happens to the processes. */
  private enum Action {
    KILL_SENDER_BEFORE_EFFECT,
    KILL_SENDER_AFTER_EFFECT,
    KILL_REPLICA,
    KILL_REPLICAS,
    KILL_POSTGRES,
    KILL_REDIS,
    FLUSH_REDIS
  }

  @BeforeAll
  static void start() throws SQLException {
    OPEN.push(servers = new Servers(directory));
    OPEN.push(receiver = new Receiver());
    OPEN.push(replicas = new Replicas(servers, receiver, directory));
    replicas.awaitReady();
  }

  @AfterAll
  static void stop() throws Exception {
    while (!OPEN.isEmpty()) {
      OPEN.pop().close();
    }
  }

  @Test
  void nothingIsLostOrDoubledAlthoughRequestsFailAndProcessesAreKilled() throws Exception {
    Random seeds = Lane.seeds();
    Map<Fault, Integer> struck = new EnumMap<>(Fault.class);
    Set<Action> done = new HashSet<>();
    for (int number = 0; number < SEEDS; number++) {
      Random random = new Random(seeds.nextLong());
      Round round = round("c" + number, random, null);
      done.addAll(play(round, random));
      finish(round);
      assertThat(round.broken()).as("the round %d", number).isEmpty();
      Map<String, Integer> before = round.attempts();
      round.repeat();
      finish(round);
      assertThat(round.attempts()).as("an unchanged record").isEqualTo(before);
      round.struck().forEach((fault, times) -> struck.merge(fault, times, Integer::sum));
      round.end();
    }
    if (SEEDS * ACTIONS >= Action.values().length) {
      assertThat(struck).containsOnlyKeys(Fault.values());
      assertThat(done).containsExactlyInAnyOrder(Action.values());
    }
  }

  /** The check must see a doubled effect: the vendors break the rules of their classes. */
  @Test
  void vendorsThatRecogniseNothingAreFound() throws Exception {
    Random random = new Random(Lane.seeds().nextLong());
    Round round = round("forgetful", random, Collections.nCopies(3, Fault.CUT_AFTER));
    for (String destination : List.of(ChaosConnector.FOUND, ChaosConnector.JOBS, "events")) {
      round.inbox(destination).forget();
    }
    // A repetition with newer content would be no second effect, so nothing changes meanwhile.
    for (int step = 0; step < STEPS && round.broken().size() < 3; step++) {
      round.change();
      finish(round);
    }
    assertThat(round.broken())
        .containsOnlyKeys(ChaosConnector.FOUND, ChaosConnector.JOBS, "events");
    round.end();
  }

  private static Round round(String name, Random random, @Nullable List<Fault> faults)
      throws SQLException {
    Shop shop = new Shop("wsp_" + name, servers, CATALOGUE, NUMBERS);
    return new Round(name, shop, servers, receiver, random, faults);
  }

  /** Changes people while the actions of the round happen. Returns these. */
  private List<Action> play(Round round, Random random) throws Exception {
    List<Action> actions = new ArrayList<>();
    for (int step = 0; step < STEPS; step++) {
      round.change();
      pause(random.nextInt(LONGEST_PAUSE_MILLIS));
      if (step % (STEPS / ACTIONS) == STEPS / ACTIONS / 2) {
        Action action = draw(random);
        actions.add(action);
        perform(action, round, random);
      }
    }
    return actions;
  }

  /** Each action comes once before one comes again. */
  private Action draw(Random random) {
    if (deck.isEmpty()) {
      List<Action> all = Arrays.asList(Action.values());
      Collections.shuffle(all, random);
      deck.addAll(all);
    }
    return deck.removeFirst();
  }

  private void perform(Action action, Round round, Random random) throws Exception {
    switch (action) {
      case KILL_SENDER_BEFORE_EFFECT -> killSender(false, round);
      case KILL_SENDER_AFTER_EFFECT -> killSender(true, round);
      case KILL_REPLICA -> replicas.killOldest();
      case KILL_REPLICAS -> replicas.killAll();
      case KILL_POSTGRES -> {
        servers.killPostgres();
        Instant outage = Instant.now();
        pause(random.nextInt(LONGEST_OUTAGE_MILLIS));
        // A claim whose commit had no answer belongs to nobody. Its lease lasts for a minute, of a
        // job for 15 minutes, or ends with its holder.
        if (Lane.current() == Lane.SOAK && random.nextBoolean()) {
          endsLeasesOf = outage;
        } else {
          replicas.killAll();
        }
      }
      case KILL_REDIS -> servers.killRedis();
      case FLUSH_REDIS -> servers.flushRedis();
    }
    replicas.replaceKilled();
  }

  private static void killSender(boolean afterEffect, Round round) {
    receiver.arm(new Receiver.Strike(afterEffect, replicas::kill));
    try {
      await()
          .atMost(STRIKE)
          .pollDelay(Duration.ZERO)
          .until(() -> {
            round.change();
            return receiver.hasStruck();
          });
    } catch (ConditionTimeoutException e) {
      if (receiver.disarm()) {
        replicas.killOldest();
      } else {
        await().atMost(BOUND).until(receiver::hasStruck);
      }
    }
  }

  private static void pause(int millis) {
    await()
        .pollDelay(Duration.ofMillis(millis))
        .atMost(Duration.ofMillis(millis).plus(BOUND))
        .until(() -> true);
  }

  private void finish(Round round) throws SQLException {
    Instant outage = endsLeasesOf;
    endsLeasesOf = null;
    try {
      if (outage != null) {
        await().atMost(BOUND).until(() -> Instant.now().isAfter(outage.plus(LONGEST_ATTEMPT)));
        servers.endLeasesBefore(outage);
      }
      await()
          .atMost(BOUND)
          .ignoreExceptionsInstanceOf(SQLException.class)
          .until(() -> round.inProgress().isEmpty());
    } catch (ConditionTimeoutException e) {
      throw new AssertionError("In progress: " + round.inProgress(), e);
    }
  }
}
