package dev.tributary.destinations.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.Message;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.ModelId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.profile.ProfileStateBuilder;
import dev.tributary.contracts.row.RowChange.Change;
import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.EffectClass;
import dev.tributary.destinations.connector.Egress;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Place;
import dev.tributary.destinations.connector.Place.Finding;
import dev.tributary.destinations.protocol.Places;
import dev.tributary.destinations.protocol.StoreFailure;
import dev.tributary.destinations.sync.Catalogue;
import dev.tributary.destinations.sync.SyncSpec.FieldMapping;
import dev.tributary.destinations.sync.ValueSource;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LostRecordTest {
  private static final Duration BOUND = Duration.ofSeconds(60);

  /** Remembers one place. */
  static final class OnePlace implements Places {
    private final AtomicReference<@Nullable String> id = new AtomicReference<>("old");

    @Override
    public Optional<String> find(String name) {
      return Optional.ofNullable(id.get());
    }

    @Override
    public void remember(String name, String newId) {
      id.set(newId);
    }

    @Override
    public void forget(String name, String gone) {
      id.compareAndSet(gone, null);
    }
  }

  /** The first request to the new place has no effect, and the place is known from then on. */
  @Test
  void aPlaceThatIsMadeAnewGetsAllFieldsOfARecordHoweverManyAttemptsThatTakes() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId id = bench.destination();
      bench.profileSync(id, FakeDestination.PEOPLE, List.of(field("name"), field("city")));
      bench.places = new OnePlace();
      FakeDestination.Store store = bench.fake.store(id);
      store.place =
          new Place("people", "ID", step(new Finding.Missing("")), step(new Finding.Found("new")));
      bench.engine();
      bench.apply(person(bench, 1, "Bonn"));
      await().atMost(BOUND).until(() -> bench.count(id, "delivered") == 1);
      AtomicInteger tries = new AtomicInteger();
      store.behaviour =
          (batch, item) -> {
            if ("old".equals(batch.place())) {
              store.records.clear();
              return new Outcome.PlaceGone("no such place");
            }
            return tries.getAndIncrement() < 2 ? new Outcome.RateLimited(Instant.now(), "") : null;
          };
      bench.apply(person(bench, 2, "Ulm"));
      await().atMost(BOUND).until(() -> bench.count(id, "delivered") == 1 && tries.get() == 3);
      assertThat(store.records.values()).containsExactly("{\"name\":\"Ann\",\"city\":\"Ulm\"}");
    }
  }

  @Test
  void aRecordThatTheDestinationHasLostIsMadeAgainAlsoIfItsContentReturns() throws Exception {
    for (Outcome loss : List.of(new Outcome.Missing(""), new Outcome.RefusedMissing(""))) {
      try (Bench bench = Bench.allowing(EffectClass.A)) {
        DestinationId id = bench.destination();
        bench.profileSync(id, FakeDestination.PEOPLE, List.of(field("name"), field("city")));
        Catalogue.Destination destination = bench.catalogue().destination(id).orElseThrow();
        FakeDestination.Store store = bench.fake.store(id);
        bench.apply(person(bench, 1, "Bonn"));
        sendWhatIsDue(bench, destination);
        store.behaviour =
            (_, _) -> {
              store.records.clear();
              return loss;
            };
        bench.apply(person(bench, 2, "Ulm"));
        sendWhatIsDue(bench, destination);
        store.behaviour = (_, _) -> null;
        bench.apply(person(bench, 3, "Bonn"));
        assertThat(bench.busy()).isEqualTo(1);
        sendWhatIsDue(bench, destination);
        assertThat(store.records.values()).containsExactly("{\"name\":\"Ann\",\"city\":\"Bonn\"}");
      }
    }
  }

  /** The request after the removal is refused. */
  @Test
  void contentThatAnAttemptHasRemovedIsSentAgainWhenItReturns() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId id = bench.destination();
      bench.profileSync(id, "rows", List.of(field("name"), field("city")));
      FakeDestination.Store store = bench.fake.store(id);
      store.replaces = true;
      List<Optional<String>> ids = new CopyOnWriteArrayList<>();
      store.behaviour =
          (batch, item) -> {
            ids.add(Optional.ofNullable(item.vendorId()));
            return item.fields().path("city").asText().equals("Ulm")
                ? new Outcome.Rejected("city", "no such city")
                : null;
          };
      bench.engine();
      bench.apply(person(bench, 1, "Bonn"));
      await().atMost(BOUND).until(() -> bench.count(id, "delivered") == 1);
      bench.apply(person(bench, 2, "Ulm"));
      await().atMost(BOUND).until(() -> bench.count(id, "rejected") == 1);
      assertThat(store.records).isEmpty();
      bench.apply(person(bench, 3, "Bonn"));
      await().atMost(BOUND).until(() -> !store.records.isEmpty());
      await().atMost(BOUND).until(() -> bench.count(id, "delivered") == 1);
      assertThat(ids.getLast()).as("of the removed record").contains("none");
    }
  }

  /** The removed record is not removed once more, and the new one may be at the destination. */
  @Test
  void aRowThatLeavesAfterAnAttemptWithoutAnAnswerIsUncertain() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId id = bench.destination();
      ModelId model = new ModelId("mdl_1");
      bench.modelSync(id, model, null);
      FakeDestination.Store store = bench.fake.store(id);
      store.replaces = true;
      List<Item> removed = new CopyOnWriteArrayList<>();
      store.behaviour =
          (batch, item) -> {
            if (batch.operation() == Batch.Operation.REMOVE) {
              removed.add(item);
              return item.uncertain() ? new Outcome.Accepted(null) : null;
            }
            return item.fields().path("total").asInt() == 20
                ? new Outcome.Ambiguous("no answer")
                : null;
          };
      bench.engine();
      bench.apply(row(bench, model, 10));
      await().atMost(BOUND).until(() -> bench.count(id, "delivered") == 1);
      bench.apply(row(bench, model, 20));
      await().atMost(BOUND).until(() -> bench.count(id, "retrying") == 1);
      bench.apply(bench.row(model, "1", Change.REMOVED, Map.of()));
      await().atMost(BOUND).until(() -> bench.count(id, "accepted") == 1);
      assertThat(removed)
          .extracting(Item::uncertain, Item::vendorId)
          .containsExactly(tuple(true, "none"));
      bench.apply(row(bench, model, 30));
      await().atMost(BOUND).until(() -> bench.count(id, "delivered") == 1);
      bench.apply(bench.row(model, "1", Change.REMOVED, Map.of()));
      await().atMost(BOUND).until(() -> removed.size() == 2);
      assertThat(removed.getLast().uncertain()).isFalse();
    }
  }

  private static Message row(Bench bench, ModelId model, int total) {
    return bench.row(
        model,
        "1",
        Change.CHANGED,
        Map.of("id", TextNode.valueOf("1"), "total", IntNode.valueOf(total)));
  }

  private static void sendWhatIsDue(Bench bench, Catalogue.Destination destination)
      throws StoreFailure, SQLException {
    if (bench.deliveries.claim(destination, 0, true)
        instanceof WorkSearchResult.Taken(LeasedBatch batch, _, _)) {
      List<Outcome> outcomes = bench.send(batch);
      OutcomeDecision decision =
          new OutcomeDecision(
              EffectClass.A, false, Instant.now(), Duration.ofHours(1), Duration.ofHours(1));
      List<AttemptReport> reports = decision.of(batch.rows(), outcomes);
      bench.deliveries.report(batch, reports, AttemptResult.of(reports, outcomes, List.of()));
    }
  }

  private static FieldMapping field(String name) {
    return new FieldMapping(name, new ValueSource.Trait(name));
  }

  private static Place.Step step(Finding finding) {
    return new Place.Step(
        new Egress.Request("GET", URI.create("https://x.example/x/x"), Map.of(), null),
        (answer, now) -> finding);
  }

  private static Message person(Bench bench, long version, String city) {
    return bench.updated(
        ProfileStateBuilder.builder()
            .workspace(Bench.WORKSPACE)
            .profile(new ProfileId("prf_1"))
            .version(version)
            .identifiers(List.of(new Identifier(Identifier.EMAIL, "ann@example.org")))
            .traits(
                Map.of(
                    "email",
                    TextNode.valueOf("ann@example.org"),
                    "name",
                    TextNode.valueOf("Ann"),
                    "city",
                    TextNode.valueOf(city)))
            .consent(Map.of())
            .subscriptions(Map.of())
            .lastGroup(null)
            .firstSeen(Instant.EPOCH)
            .lastSeen(Instant.EPOCH)
            .build());
  }
}
