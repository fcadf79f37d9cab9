package dev.tributary.identity.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.resolution.Sent;
import dev.tributary.identity.resolution.Tables;
import dev.tributary.identity.rules.Strategy;
import dev.tributary.runtime.loop.Input;
import dev.tributary.runtime.loop.Poll;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An identifier leads to nobody when an instance looks, and to somebody when it decides. */
class BecomingKnownTest {
  private static final Duration BOUND = Duration.ofMinutes(1);
  private static final Instant RECEIVED = Instant.parse("2026-04-15T10:00:00Z");
  private final Inputs inputs = new Inputs(new WorkspaceId("wsp_" + System.nanoTime()));
  private final ExecutorService instances = Executors.newFixedThreadPool(2);
  private Identity identity;
  private int messages;

  @BeforeEach
  void knowOnePerson() throws Exception {
    identity = Identity.migrated();
    identity.rules(inputs.workspace(), 1, Tables.of(Strategy.MERGE, "user_id", "email 1"));
    identity.apply(named("u1", "one@x.org"));
  }

  @AfterEach
  void stop() {
    instances.close();
  }

  @Test
  void whoBecameKnownMeanwhileIsNamedInTheConflict() throws Exception {
    try (Connection first = identity.connect()) {
      identity.effects().apply(first, poll(named("u1", "one@x.org"), named("u2", "two@x.org")));
      Future<?> second = instances.submit(() -> identity.apply(named("u1", "two@x.org")));
      awaitWaiting();
      first.commit();
      second.get();
    }
    assertThat(conflicts()).containsExactly("two@x.org limit 1");
  }

  @Test
  void whoeverMakesItKnownWaitsForWhoDecidesThatItLeadsToNobody() throws Exception {
    try (Connection first = identity.connect()) {
      identity.effects().apply(first, poll(named("u1", "two@x.org")));
      Future<?> second = instances.submit(() -> identity.apply(named("u2", "two@x.org")));
      awaitWaiting();
      first.commit();
      second.get();
    }
    assertThat(conflicts()).isEmpty();
    assertThat(identity.rows("select value from identifier where type = 'email' order by value"))
        .containsExactly("one@x.org", "two@x.org");
  }

  @Test
  void aDeviceThatBecameTheirsMeanwhileIsTheirs() throws Exception {
    identity.rules(
        inputs.workspace(), 2, Tables.of(Strategy.ISOLATE, "crm_id", "user_id~", "anonymous_id~"));
    identity.apply(sent("crm_id:c1 user_id:u9"));
    try (Connection first = identity.connect()) {
      identity.effects().apply(first, poll(sent("user_id:u9 anonymous_id:a1")));
      Future<?> second = instances.submit(() -> identity.apply(sent("crm_id:c1 anonymous_id:a1")));
      awaitWaiting();
      first.commit();
      second.get();
    }
    assertThat(identity.rows("select left_out from accepted_event where left_out is not null"))
        .isEmpty();
  }

  private Input sent(String named) {
    int number = ++messages;
    byte[] json = Sent.json("m" + number, named, RECEIVED);
    return inputs.event(new String(json, StandardCharsets.UTF_8), number);
  }

  private Input named(String user, String email) {
    int number = ++messages;
    return inputs.event(
        "{'type':'identify','messageId':'%d','userId':'%s','traits':{'email':'%s'}}"
            .formatted(number, user, email),
        number);
  }

  private static Poll poll(Input... inputs) {
    return new Poll(List.of(inputs), Map.of(), null);
  }

  private List<String> conflicts() throws Exception {
    return identity.rows("select value, reason, events from conflict");
  }

  private void awaitWaiting() {
    await()
        .atMost(BOUND)
        .until(() ->
            identity
                .rows(
                    "select count(*) from pg_stat_activity where datname = current_database()"
                        + " and wait_event_type = 'Lock'")
                .equals(List.of("1")));
  }
}
