package dev.tributary.destinations.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.destinations.connector.EffectClass;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.protocol.StoreFailure;
import dev.tributary.destinations.sync.Catalogue;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class FormerMatchValuesTest {
  private int version;

  @Test
  void anItemHasAllMatchValuesUnderWhichTheDestinationMayKnowTheRecord() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId id = bench.destination();
      bench.profileSync(id);
      Catalogue.Destination destination = bench.catalogue().destination(id).orElseThrow();
      FakeDestination.Store store = bench.fake.store(id);
      store.behaviour = (batch, item) -> new Outcome.Ambiguous("cut");
      assertThat(sent(bench, destination, "a").formerMatchValues()).isEmpty();
      assertThat(sent(bench, destination, "b").formerMatchValues())
          .containsExactly("a@example.org");
      store.behaviour = (batch, item) -> null;
      assertThat(sent(bench, destination, "c").formerMatchValues())
          .containsExactly("a@example.org", "b@example.org");
      assertThat(sent(bench, destination, "d").formerMatchValues())
          .containsExactly("c@example.org");
      assertThat(sent(bench, destination, "c").formerMatchValues())
          .containsExactly("d@example.org");
    }
  }

  /** Another record may have got it in the meantime, and was sent to the same place. */
  @Test
  void aRecordIsSentAgainThatHasAMatchValueOfAnUnansweredAttemptOfAnother() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId id = bench.destination();
      bench.profileSync(id);
      Catalogue.Destination destination = bench.catalogue().destination(id).orElseThrow();
      FakeDestination.Store store = bench.fake.store(id);
      sent(bench, destination, "a");
      store.behaviour = (batch, item) -> new Outcome.Ambiguous("cut");
      sent(bench, destination, "b");
      store.behaviour = (batch, item) -> null;
      rename(bench, "c");
      bench.change("update delivery set not_before = now() + interval '1 hour'");
      bench.apply(bench.updated(Bench.person(new ProfileId("prf_2"), 1, "b@example.org", "Bob")));
      assertThat(next(bench, destination).matchValue()).isEqualTo("b@example.org");
      bench.change(
          "update delivery set not_before = now() - interval '1 second' where state <>"
              + " 'delivered'");
      assertThat(next(bench, destination).formerMatchValues())
          .containsExactly("a@example.org", "b@example.org");
      Item again = next(bench, destination);
      assertThat(again.matchValue()).isEqualTo("b@example.org");
      assertThat(again.fields().get("name").asText()).isEqualTo("Bob");
      assertThat(bench.busy()).isZero();
    }
  }

  /** The item that is sent after the person got this address. */
  private Item sent(Bench bench, Catalogue.Destination destination, String local)
      throws StoreFailure, SQLException {
    rename(bench, local);
    return next(bench, destination);
  }

  private void rename(Bench bench, String local) throws SQLException {
    bench.apply(
        bench.updated(
            Bench.person(new ProfileId("prf_1"), ++version, local + "@example.org", "Ann")));
  }

  /** The only item that is due. */
  private static Item next(Bench bench, Catalogue.Destination destination)
      throws StoreFailure, SQLException {
    FakeDestination.Store store = bench.fake.store(destination.id());
    store.requests.clear();
    WorkSearchResult found = bench.deliveries.claim(destination, 0, true);
    assertThat(found).isInstanceOf(WorkSearchResult.Taken.class);
    LeasedBatch batch = ((WorkSearchResult.Taken) found).batch();
    List<Outcome> outcomes = bench.send(batch);
    OutcomeDecision decision =
        new OutcomeDecision(
            EffectClass.A, false, Instant.now(), Duration.ofHours(1), Duration.ofHours(1));
    List<AttemptReport> reports = decision.of(batch.rows(), outcomes);
    bench.deliveries.report(batch, reports, AttemptResult.of(reports, outcomes, List.of()));
    return store.requests.getFirst().items().getFirst();
  }
}
