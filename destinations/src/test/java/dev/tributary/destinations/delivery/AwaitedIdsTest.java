package dev.tributary.destinations.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.contracts.Message;
import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.destinations.connector.EffectClass;
import dev.tributary.destinations.delivery.FakeJobVendor.Shape;
import dev.tributary.destinations.protocol.RecordedJob;
import dev.tributary.destinations.protocol.StoreFailure;
import dev.tributary.destinations.start.ForwardingDeliveryStore;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A job that confirms records without their ids, and memberships that need these ids. */
class AwaitedIdsTest {
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final int RECORDS = 3;
  private static final AudienceId AUDIENCE = new AudienceId("aud_1");

  private final FakeJobVendor vendor =
      new FakeJobVendor(Shape.SUBMITTED, EffectClass.A, false, false);

  /** The results that were read. */
  private final List<String> read = new CopyOnWriteArrayList<>();

  AwaitedIdsTest() {
    vendor.lists = true;
    vendor.watch =
        (request, after) -> {
          if (!after && !request.startsWith("POST") && !request.equals("GET state")) {
            read.add(request);
          }
        };
  }

  private static Message[] people(Bench bench, int version) {
    return IntStream.range(0, RECORDS)
        .mapToObj(i ->
            bench.updated(
                Bench.person(
                    new ProfileId("prf_" + i),
                    version,
                    "p%d@example.org".formatted(i),
                    "Name " + version)))
        .toArray(Message[]::new);
  }

  private static Message[] members(Bench bench) {
    return IntStream.range(0, RECORDS)
        .mapToObj(i -> bench.member(AUDIENCE, new ProfileId("prf_" + i), true, 1, 1))
        .toArray(Message[]::new);
  }

  private static void wait(Callable<Boolean> until) {
    await().atMost(BOUND).until(until);
  }

  private void assertMembersHaveIds() {
    assertThat(vendor.members)
        .containsExactlyInAnyOrder(
            IntStream.range(0, RECORDS)
                .mapToObj("id of p%d@example.org"::formatted)
                .toArray(String[]::new));
  }

  @Test
  void nobodyReadsIdsThatNoMembershipNeeds() throws Exception {
    vendor.refuses = List.of("p1@example.org");
    try (Bench bench = Bench.ofVendor(vendor, vendor)) {
      DestinationId destination = bench.destination();
      bench.profileSync(destination);
      bench.apply(people(bench, 1));
      bench.engine();
      wait(() -> bench.count(destination, "delivered") == RECORDS - 1);
      assertThat(bench.text("select record_key from delivery where state = 'rejected'"))
          .isEqualTo("p1@example.org");
      assertThat(bench.number("select count(*) from delivery where vendor_id is not null"))
          .isZero();
      assertThat(read).containsExactly("GET failed");
    }
  }

  @Test
  void idsAreReadWithTheResultsIfMembershipsWaitForThem() throws Exception {
    try (Bench bench = Bench.ofVendor(vendor, vendor)) {
      DestinationId destination = bench.destination();
      bench.audienceSync(destination, "rows", AUDIENCE);
      bench.apply(
          Stream.of(people(bench, 1), members(bench)).flatMap(Stream::of).toArray(Message[]::new));
      bench.engine();
      wait(() -> bench.count(destination, "delivered") == 2 * RECORDS);
      assertThat(vendor.effects.values()).containsOnly(1);
      assertMembersHaveIds();
    }
  }

  /** The records are sent once more, because their answer has the ids. */
  @Test
  void recordsThatWereConfirmedWithoutTheirIdsGetThemForALaterList() throws Exception {
    try (Bench bench = Bench.ofVendor(vendor, vendor)) {
      DestinationId destination = bench.destination();
      bench.profileSync(destination);
      bench.apply(people(bench, 1));
      bench.engine();
      wait(() -> bench.count(destination, "delivered") == RECORDS);
      bench.audienceSync(destination, "rows", AUDIENCE);
      bench.apply(members(bench));
      wait(() -> bench.count(destination, "delivered") == 2 * RECORDS);
      assertMembersHaveIds();
      assertThat(bench.number("select count(*) from delivery where vendor_id is null"))
          .isEqualTo(RECORDS);
      // From now on, each record has its id.
      bench.apply(people(bench, 2));
      wait(() ->
          bench.number(
                  "select count(*) from delivery where parent is null and state = 'delivered'"
                      + " and delivered_version >= 2 and delivered_hash = hash")
              == RECORDS);
      assertThat(bench.number("select count(*) from delivery where state <> 'delivered'")).isZero();
    }
  }

  @Test
  void aMembershipIsNotForgottenThatComesAfterTheDecisionAboutTheIds() throws Exception {
    try (Bench bench = Bench.ofVendor(vendor, vendor)) {
      DestinationId destination = bench.destination();
      bench.profileSync(destination);
      bench.audienceSync(destination, "rows", AUDIENCE);
      bench.apply(people(bench, 1));
      bench.engine(new Late(bench));
      wait(() -> bench.count(destination, "delivered") == 2 * RECORDS);
      assertMembersHaveIds();
    }
  }

  /** The memberships are written after the ledger was asked for them, and before the report. */
  private static final class Late extends ForwardingDeliveryStore {
    private final Bench bench;
    private final List<Boolean> answers = new ArrayList<>();

    Late(Bench bench) {
      super(bench.deliveries);
      this.bench = bench;
    }

    @Override
    public boolean needsIds(RecordedJob job) throws StoreFailure {
      boolean needed = super.needsIds(job);
      try {
        synchronized (answers) {
          if (answers.isEmpty()) {
            assertThat(needed).isFalse();
            bench.apply(members(bench));
          }
          answers.add(needed);
        }
      } catch (SQLException e) {
        throw new StoreFailure(e);
      }
      return needed;
    }
  }
}
