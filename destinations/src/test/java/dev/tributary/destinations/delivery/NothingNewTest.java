package dev.tributary.destinations.delivery;

import static dev.tributary.destinations.delivery.Bench.event;
import static dev.tributary.destinations.delivery.Bench.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.contracts.Message;
import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.profile.ProfileState;
import dev.tributary.destinations.connector.EffectClass;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** Most events say nothing new of their person: identity sends them with the version known. */
class NothingNewTest {
  private static final Duration BOUND = Duration.ofSeconds(60);

  @Test
  void aMessageThatTheLogHoldsTwiceIsDeliveredOnce() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.C)) {
      DestinationId events = bench.destination();
      bench.eventSync(events);
      Message first = bench.updated(ann(3), event("evt_1", Map.of()));
      Message second = bench.updated(ann(4), event("evt_2", Map.of()));
      bench.apply(first, first, second);
      bench.apply(second, first);
      assertThat(bench.number("select count(*) from delivery where is_event")).isEqualTo(2);
      bench.engine();
      await().atMost(BOUND).until(() -> bench.count(events, "delivered") == 2);
      bench.apply(first, second);
      assertThat(bench.number("select count(*) from delivery where is_event")).isEqualTo(2);
      assertThat(bench.number("select max(version) from person")).isEqualTo(4);
    }
  }

  @Test
  void anEventThatSaysNothingNewIsDeliveredAndThePersonsRecordsAreLeftAlone() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId people = bench.destination();
      bench.profileSync(people);
      DestinationId list = bench.destination();
      bench.audienceSync(list, "contacts", new AudienceId("aud_1"));
      DestinationId events = bench.destination();
      bench.eventSync(events);
      bench.engine();
      bench.apply(
          bench.updated(ann(3), event("evt_1", Map.of())),
          bench.member(new AudienceId("aud_1"), new ProfileId("prf_1"), true, 1, 3));
      await().atMost(BOUND).until(() -> bench.count(people, "delivered") == 1);
      await().atMost(BOUND).until(() -> bench.count(list, "delivered") == 2);
      await().atMost(BOUND).until(() -> bench.count(events, "delivered") == 1);
      FakeDestination.Store sent = bench.fake.store(events);

      // Whoever would decide for the person again would have to wait for this lock.
      try (ExecutorService loop = Executors.newVirtualThreadPerTaskExecutor();
          Connection holder = bench.worker.getConnection()) {
        holder.setAutoCommit(false);
        lock(holder, "select from person for update");
        lock(holder, "select from delivery where not is_event for update");
        assertThat(applying(loop, bench, bench.updated(ann(3), event("evt_2", Map.of()))))
            .succeedsWithin(BOUND);
        assertThat(applying(loop, bench, bench.updated(ann(2), event("evt_3", Map.of()))))
            .succeedsWithin(BOUND);
        await()
            .atMost(BOUND)
            .untilAsserted(() ->
                assertThat(sent.records)
                    .containsOnlyKeys("events/evt_1", "events/evt_2", "events/evt_3"));
        holder.rollback();
      }
      assertThat(bench.fake.store(people).requests).hasSize(1);
      assertThat(bench.fake.store(list).requests).hasSize(2);
    }
  }

  private static CompletableFuture<Void> applying(
      ExecutorService loop, Bench bench, Message message) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            bench.apply(message);
          } catch (SQLException e) {
            throw new IllegalStateException(e);
          }
        },
        loop);
  }

  private static void lock(Connection holder, String sql) throws Exception {
    try (PreparedStatement statement = holder.prepareStatement(sql)) {
      statement.executeQuery().close();
    }
  }

  private static ProfileState ann(long version) {
    return person(new ProfileId("prf_1"), version, "a@example.org", "Ann");
  }
}
