package dev.tributary.destinations.delivery;

import static dev.tributary.destinations.delivery.Bench.WORKSPACE;
import static dev.tributary.destinations.delivery.Bench.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.destinations.connector.EffectClass;
import dev.tributary.destinations.connector.Listing;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.deliveries.DeliveryFilter;
import dev.tributary.destinations.deliveries.UncertainDeliveries;
import dev.tributary.destinations.destination.DestinationSpec;
import dev.tributary.destinations.postgres.queries.PostgresUncertainDeliveries;
import dev.tributary.destinations.postgres.reconciliation.PostgresLookupQuestions;
import dev.tributary.destinations.protocol.StoreFailure;
import dev.tributary.destinations.reconciliation.LookupQuestion;
import dev.tributary.destinations.reconciliation.LookupRounds;
import dev.tributary.destinations.sync.Catalogue;
import dev.tributary.destinations.sync.CatalogueSyncBuilder;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A destination in memory is asked about deliveries that had no answer. */
class LookupRoundsTest {
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final String ANN = "ann@x.example";
  private static final String BOB = "bob@x.example";

  private final Bench bench = Bench.allowing(EffectClass.C);
  private DestinationId destination = new DestinationId("");
  private SyncId sync = new SyncId("");
  private FakeDestination.Store store = new FakeDestination.Store();

  /** Of the destination, in the catalogue of the rounds; empty to keep it. */
  private String setting = "at-least-once";

  /** The destination does not answer two writes. */
  @BeforeEach
  void leaveUncertain() throws Exception {
    bench.fake.search = new Listing.ByMatchValue(Duration.ZERO, true, Set.of());
    destination = bench.destination("{\"delivery\":\"at-most-once\"}");
    sync = bench.profileSync(destination);
    store = bench.fake.store(destination);
    store.behaviour = (batch, item) -> new Outcome.Ambiguous("no answer");
    bench.engine();
    write(1, 1, ANN, "Ann");
    write(2, 1, BOB, "Bob");
    await().atMost(BOUND).until(() -> bench.count(destination, "uncertain") == 2);
    store.behaviour = (batch, item) -> null;
  }

  @AfterEach
  void close() throws Exception {
    bench.close();
  }

  private void write(int id, int version, String address, String name) throws SQLException {
    bench.apply(bench.updated(person(new ProfileId("prf_" + id), version, address, name)));
  }

  private PostgresLookupQuestions questions() {
    return new PostgresLookupQuestions(bench.worker);
  }

  /** An instance for each step. */
  private LookupRounds rounds(Duration margin) {
    return new LookupRounds(
        questions(),
        this::catalogue,
        bench.sender::find,
        new PostgresUncertainDeliveries(bench.requests, Clock.systemUTC()),
        new LookupRounds.Times(Duration.ZERO, margin),
        Clock.systemUTC());
  }

  private Catalogue catalogue() throws StoreFailure {
    try {
      return setting.isEmpty() ? bench.catalogue() : set(bench.catalogue());
    } catch (SQLException e) {
      throw new StoreFailure(e);
    }
  }

  /** The rounds read another setting than the engine, which leaves deliveries uncertain. */
  private Catalogue set(Catalogue catalogue) {
    Map<SyncId, Catalogue.Sync> syncs = new HashMap<>();
    catalogue
        .syncs()
        .forEach((id, each) -> {
          Catalogue.Destination to = each.destination();
          DestinationSpec spec = to.spec();
          ObjectNode settings = spec.settings().deepCopy();
          syncs.put(
              id,
              CatalogueSyncBuilder.builder(each)
                  .destination(
                      new Catalogue.Destination(
                          to.workspace(),
                          to.id(),
                          to.name(),
                          to.version(),
                          new DestinationSpec(
                              spec.connector(),
                              settings.put("delivery", setting),
                              spec.secrets(),
                              spec.purposes(),
                              spec.baseUrl(),
                              spec.rateLimit()),
                          to.connector()))
                  .build());
        });
    return new Catalogue(catalogue.destinations(), syncs, catalogue.unreadable(), catalogue.held());
  }

  private void askAll(Duration margin) {
    int steps = 0;
    while (rounds(margin).step()) {
      assertThat(steps++).isLessThan(50);
    }
  }

  private String stored(String address) {
    return "rows/" + address;
  }

  private String state(String address) throws SQLException {
    return bench.text("select state from delivery where record_key = '%s'".formatted(address));
  }

  private long open() throws SQLException {
    return bench.number("select count(*) from lookup_question where not done");
  }

  @Test
  void aRecordThatIsThereIsDeliveredWithItsIdAndNothingIsSent() throws Exception {
    store.records.put(stored(ANN), "{\"name\":\"Ann\"}");
    store.ids.put(stored(ANN), "v-7");
    int sent = store.requests.size();
    askAll(Duration.ofHours(1));
    assertThat(state(ANN)).isEqualTo("delivered");
    assertThat(bench.text("select vendor_id from delivery where record_key = '%s'".formatted(ANN)))
        .isEqualTo("v-7");
    assertThat(state(BOB)).as("a search may be behind").isEqualTo("uncertain");
    assertThat(store.requests).hasSize(sent);
    assertThat(store.lookups).containsExactlyInAnyOrder(ANN, BOB);
    assertThat(bench.wronglyOpenOrLeased()).isEmpty();
    assertThat(open()).as("Bob is asked about again").isEqualTo(1);
  }

  @Test
  void aRecordThatIsCertainlyNotThereIsSentAgain() throws Exception {
    store.records.put(stored(ANN), "{\"name\":\"Ann\"}");
    askAll(Duration.ZERO);
    await().atMost(BOUND).until(() -> bench.count(destination, "delivered") == 2);
    assertThat(store.records.get(stored(BOB))).isEqualTo("{\"name\":\"Bob\"}");
    assertThat(store.writes).doesNotContainKey(stored(ANN)).containsEntry(stored(BOB), 1);
    assertThat(open()).isZero();
    assertThat(bench.wronglyOpenOrLeased()).isEmpty();
  }

  @Test
  void aDestinationThatNeverRepeatsLeavesTheDecisionToAUser() throws Exception {
    setting = "";
    store.records.put(stored(ANN), "{\"name\":\"Former\"}");
    store.ids.put(stored(ANN), "v-7");
    int sent = store.requests.size();
    askAll(Duration.ZERO);
    assertThat(bench.count(destination, "uncertain")).isEqualTo(2);
    assertThat(store.requests).hasSize(sent);
  }

  /** Two searches in a row by one instance, which knows how each destination answers. */
  @Test
  void aDestinationThatFailsIsAskedOnceAndOthersAreAskedMeanwhile() throws Exception {
    FakeDestination.Store other = leaveOthersUncertain();
    store.noPage = new Outcome.Transient("busy", null);
    askAllByOneInstance();
    assertThat(store.lookups).hasSize(1);
    assertThat(other.lookups).containsExactlyInAnyOrder(ANN, BOB);
  }

  @Test
  void aDestinationWithoutAQuotaIsAskedOnce() throws Exception {
    FakeDestination.Store other = leaveOthersUncertain();
    store.noPage = new Outcome.QuotaSpent(Clock.systemUTC().instant().plusSeconds(60), "spent");
    askAllByOneInstance();
    assertThat(store.lookups).hasSize(1);
    assertThat(other.lookups).hasSize(2);
  }

  @Test
  void destinationsAreAskedInTurn() throws Exception {
    FakeDestination.Store other = leaveOthersUncertain();
    List<String> turns = new ArrayList<>();
    store.beforePage = () -> turns.add("first");
    other.beforePage = () -> turns.add("other");
    askAllByOneInstance();
    assertThat(turns)
        .isIn(
            List.of("first", "other", "first", "other"),
            List.of("other", "first", "other", "first"));
  }

  @Test
  void refusedCredentialsEndNoQuestion() throws Exception {
    store.noPage = new Outcome.Unauthorised("wrong password");
    for (int round = 0; round < 40; round++) {
      askAll(Duration.ZERO);
      bench.execute("update lookup_question set not_before = clock_timestamp() - interval '1 s'");
    }
    assertThat(open()).isEqualTo(2);
  }

  private FakeDestination.Store leaveOthersUncertain() throws Exception {
    DestinationId another = bench.destination("{\"delivery\":\"at-most-once\"}");
    bench.profileSync(another);
    FakeDestination.Store other = bench.fake.store(another);
    other.behaviour = (batch, item) -> new Outcome.Ambiguous("no answer");
    write(1, 2, ANN, "Ann");
    write(2, 2, BOB, "Bob");
    await().atMost(BOUND).until(() -> bench.count(another, "uncertain") == 2);
    assertThat(bench.count(destination, "uncertain")).isEqualTo(2);
    return other;
  }

  private void askAllByOneInstance() {
    LookupRounds one = rounds(Duration.ofHours(1));
    int steps = 0;
    while (one.step()) {
      assertThat(steps++).isLessThan(50);
    }
  }

  @Test
  void aRecordWithOtherValuesIsUpdatedByItsId() throws Exception {
    store.records.put(stored(ANN), "{\"name\":\"Former\"}");
    store.ids.put(stored(ANN), "v-7");
    store.records.put(stored(BOB), "{\"name\":\"Bob\"}");
    askAll(Duration.ZERO);
    await().atMost(BOUND).until(() -> bench.count(destination, "delivered") == 2);
    assertThat(store.records.get(stored(ANN))).isEqualTo("{\"name\":\"Ann\"}");
    assertThat(store.requests.getLast().items().getFirst().vendorId()).isEqualTo("v-7");
  }

  @Test
  void aDestinationWhoseSearchIsNeverCertainLeavesTheDecisionToAUser() throws Exception {
    bench.fake.search = new Listing.ByMatchValue(null, true, Set.of());
    askAll(Duration.ZERO);
    for (int round = 0; round < 8; round++) {
      bench.execute("update lookup_question set not_before = clock_timestamp() - interval '1 s'");
      askAll(Duration.ZERO);
    }
    assertThat(bench.count(destination, "uncertain")).isEqualTo(2);
    assertThat(open()).isZero();
    assertThat(store.lookups).as("five answers for each").hasSize(10);
  }

  @Test
  void aVersionIsSentAgainThreeTimesAtMost() throws Exception {
    store.behaviour = (batch, item) -> new Outcome.Ambiguous("no answer");
    int before = store.requests.size();
    for (int round = 0; round < 6; round++) {
      askAll(Duration.ZERO);
      await().atMost(BOUND).until(() -> bench.count(destination, "uncertain") == 2);
    }
    long sent =
        store.requests.subList(before, store.requests.size()).stream()
            .mapToLong(batch -> batch.items().size())
            .sum();
    assertThat(sent).isEqualTo(6);
  }

  @Test
  void aDestinationThatDoesNotAnswerIsAskedLater() throws Exception {
    store.noPage = new Outcome.Transient("busy", null);
    askAll(Duration.ZERO);
    assertThat(bench.count(destination, "uncertain")).isEqualTo(2);
    assertThat(bench.number("select sum(failures) from lookup_question")).isEqualTo(2);
    assertThat(open()).isEqualTo(2);
  }

  @Test
  void aPausedDestinationIsNotAsked() throws Exception {
    bench.pause(destination);
    askAll(Duration.ZERO);
    assertThat(store.lookups).isEmpty();
  }

  /** The lease of the first instance ends while its request is on its way. */
  @Test
  void anAnswerAboutAnEarlierAttemptChangesNothing() throws Exception {
    rounds(Duration.ZERO).step();
    LookupQuestion late = questions().lease("", List.of()).orElseThrow();
    bench.execute("update lookup_question set lease_until = clock_timestamp() - interval '1 s'");
    askAll(Duration.ZERO);
    await().atMost(BOUND).until(() -> bench.count(destination, "delivered") == 2);
    UncertainDeliveries deliveries =
        new PostgresUncertainDeliveries(bench.requests, Clock.systemUTC());
    bench.execute("update delivery set state = 'uncertain' where state = 'delivered'");
    assertThat(deliveries.arrived(WORKSPACE, late.delivery(), late.version(), late.since(), "v-9"))
        .as("it is uncertain again, after another attempt")
        .isFalse();
    bench.execute("update delivery set state = 'delivered' where state = 'uncertain'");
    questions().sendAgain(late, null);
    questions().askAgain(late, Duration.ofSeconds(1));
    assertThat(bench.count(destination, "delivered")).isEqualTo(2);
    assertThat(open()).isZero();
    assertThat(questions().record(late)).isEmpty();
  }

  @Test
  void aDeliveryThatAUserHasDecidedIsNotChanged() throws Exception {
    store.beforePage =
        () ->
            new PostgresUncertainDeliveries(bench.requests, Clock.systemUTC())
                .arrived(WORKSPACE, DeliveryFilter.ALL);
    int sent = store.requests.size();
    askAll(Duration.ZERO);
    assertThat(bench.count(destination, "delivered")).isEqualTo(2);
    assertThat(store.requests).hasSize(sent);
    assertThat(open()).isZero();
  }

  @Test
  void aNewContentIsSentWithoutAQuestion() throws Exception {
    rounds(Duration.ofHours(1)).step();
    write(1, 2, ANN, "Anna");
    await().atMost(BOUND).until(() -> state(ANN).equals("delivered"));
    int asked = store.lookups.size();
    askAll(Duration.ofHours(1));
    assertThat(state(ANN)).isEqualTo("delivered");
    assertThat(store.lookups.subList(asked, store.lookups.size())).doesNotContain(ANN);
  }

  @Test
  void questionsOfDeliveriesThatAreNotUncertainAreDeletedAfterTwoDays() throws Exception {
    store.records.put(stored(ANN), "{\"name\":\"Ann\"}");
    askAll(Duration.ofHours(1));
    bench.execute("update lookup_question set changed_at = changed_at - interval '3 days'");
    questions().forget();
    assertThat(bench.number("select count(*) from lookup_question")).isEqualTo(1);
    bench.execute(
        "update lookup_question set done = true, changed_at = changed_at - interval '3 days'");
    questions().forget();
    assertThat(
            bench.number(
                "select count(*) from lookup_question"
                    + " where changed_at > clock_timestamp() - interval '1 day'"))
        .as("Bob still waits, and its question is looked at again later")
        .isEqualTo(1);
  }
}
