package dev.tributary.destinations.delivery;

import static dev.tributary.destinations.delivery.Bench.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.profile.ProfileState;
import dev.tributary.destinations.connector.EffectClass;
import dev.tributary.destinations.connector.Mode;
import dev.tributary.destinations.deliveries.DeliveryFilter;
import dev.tributary.destinations.deliveries.DeliveryRow;
import dev.tributary.destinations.ledger.DeliveryOrder;
import dev.tributary.destinations.ledger.State;
import dev.tributary.destinations.mapping.Transform;
import dev.tributary.destinations.postgres.queries.PostgresDeliveryLog;
import dev.tributary.destinations.sync.SyncSpec.FieldMapping;
import dev.tributary.destinations.sync.ValueSource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Records with a value that their mapping cannot make. */
class InvalidRecordsTest {
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final Transform KNOWN_NAMES =
      new Transform.ValueMap(
          Map.of("Ann", TextNode.valueOf("A"), "Bob", TextNode.valueOf("B")), null);
  private static final List<FieldMapping> MAPPING =
      List.of(
          new FieldMapping("initial", new ValueSource.Trait("name"), List.of(KNOWN_NAMES)),
          new FieldMapping(
              "greeting",
              new ValueSource.Trait("name"),
              List.of(new Transform.Template("Dear {{name}}"))));

  @Test
  void anInvalidRecordIsRejectedBeforeSendingAndTheOthersOfItsBatchAreSent() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId destination = bench.destination();
      bench.profileSync(destination, MAPPING);
      bench.apply(bench.updated(named(1, 1, "Ann")));
      bench.apply(bench.updated(named(2, 1, "Secret")));
      bench.apply(bench.updated(named(3, 1, "Bob")));
      bench.engine();
      await().atMost(BOUND).until(() -> bench.count(destination, "delivered") == 2);
      await().atMost(BOUND).until(() -> bench.count(destination, "rejected") == 1);

      FakeDestination.Store store = bench.fake.store(destination);
      assertThat(store.records.values())
          .containsExactlyInAnyOrder(
              "{\"initial\":\"A\",\"greeting\":\"Dear Ann\"}",
              "{\"initial\":\"B\",\"greeting\":\"Dear Bob\"}");
      assertThat(String.join("", store.writes.keySet())).doesNotContain("p2@");
      DeliveryRow row =
          rows(bench).stream()
              .filter(each -> each.state() == State.REJECTED)
              .findFirst()
              .orElseThrow();
      assertThat(row.field()).isEqualTo("initial");
      assertThat(row.words())
          .isEqualTo(
              "Not sent, by /mapping/0/transform/0 of the sync: A text is not in"
                  + " the map; accepted is a value of the map; add it, or add otherwise");
    }
  }

  @Test
  void aRejectedRecordIsSentWhenItsValueChangesAndStaysAsItIsAtTheDestinationBefore()
      throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId destination = bench.destination();
      bench.profileSync(destination, MAPPING);
      bench.engine();
      FakeDestination.Store store = bench.fake.store(destination);
      bench.apply(bench.updated(named(1, 1, "Ann")));
      await().atMost(BOUND).until(() -> bench.count(destination, "delivered") == 1);
      bench.apply(bench.updated(named(1, 2, "Secret")));
      await().atMost(BOUND).until(() -> bench.count(destination, "rejected") == 1);
      assertThat(store.records.values())
          .containsExactly("{\"initial\":\"A\",\"greeting\":\"Dear Ann\"}");

      bench.apply(bench.updated(named(1, 3, "Bob")));
      await().atMost(BOUND).until(() -> bench.count(destination, "delivered") == 1);
      assertThat(store.records.values())
          .containsExactly("{\"initial\":\"B\",\"greeting\":\"Dear Bob\"}");
      bench.apply(bench.updated(named(1, 4, "Secret")));
      await().atMost(BOUND).until(() -> bench.count(destination, "rejected") == 1);
      bench.apply(bench.updated(named(1, 5, "Bob")));
      assertThat(bench.count(destination, "delivered"))
          .as("the destination has this content already")
          .isEqualTo(1);
      assertThat(store.requests).hasSize(2);
    }
  }

  @Test
  void aRecordThatIsOnlyCreatedIsCreatedAsSoonAsItsValuesCanBeMade() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId destination = bench.destination();
      bench.profileSync(destination, MAPPING, Mode.CREATE_ONLY);
      bench.engine();
      FakeDestination.Store store = bench.fake.store(destination);
      bench.apply(bench.updated(named(1, 1, "Secret")));
      await().atMost(BOUND).until(() -> bench.count(destination, "rejected") == 1);
      assertThat(store.requests).isEmpty();
      bench.apply(bench.updated(named(1, 2, "Bob")));
      await().atMost(BOUND).until(() -> bench.count(destination, "delivered") == 1);
      assertThat(store.records.values())
          .containsExactly("{\"initial\":\"B\",\"greeting\":\"Dear Bob\"}");
    }
  }

  @Test
  void anInvalidEventIsRejectedAndTheNextOneIsSent() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.C)) {
      DestinationId destination = bench.destination();
      bench.eventSync(
          destination,
          List.of(
              new FieldMapping(
                  "initial",
                  new ValueSource.EventAttribute(ValueSource.Attribute.ID),
                  List.of(
                      new Transform.ValueMap(Map.of("evt_good", TextNode.valueOf("G")), null)))));
      bench.engine();
      bench.apply(
          bench.updated(named(1, 1, "Ann"), Bench.event("evt_bad", Map.of())),
          bench.updated(named(1, 2, "Ann"), Bench.event("evt_good", Map.of())));
      await().atMost(BOUND).until(() -> bench.count(destination, "delivered") == 1);
      await().atMost(BOUND).until(() -> bench.count(destination, "rejected") == 1);
      assertThat(bench.fake.store(destination).records.values())
          .containsExactly("{\"initial\":\"G\"}");
    }
  }

  private static ProfileState named(int number, long version, String name) {
    return person(new ProfileId("prf_" + number), version, "p" + number + "@example.org", name);
  }

  private static List<DeliveryRow> rows(Bench bench) {
    return new PostgresDeliveryLog(bench.requests)
        .list(Bench.WORKSPACE, DeliveryFilter.ALL, DeliveryOrder.CREATED, null, 100);
  }
}
