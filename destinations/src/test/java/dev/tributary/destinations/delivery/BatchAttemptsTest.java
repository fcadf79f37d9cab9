package dev.tributary.destinations.delivery;

import static dev.tributary.destinations.delivery.Bench.person;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.destinations.connector.EffectClass;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.protocol.StoreFailure;
import dev.tributary.destinations.sync.Catalogue;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Batches of a sync of which the destination has refused some as a whole. */
class BatchAttemptsTest {
  private static final Outcome REFUSED = new Outcome.RefusedTogether(null, "one is wrong");

  @Test
  void noRecordIsSentAgainIfAnotherOneOfItsBatchMayHaveArrived() throws Exception {
    assertThat(requestsAfter(new Outcome.Ambiguous("cut"))).isEqualTo(1);
  }

  @Test
  void noRequestFollowsAnAnswerThatConcernsTheWholeAccount() throws Exception {
    assertThat(requestsAfter(new Outcome.RateLimited(Instant.now(), "slowly"))).isEqualTo(1);
    assertThat(requestsAfter(new Outcome.Unauthorised("401"))).isEqualTo(1);
  }

  @Test
  void aRecordThatWasRefusedByItselfIsNotSentAgain() throws Exception {
    assertThat(requestsAfter(new Outcome.Rejected("email", "no address"))).isEqualTo(2);
  }

  @Test
  void noRecordIsSentAloneIfTheTimeOfTheAttemptIsNearlyOver() throws Exception {
    try (Suspicious sync = new Suspicious()) {
      sync.store.requests.clear();
      sync.send(Instant.now().plusSeconds(5));
      assertThat(sync.store.requests).hasSize(1);
    }
  }

  /** The first record of a batch is refused together with others, and the other one is not. */
  private static int requestsAfter(Outcome ofOther) throws Exception {
    try (Suspicious sync = new Suspicious()) {
      String first = sync.batch.rows().getFirst().key().value();
      sync.store.apart = true;
      sync.store.behaviour = (batch, item) -> item.matchValue().equals(first) ? REFUSED : ofOther;
      sync.store.requests.clear();
      sync.send(Instant.now().plus(Duration.ofMinutes(1)));
      return sync.store.requests.size();
    }
  }

  /** Two records of a sync of which every record is refused so far. */
  private static final class Suspicious implements AutoCloseable {
    private static final int REFUSED_BATCHES = 3;

    private final Bench bench = Bench.allowing(EffectClass.C);
    private final FakeDestination.Store store;
    private final BatchAttempts attempts = new BatchAttempts(bench.sender, Clock.systemUTC());
    private final LeasedBatch batch;
    private int sent;

    Suspicious() throws SQLException, StoreFailure {
      DestinationId id = bench.destination();
      bench.profileSync(id);
      store = bench.fake.store(id);
      bench.apply(
          bench.updated(person(new ProfileId("prf_1"), 1, "a@example.org", "Ann")),
          bench.updated(person(new ProfileId("prf_2"), 1, "b@example.org", "Bea")));
      Catalogue.Destination destination = bench.catalogue().destination(id).orElseThrow();
      batch = ((WorkSearchResult.Taken) bench.deliveries.claim(destination, 0, true)).batch();
      store.behaviour = (batch, item) -> REFUSED;
      for (int i = 0; i < REFUSED_BATCHES; i++) {
        send(Instant.now().plus(Duration.ofMinutes(1)));
      }
    }

    /** Sends the records as another batch. */
    void send(Instant end) {
      String id = "att_" + sent++;
      LeasedBatch other =
          batch.with(
              batch.rows().stream()
                  .map(row -> ClaimedDeliveryBuilder.builder(row).batch(id).build())
                  .toList());
      JobRecording recording = new JobRecording(bench.deliveries, other, left -> {}, () -> {});
      attempts.send(other, recording, null, end);
    }

    @Override
    public void close() throws Exception {
      bench.close();
    }
  }
}
