package dev.tributary.destinations.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.destinations.connector.EffectClass;
import dev.tributary.destinations.destination.DestinationSpec;
import dev.tributary.destinations.postgres.Housekeeping;
import dev.tributary.destinations.postgres.delivery.PostgresPlaces;
import dev.tributary.destinations.protocol.Places;
import dev.tributary.destinations.sync.Catalogue;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PostgresPlacesTest {
  @Test
  void aPlaceIsRememberedForItsAccountUntilItIsForgotten() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      PostgresPlaces store = new PostgresPlaces(bench.worker);
      Places places = store.of(destination("dst_1"), "account");
      assertThat(places.find("list A")).isEmpty();
      places.remember("list A", "5");
      places.remember("list B", "6");
      assertThat(places.find("list A")).contains("5");
      assertThat(store.of(destination("dst_2"), "account").find("list A")).isEmpty();
      places.forget("list A", "4");
      assertThat(places.find("list A")).contains("5");
      places.forget("list A", "5");
      assertThat(places.find("list A")).isEmpty();
      assertThat(places.find("list B")).contains("6");
      places.remember("list B", "7");
      assertThat(places.find("list B")).contains("7");
    }
  }

  @Test
  void onlyOneWorkerCreatesAPlaceUntilItsLeaseHasEnded() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      PostgresPlaces store = new PostgresPlaces(bench.worker);
      Places places = store.of(destination("dst_1"), "account");
      assertThat(places.reserve("list A")).isTrue();
      assertThat(places.reserve("list A")).isFalse();
      assertThat(places.find("list A")).as("nobody has its id").isEmpty();
      assertThat(places.reservation("list B")).isEmpty();
      assertThat(places.reserve("list B")).isTrue();

      places.release("list B");
      assertThat(places.reserve("list B")).isTrue();
      bench.execute("update place set used_at = now() - interval '30 seconds'");
      assertThat(places.reservation("list A"))
          .hasValueSatisfying(reservation -> {
            assertThat(reservation.age()).isBetween(seconds(30), seconds(60));
            assertThat(reservation.age().plus(reservation.left())).isEqualTo(seconds(60));
          });
      assertThat(places.reserve("list A")).isFalse();
      bench.execute("update place set used_at = now() - interval '61 seconds'");
      assertThat(places.reservation("list A")).isEmpty();
      assertThat(places.reserve("list A")).isTrue();
      bench.execute("update place set used_at = now() - interval '2 days'");
      assertThat(places.find("list A")).isEmpty();
      assertThat(places.reservation("list A")).as("a search does not renew it").isEmpty();
      assertThat(places.reserve("list A")).isTrue();
      assertThat(places.reserve("list A")).isFalse();

      places.remember("list A", "5");
      assertThat(places.reservation("list A")).isEmpty();
      bench.execute("update place set used_at = now() - interval '61 seconds'");
      assertThat(places.reserve("list A")).as("another batch has created it").isFalse();
      places.release("list A");
      assertThat(places.find("list A")).contains("5");
      places.forget("list A", "5");
      assertThat(places.reserve("list A")).isTrue();
    }
  }

  /** Both have searched before one of them creates the place. */
  @Test
  void twoDestinationsOfAnAccountDoNotCreateAPlaceTwice() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      PostgresPlaces store = new PostgresPlaces(bench.worker);
      Places one = store.of(destination("dst_1"), "account");
      Places other = store.of(destination("dst_2"), "account");
      assertThat(one.reserve("list A")).isTrue();
      assertThat(other.reserve("list A")).isFalse();
      assertThat(other.reservation("list A")).isPresent();
      assertThat(other.reserve("list B")).isTrue();
      assertThat(store.of(destination("dst_3"), "other account").reserve("list A")).isTrue();

      one.remember("list A", "5");
      assertThat(other.reservation("list A")).isEmpty();
      assertThat(other.reserve("list A")).as("it is there since the search").isFalse();
      assertThat(other.find("list A")).as("each destination has its own id").isEmpty();
      bench.execute("update place set used_at = now() - interval '61 seconds'");
      assertThat(other.reserve("list A")).as("the vendor has lost it").isTrue();

      other.release("list A");
      assertThat(one.find("list A")).contains("5");
    }
  }

  @Test
  void otherCredentialsSearchAgainAndReplaceWhatWasFoundBefore() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      PostgresPlaces store = new PostgresPlaces(bench.worker);
      store.of(destination("dst_1"), "old").remember("list A", "5");
      Places places = store.of(destination("dst_1"), "new");
      assertThat(places.find("list A")).isEmpty();
      places.remember("list A", "8");
      assertThat(places.find("list A")).contains("8");
      assertThat(bench.number("select count(*) from place")).isEqualTo(1);
    }
  }

  @Test
  void aPlaceOfADeletedDestinationIsForgotten() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId kept = bench.destination();
      DestinationId deleted = bench.destination();
      PostgresPlaces store = new PostgresPlaces(bench.worker);
      Places ofKept = store.of(destination(kept.value()), "account");
      Places ofDeleted = store.of(destination(deleted.value()), "account");
      ofKept.remember("list A", "5");
      ofDeleted.remember("list A", "6");
      bench.execute("update definition set deleted = true where id = '" + deleted + "'");
      sweep(bench);
      assertThat(ofKept.find("list A")).contains("5");
      assertThat(ofDeleted.find("list A")).isEmpty();
    }
  }

  @Test
  void aPlaceThatNothingIsWrittenToAnyMoreIsForgottenAndAUsedOneIsNot() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      PostgresPlaces store = new PostgresPlaces(bench.worker);
      Places places = store.of(destination(bench.destination().value()), "account");
      places.remember("list A", "5");
      places.remember("list B", "6");
      bench.execute("update place set used_at = now() - interval '91 days'");
      assertThat(places.find("list A")).contains("5");
      sweep(bench);
      assertThat(places.find("list A")).contains("5");
      assertThat(places.find("list B")).isEmpty();
    }
  }

  private static Duration seconds(long seconds) {
    return Duration.ofSeconds(seconds);
  }

  private static void sweep(Bench bench) throws SQLException {
    new Housekeeping(bench.worker, Clock.systemUTC(), Duration.ofDays(30)).sweep();
  }

  private static Catalogue.Destination destination(String id) {
    return new Catalogue.Destination(
        Bench.WORKSPACE,
        new DestinationId(id),
        "Destination",
        1,
        new DestinationSpec(
            FakeDestination.ID,
            JsonNodeFactory.instance.objectNode(),
            Map.of(),
            List.of(),
            null,
            null),
        new FakeDestination(EffectClass.A));
  }
}
