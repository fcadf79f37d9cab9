package dev.tributary.destinations.delivery;

import static dev.tributary.destinations.delivery.Bench.WORKSPACE;
import static dev.tributary.destinations.delivery.Bench.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.connector.EffectClass;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.postgres.queries.SyncProgressQueries;
import dev.tributary.destinations.sync.SyncProgress;
import dev.tributary.destinations.sync.SyncProgress.Wait;
import dev.tributary.destinations.sync.SyncProgressStore;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a sync sends now, and what its deliveries wait for. */
class SyncProgressTest {
  private static final Duration BOUND = Duration.ofSeconds(60);

  private final Bench bench = Bench.allowing(EffectClass.A);
  private final SyncProgressStore store = new SyncProgressQueries(bench.requests);
  private DestinationId destination;
  private SyncId sync;

  @BeforeEach
  void destination() throws Exception {
    destination = bench.destination();
    sync = bench.profileSync(destination);
  }

  @AfterEach
  void close() throws Exception {
    bench.close();
  }

  private void people(int number) throws Exception {
    for (int i = 0; i < number; i++) {
      bench.apply(
          bench.updated(
              person(new ProfileId("prf_" + i), 1, "p%d@x.example".formatted(i), "Name " + i)));
    }
  }

  private SyncProgress progress() {
    return store.of(WORKSPACE, destination, sync);
  }

  @Test
  void deliveriesThatAreDueWaitForTheirTurnOnly() throws Exception {
    bench.pause(destination);
    people(3);
    assertThat(progress().waits()).containsExactly(new Wait("pending", null, 3, 3, null));
    assertThat(progress().arrivedLastMinute()).isZero();
    bench.resume(destination);
    bench.engine();
    await().atMost(BOUND).until(() -> bench.count(destination, "delivered") == 3);
    assertThat(progress().waits()).isEmpty();
    assertThat(progress().arrivedLastMinute()).isEqualTo(3);
    assertThat(store.of(new WorkspaceId("wsp_2"), destination, sync).arrivedLastMinute()).isZero();
  }

  @Test
  void deliveriesThatAreTriedAgainSayWhyAndWhen() throws Exception {
    Instant later = Instant.now().plusSeconds(3_600);
    bench.fake.store(destination).behaviour = (batch, item) -> new Outcome.Transient("busy", later);
    bench.engine();
    people(1);
    await().atMost(BOUND).until(() -> bench.count(destination, "retrying") == 1);
    assertThat(progress().waits())
        .singleElement()
        .satisfies(wait -> {
          assertThat(wait.state()).isEqualTo("retrying");
          assertThat(wait.reason()).isEqualTo("transient");
          assertThat(wait.due()).isZero();
          assertThat(wait.until()).isAfter(progress().at());
        });
    assertThat(progress().arrivedLastMinute()).as("nothing arrived").isZero();
  }

  @Test
  void deliveriesThatAreDueAreApartFromThoseThatWaitForATimeOrForAnotherRecord() throws Exception {
    bench.pause(destination);
    people(4);
    bench.execute(
        """
        update delivery set not_before = case record_key
          when 'p0@x.example' then now() - interval '1 minute'
          when 'p1@x.example' then now() + interval '1 hour'
          else 'infinity' end\
        """);
    assertThat(progress().waits())
        .singleElement()
        .satisfies(wait -> {
          assertThat(wait.deliveries()).isEqualTo(4);
          assertThat(wait.due()).isEqualTo(1);
          assertThat(wait.until()).isAfter(progress().at());
        });
    bench.execute("update delivery set not_before = 'infinity'");
    assertThat(progress().waits()).containsExactly(new Wait("pending", null, 4, 0, null));
  }

  /** The numbers of the records of an attempt are not kept by result. */
  @Test
  void anAttemptWithSeveralResultsMakesTheRateUnknown() throws Exception {
    bench.engine();
    people(2);
    await().atMost(BOUND).until(() -> bench.count(destination, "delivered") == 2);
    assertThat(progress().arrivedLastMinute()).isEqualTo(2);
    bench.execute(
        """
        insert into attempt (id, workspace, destination, sync, deliveries, question, ended_at, outcome)
        values ('att_1', 'wsp_1', '%s', '%s', 5, false, now(), 'rejected')\
        """
            .formatted(destination, sync));
    assertThat(progress().arrivedLastMinute()).as("refused records did not arrive").isEqualTo(2);
    bench.execute("update attempt set outcome = 'mixed' where id = 'att_1'");
    assertThat(progress().arrivedLastMinute()).isNull();
  }

  @Test
  void deliveriesOfOtherSyncsAreNotCounted() throws Exception {
    bench.pause(destination);
    people(2);
    SyncId other = bench.eventSync(destination);
    assertThat(store.of(WORKSPACE, destination, other).waits()).isEmpty();
    assertThat(progress().waits()).extracting(Wait::deliveries).containsExactly(2L);
  }
}
