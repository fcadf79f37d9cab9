package dev.tributary.destinations.delivery;

import static dev.tributary.destinations.delivery.Bench.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.destinations.account.AccountDecisions;
import dev.tributary.destinations.account.AccountRounds;
import dev.tributary.destinations.account.AccountStore;
import dev.tributary.destinations.connector.EffectClass;
import dev.tributary.destinations.protocol.StoreFailure;
import dev.tributary.destinations.sync.Catalogue;
import dev.tributary.destinations.sync.PauseTarget;
import dev.tributary.destinations.sync.StatusStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The credentials of a destination come to belong to another account of its vendor. */
class ChangedAccountTest {
  private static final Duration BOUND = Duration.ofSeconds(90);

  @Test
  void nothingIsSentToAnotherAccountUntilAUserConfirmsIt() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId destination = delivered(bench);
      FakeDestination.Store store = bench.fake.store(destination);
      becomesAnother(bench, store);
      bench.apply(bench.updated(person(new ProfileId("prf_2"), 1, "b@example.org", "Bea")));
      await()
          .atMost(BOUND)
          .until(() -> bench.text("select reason from pause").equals("another-account"));
      assertThat(bench.text("select words from pause")).contains("Account two", "Account one");
      assertThat(store.requests).hasSize(1);
      Catalogue.Destination defined = defined(bench, destination);
      assertThat(decided(bench, defined, "three", AccountStore.Ids.KEPT))
          .isEqualTo(AccountDecisions.Progress.REFUSED);
      assertThat(decided(bench, defined, "two", AccountStore.Ids.KEPT))
          .isEqualTo(AccountDecisions.Progress.DONE);
      bench.resume(destination);
      bench.apply(bench.updated(person(new ProfileId("prf_1"), 2, "a@example.org", "Anna")));
      await().atMost(BOUND).until(() -> bench.count(destination, "delivered") == 2);
      assertThat(vendorIdsSent(store)).as("the ids are valid there too").isEqualTo(1);
    }
  }

  @Test
  void afterTheIdsAreForgottenEachRecordIsANewOneInTheOtherAccount() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId destination = delivered(bench);
      FakeDestination.Store store = bench.fake.store(destination);
      becomesAnother(bench, store);
      bench.apply(bench.updated(person(new ProfileId("prf_2"), 1, "b@example.org", "Bea")));
      await().atMost(BOUND).until(() -> bench.number("select count(*) from pause") == 1);
      await().atMost(BOUND).until(() -> bench.count(destination, "pending") == 1);
      assertThat(decided(bench, defined(bench, destination), "two", AccountStore.Ids.FORGOTTEN))
          .isEqualTo(AccountDecisions.Progress.DONE);
      assertThat(bench.number("select count(*) from delivery where vendor_id is not null"))
          .isZero();
      store.records.clear();
      bench.resume(destination);
      await().atMost(BOUND).until(() -> bench.count(destination, "delivered") == 2);
      assertThat(store.records).containsOnlyKeys("rows/a@example.org", "rows/b@example.org");
      assertThat(vendorIdsSent(store)).isZero();
    }
  }

  /** The list of an audience is one of the other account too, and removals are not its business. */
  @Test
  void membershipsFollowTheirRecordsIntoTheOtherAccountAndRemovalsDoNot() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId destination = bench.destination();
      FakeDestination.Store store = bench.fake.store(destination);
      store.account = "one";
      AudienceId audience = new AudienceId("aud_1");
      bench.audienceSync(destination, "contacts", audience);
      bench.engine();
      bench.apply(
          bench.updated(person(new ProfileId("prf_1"), 1, "a@example.org", "Ann")),
          bench.updated(person(new ProfileId("prf_2"), 1, "b@example.org", "Bea")),
          bench.member(audience, new ProfileId("prf_1"), true, 1, 1),
          bench.member(audience, new ProfileId("prf_2"), true, 1, 1));
      await().atMost(BOUND).until(() -> bench.count(destination, "delivered") == 4);
      becomesAnother(bench, store);
      bench.apply(bench.member(audience, new ProfileId("prf_2"), false, 2, 1));
      await().atMost(BOUND).until(() -> bench.number("select count(*) from pause") == 1);
      await().atMost(BOUND).until(() -> bench.count(destination, "in-flight") == 0);
      assertThat(decided(bench, defined(bench, destination), "two", AccountStore.Ids.FORGOTTEN))
          .isEqualTo(AccountDecisions.Progress.DONE);
      store.order.clear();
      bench.resume(destination);
      await()
          .atMost(BOUND)
          .until(
              () -> bench.number("select count(*) from delivery where state <> 'delivered'") == 0);
      assertThat(store.order).contains("+contacts/a@example.org").noneMatch(e -> e.startsWith("-"));
      assertThat(store.order).filteredOn(each -> each.startsWith("+lists/")).hasSize(1);
      assertThat(store.order.indexOf("+contacts/a@example.org")).isLessThan(membership(store));
    }
  }

  /** The instance that began has stopped. */
  @Test
  void aDecisionIsContinuedInTheBackgroundAndThenTheDestinationResumes() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId destination = delivered(bench);
      FakeDestination.Store store = bench.fake.store(destination);
      becomesAnother(bench, store);
      bench.apply(bench.updated(person(new ProfileId("prf_2"), 1, "b@example.org", "Bea")));
      await().atMost(BOUND).until(() -> bench.number("select count(*) from pause") == 1);
      await().atMost(BOUND).until(() -> bench.count(destination, "pending") == 1);
      bench.execute(
          "update vendor_account set decision = 'forgotten', done_place = null, done_key = null");
      store.records.clear();
      rounds(bench).round();
      assertThat(bench.number("select count(*) from pause")).isZero();
      await().atMost(BOUND).until(() -> bench.count(destination, "delivered") == 2);
      assertThat(store.records).containsOnlyKeys("rows/a@example.org", "rows/b@example.org");
      assertThat(bench.text("select id from vendor_account")).isEqualTo("two");
    }
  }

  /** A job of the other account can have the same id. */
  @Test
  void anEventInAJobOfTheFormerAccountIsDecidedByAUser() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId destination = delivered(bench);
      bench.execute(
          "insert into delivery (id, workspace, destination, space, record_key, is_event, sync,"
              + " object, version, hash, state, lane, root_event, root_received_at, job,"
              + " submitted_at, not_before) select 'dlv_e', workspace, destination, 'events', 'e',"
              + " true, sync, object, 1, 'h', 'submitted', 1, 'e', now(), 'job-1', now(),"
              + " 'infinity' from delivery");
      FakeDestination.Store store = bench.fake.store(destination);
      becomesAnother(bench, store);
      rounds(bench).round();
      assertThat(bench.text("select reason from pause")).isEqualTo("another-account");
      assertThat(decided(bench, defined(bench, destination), "two", AccountStore.Ids.FORGOTTEN))
          .isEqualTo(AccountDecisions.Progress.DONE);
      assertThat(
              bench.text(
                  "select state || ' ' || reason from delivery where is_event and job is null"))
          .isEqualTo("uncertain result-unknown");
    }
  }

  @Test
  void aStoppedDestinationShowsTheNewestReasonAndAPauseOfAUserStays() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId destination = delivered(bench);
      bench.execute(
          "insert into pause (workspace, kind, id, reason, words) values ('%s', 'destination',"
                  .formatted(Bench.WORKSPACE)
              + " '%s', 'grant-revoked', 'Connect again')".formatted(destination));
      becomesAnother(bench, bench.fake.store(destination));
      rounds(bench).round();
      assertThat(bench.text("select reason from pause")).isEqualTo("another-account");
      assertThat(bench.text("select words from pause")).contains("Account two");
      bench.execute("delete from pause");
      bench.pause(destination);
      rounds(bench).round();
      assertThat(bench.text("select reason from pause")).isEqualTo("asked");
    }
  }

  @Test
  void aDestinationSaysThatItsVendorDoesNotAnswerForTheAccountOfNewCredentials() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId destination = delivered(bench);
      FakeDestination.Store store = bench.fake.store(destination);
      bench.execute("update vendor_account set credentials = 'former', asked_for = null");
      store.reachable = false;
      bench.apply(bench.updated(person(new ProfileId("prf_2"), 1, "b@example.org", "Bea")));
      await().atMost(BOUND).until(() -> accountQuestion(bench, destination).isPresent());
      assertThat(accountQuestion(bench, destination).orElseThrow())
          .satisfies(stop -> {
            assertThat(stop.reason()).isEqualTo("waits-for-account");
            assertThat(stop.words()).contains("not known yet to which account");
            assertThat(stop.since()).isBefore(Clock.systemUTC().instant().plusSeconds(5));
          });
      await()
          .atMost(BOUND)
          .until(() ->
              bench
                  .text("select reason from delivery where state = 'pending'")
                  .equals("waits-for-account"));
      assertThat(bench.number("select count(*) from pause")).isZero();
      store.reachable = true;
      bench.execute("update vendor_account set ask_at = now()");
      bench.status.resume(Bench.WORKSPACE, new PauseTarget.OfDestination(destination), destination);
      await().atMost(BOUND).until(() -> bench.count(destination, "delivered") == 2);
      assertThat(accountQuestion(bench, destination)).isEmpty();
    }
  }

  private static Optional<StatusStore.Stop> accountQuestion(
      Bench bench, DestinationId destination) {
    return bench.status.accountQuestion(Bench.WORKSPACE, destination);
  }

  @Test
  void anIdleDestinationIsLookedAtToo() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId destination = delivered(bench);
      becomesAnother(bench, bench.fake.store(destination));
      rounds(bench).round();
      assertThat(bench.text("select reason from pause")).isEqualTo("another-account");
    }
  }

  @Test
  void aVendorIsAskedOnceADay() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId destination = delivered(bench);
      FakeDestination.Store store = bench.fake.store(destination);
      store.account = "two";
      bench.apply(bench.updated(person(new ProfileId("prf_2"), 1, "b@example.org", "Bea")));
      await().atMost(BOUND).until(() -> bench.count(destination, "delivered") == 2);
      assertThat(bench.text("select id from vendor_account")).isEqualTo("one");
    }
  }

  private static AccountDecisions.Progress decided(
      Bench bench, Catalogue.Destination destination, String account, AccountStore.Ids ids)
      throws StoreFailure {
    return bench.decisions.decide(
        destination, bench.targets.open(destination), account, ids, Duration.ofMinutes(1));
  }

  private static AccountRounds rounds(Bench bench) {
    return new AccountRounds(
        () -> stored(() -> read(bench)),
        bench.sender::verify,
        bench.decisions,
        new Stops(bench),
        Clock.systemUTC());
  }

  private record Stops(Bench bench) implements AccountRounds.Stops {
    @Override
    public void stop(Catalogue.Destination destination, String reason, String words)
        throws StoreFailure {
      PauseTarget target = new PauseTarget.OfDestination(destination.id());
      if (bench.status.replaceReason(destination.workspace(), target, reason, words)) {
        return;
      }
      Catalogue.Destination _ =
          stored(() -> {
            bench.deliveries.pause(destination, reason, words);
            return destination;
          });
    }

    @Override
    public void resume(Catalogue.Destination destination) {
      bench.status.resume(
          destination.workspace(),
          new PauseTarget.OfDestination(destination.id()),
          destination.id());
    }
  }

  private static <T> T stored(Callable<T> work) throws StoreFailure {
    try {
      return work.call();
    } catch (Exception e) {
      throw new StoreFailure(e);
    }
  }

  private static int membership(FakeDestination.Store store) {
    return IntStream.range(0, store.order.size())
        .filter(i -> store.order.get(i).startsWith("+lists/"))
        .findFirst()
        .orElseThrow();
  }

  /** A destination with one delivered person, in the account "one". */
  private static DestinationId delivered(Bench bench) throws Exception {
    DestinationId destination = bench.destination();
    bench.fake.store(destination).account = "one";
    bench.profileSync(destination);
    bench.engine();
    bench.apply(bench.updated(person(new ProfileId("prf_1"), 1, "a@example.org", "Ann")));
    await().atMost(BOUND).until(() -> bench.count(destination, "delivered") == 1);
    assertThat(bench.text("select id from vendor_account")).isEqualTo("one");
    return destination;
  }

  /** A day later, the same credentials belong to another account. */
  private static void becomesAnother(Bench bench, FakeDestination.Store store) throws SQLException {
    store.account = "two";
    bench.execute(
        "update vendor_account set verified_at = now() - interval '25 hours',"
            + " ask_at = now() - interval '25 hours'");
  }

  private static long vendorIdsSent(FakeDestination.Store store) {
    return store.requests.stream()
        .flatMap(batch -> batch.items().stream())
        .filter(item -> item.vendorId() != null)
        .count();
  }

  private static Catalogue read(Bench bench) throws SQLException {
    try (Connection connection = bench.worker.getConnection()) {
      return bench.catalogue.read(connection);
    }
  }

  private static Catalogue.Destination defined(Bench bench, DestinationId id) throws SQLException {
    return read(bench).destination(id).orElseThrow();
  }
}
