package dev.tributary.destinations.delivery;

import static dev.tributary.destinations.delivery.Bench.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.destinations.connector.EffectClass;
import dev.tributary.destinations.connector.Manifest.BatchLimits;
import dev.tributary.destinations.connector.Manifest.ObjectType;
import dev.tributary.destinations.connector.ManifestObjectTypeBuilder;
import dev.tributary.destinations.connector.Outcome;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Settling time between two writes of a record, and the wait for a fuller batch. */
class BatchTimesTest {
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final ProfileId ANN = new ProfileId("prf_1");
  private static final ProfileId BOB = new ProfileId("prf_2");
  private static final String SETTLES =
      "select count(*) from delivery where state = 'pending' and not_before = settles_at"
          + " and not_before > now() + interval '30 minutes'";

  @Test
  void theNextWriteOfARecordWaitsUntilTheLastOneHasSettled() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      bench.fake.declaring = settling(Duration.ofHours(1));
      DestinationId destination = bench.destination();
      bench.profileSync(destination);
      bench.engine();
      bench.apply(bench.updated(person(ANN, 1, "a@example.org", "Ann")));
      await().atMost(BOUND).until(() -> bench.count(destination, "delivered") == 1);
      bench.apply(bench.updated(person(ANN, 2, "a@example.org", "Anna")));
      assertThat(bench.number(SETTLES)).isEqualTo(1);
      bench.apply(bench.updated(person(BOB, 1, "b@example.org", "Bob")));
      await()
          .atMost(BOUND)
          .until(() -> bench.fake.store(destination).records.containsKey("rows/b@example.org"));
      assertThat(bench.fake.store(destination).writes).containsEntry("rows/a@example.org", 1);

      bench.execute("update delivery set settles_at = now(), not_before = now()");
      await()
          .atMost(BOUND)
          .until(() -> bench.fake.store(destination).writes.get("rows/a@example.org") == 2);
    }
  }

  @Test
  void anAttemptThatMayHaveArrivedSettlesBeforeItsRepetition() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      bench.fake.declaring = settling(Duration.ofHours(1));
      DestinationId destination = bench.destination();
      bench.profileSync(destination);
      bench.fake.store(destination).behaviour = (batch, item) -> new Outcome.Ambiguous("cut");
      bench.engine();
      bench.apply(bench.updated(person(ANN, 1, "a@example.org", "Ann")));
      await()
          .atMost(BOUND)
          .until(() -> bench.number(SETTLES.replace("'pending'", "'retrying'")) == 1);
    }
  }

  @Test
  void withoutASettlingTimeNothingIsStored() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId destination = bench.destination();
      bench.profileSync(destination);
      bench.engine();
      bench.apply(bench.updated(person(ANN, 1, "a@example.org", "Ann")));
      await().atMost(BOUND).until(() -> bench.count(destination, "delivered") == 1);
      assertThat(bench.number("select count(*) from delivery where settles_at is not null"))
          .isZero();
    }
  }

  @Test
  void aBatchThatIsNotFullWaitsAndAFullOneIsSentAtOnce() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      bench.fake.declaring = waiting(2, Duration.ofHours(1));
      DestinationId destination = bench.destination();
      bench.profileSync(destination);
      DestinationId other = bench.destination();
      bench.eventSync(other);
      bench.engine();
      bench.apply(bench.updated(person(ANN, 1, "a@example.org", "Ann")));
      bench.apply(
          bench.updated(person(ANN, 1, "a@example.org", "Ann"), Bench.event("evt_1", Map.of())));
      await().atMost(BOUND).until(() -> bench.count(other, "delivered") == 1);
      assertThat(bench.count(destination, "pending")).isEqualTo(1);
      bench.apply(bench.updated(person(BOB, 1, "b@example.org", "Bob")));
      await().atMost(BOUND).until(() -> bench.count(destination, "delivered") == 2);
      assertThat(bench.fake.store(destination).requests)
          .singleElement()
          .satisfies(batch -> assertThat(batch.items()).hasSize(2));
    }
  }

  @Test
  void aBatchThatHasWaitedLongEnoughIsSent() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      bench.fake.declaring = waiting(100, Duration.ofMillis(1500));
      DestinationId destination = bench.destination();
      bench.profileSync(destination);
      bench.engine();
      bench.apply(bench.updated(person(ANN, 1, "a@example.org", "Ann")));
      await().atMost(BOUND).until(() -> bench.count(destination, "delivered") == 1);
      assertThat(
              bench.number(
                  "select count(*) from delivery"
                      + " where delivered_at >= desired_at + interval '1.5 seconds'"))
          .isEqualTo(1);
    }
  }

  private static UnaryOperator<ObjectType> settling(Duration settle) {
    return object -> ManifestObjectTypeBuilder.builder(object).settle(settle).build();
  }

  private static UnaryOperator<ObjectType> waiting(int items, Duration wait) {
    return object ->
        object.name().equals("events")
            ? object
            : ManifestObjectTypeBuilder.builder(object)
                .batchSize(items)
                .batch(new BatchLimits(items, null, null, wait))
                .build();
  }
}
