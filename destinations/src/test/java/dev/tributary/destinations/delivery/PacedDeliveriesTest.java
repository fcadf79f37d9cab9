package dev.tributary.destinations.delivery;

import static dev.tributary.destinations.delivery.Bench.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.destinations.connector.EffectClass;
import dev.tributary.destinations.limit.RowLimit;
import dev.tributary.destinations.pacing.Budget;
import dev.tributary.destinations.pacing.BudgetBuilder;
import dev.tributary.destinations.pacing.BudgetWindow;
import dev.tributary.destinations.start.ForwardingDeliveryStore;
import dev.tributary.destinations.sync.Catalogue;
import dev.tributary.destinations.sync.PauseTarget;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What budgets of an account mean for the rows of the ledger. */
class PacedDeliveriesTest {
  private static final Duration BOUND = Duration.ofSeconds(90);
  static final Budget TEN = Budget.requests(10, 1);

  private static Optional<Instant> soon() {
    return Optional.of(Instant.now().plusMillis(20));
  }

  @Test
  void whileABudgetIsSpentNoRowIsClaimed() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      bench.fake.budgets = List.of(TEN);
      DestinationId destination = bench.destination();
      bench.profileSync(destination);
      AtomicBoolean spent = new AtomicBoolean(true);
      bench.limits.later = _ -> spent.get() ? soon() : Optional.empty();
      bench.engine();
      bench.apply(bench.updated(person(new ProfileId("prf_1"), 1, "a@example.org", "Ann")));
      await().atMost(BOUND).until(() -> bench.limits.refused.get() >= 5);
      assertThat(bench.number("select count(*) from attempt")).isZero();
      assertThat(bench.count(destination, "pending")).isEqualTo(1);
      spent.set(false);
      await().atMost(BOUND).until(() -> bench.count(destination, "delivered") == 1);
      await()
          .atMost(BOUND)
          .until(() ->
              bench.limits.granted.get()
                  == bench.limits.ended.get() + bench.limits.givenBack.get());
      assertThat(bench.limits.ended).hasValue(1);
    }
  }

  @Test
  void aPermitForWhichNothingCanBeClaimedIsGivenBack() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      bench.fake.budgets = List.of(TEN);
      DestinationId destination = bench.destination();
      bench.profileSync(destination);
      bench.engine(new Faster(bench.deliveries));
      bench.apply(bench.updated(person(new ProfileId("prf_1"), 1, "a@example.org", "Ann")));
      await().atMost(BOUND).until(() -> bench.limits.givenBack.get() >= 1);
      assertThat(bench.limits.ended).hasValue(0);
      assertThat(bench.fake.store(destination).requests).isEmpty();
    }
  }

  /** Another instance has always taken the rows already. */
  private static final class Faster extends ForwardingDeliveryStore {
    Faster(DeliveryStore store) {
      super(store);
    }

    @Override
    public WorkSearchResult claim(
        Catalogue.Destination destination, int turn, boolean retries, RowLimit limit) {
      return new WorkSearchResult.Nothing();
    }
  }

  @Test
  void aBudgetThatIsSmallerThanABatchIsUsed() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      Budget records =
          BudgetBuilder.builder(TEN)
              .unit(Budget.Unit.RECORDS)
              .amount(4)
              .window(new BudgetWindow(null, BudgetWindow.Per.DAY, null, null))
              .build();
      bench.fake.budgets = List.of(records);
      DestinationId destination = bench.destination();
      bench.profileSync(destination);
      for (int i = 0; i < 6; i++) {
        String email = "p" + i + "@example.org";
        bench.apply(bench.updated(person(new ProfileId("prf_" + i), 1, email, "Name")));
      }
      bench.limits.records.set(4);
      bench.engine();
      await().atMost(BOUND).until(() -> bench.count(destination, "delivered") == 4);
      assertThat(bench.fake.store(destination).requests)
          .allSatisfy(batch -> assertThat(batch.items().size()).isLessThanOrEqualTo(4));
      assertThat(bench.count(destination, "pending")).isEqualTo(2);
    }
  }

  @Test
  void theSyncOfTheRowsHasUsedTheBudget() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      bench.fake.budgets =
          List.of(TEN, BudgetBuilder.builder(TEN).unit(Budget.Unit.RECORDS).build());
      DestinationId destination = bench.destination();
      SyncId sync = bench.profileSync(destination);
      for (int i = 0; i < 3; i++) {
        String email = "p" + i + "@example.org";
        bench.apply(bench.updated(person(new ProfileId("prf_" + i), 1, email, "Name")));
      }
      bench.engine();
      await().atMost(BOUND).until(() -> bench.count(destination, "delivered") == 3);
      long requests = bench.fake.store(destination).requests.size();
      assertThat(bench.limits.used)
          .containsEntry("requests " + sync, requests)
          .containsEntry("records " + sync, 3L);
    }
  }

  @Test
  void budgetsBelongToTheAccountThatTheVendorNames() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      bench.fake.budgets = List.of(TEN);
      List<DestinationId> destinations = List.of(bench.destination(), bench.destination());
      for (DestinationId destination : destinations) {
        bench.fake.store(destination).account = "one";
        bench.profileSync(destination);
      }
      List<String> asked = new CopyOnWriteArrayList<>();
      bench.limits.later =
          question -> {
            asked.add(question.account());
            return Optional.empty();
          };
      DeliveryEngine engine = bench.engine();
      bench.apply(bench.updated(person(new ProfileId("prf_1"), 1, "a@example.org", "Ann")));
      for (DestinationId destination : destinations) {
        await().atMost(BOUND).until(() -> bench.count(destination, "delivered") == 1);
      }
      await().atMost(BOUND).until(engine::idle);
      String unknown = asked.getFirst();
      asked.clear();
      bench.apply(bench.updated(person(new ProfileId("prf_2"), 1, "b@example.org", "Bob")));
      for (DestinationId destination : destinations) {
        await().atMost(BOUND).until(() -> bench.count(destination, "delivered") == 2);
      }
      assertThat(asked).doesNotContain(unknown).containsOnly(asked.getFirst());
    }
  }

  /** Nothing but the dispatcher itself looks for work again. */
  @Test
  void aBudgetThatIsFreeAlreadyIsAskedAgainAtOnce() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      bench.fake.budgets = List.of(TEN);
      DestinationId destination = bench.destination();
      bench.profileSync(destination);
      bench.limits.later =
          _ ->
              bench.limits.refused.get() < 30
                  ? Optional.of(Instant.now().minusMillis(5))
                  : Optional.empty();
      bench.engine(
          new ForwardingDeliveryStore(bench.deliveries) {
            @Override
            public Set<DestinationId> due(Collection<Catalogue.Destination> destinations) {
              return Set.of();
            }
          });
      bench.apply(bench.updated(person(new ProfileId("prf_1"), 1, "a@example.org", "Ann")));
      await().atMost(BOUND).until(() -> bench.count(destination, "delivered") == 1);
    }
  }

  @Test
  void aResumeAndAChangeOfTheDestinationEndTheWaitForABudget() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      bench.fake.budgets = List.of(BudgetBuilder.builder(TEN).scope(Budget.Scope.RECORD).build());
      DestinationId destination = bench.destination();
      SyncId sync = bench.profileSync(destination);
      AtomicBoolean spent = new AtomicBoolean(true);
      bench.limits.later =
          question ->
              spent.get() && question.account().contains(":dlv_")
                  ? Optional.of(Instant.now().plus(Duration.ofHours(20)))
                  : Optional.empty();
      bench.engine();
      bench.apply(bench.updated(person(new ProfileId("prf_1"), 1, "a@example.org", "Ann")));
      await().atMost(BOUND).until(() -> waits(bench));
      spent.set(false);
      bench.status.resume(Bench.WORKSPACE, new PauseTarget.OfSync(sync), destination);
      await().atMost(BOUND).until(() -> bench.count(destination, "delivered") == 1);

      spent.set(true);
      bench.apply(bench.updated(person(new ProfileId("prf_2"), 1, "b@example.org", "Bea")));
      await().atMost(BOUND).until(() -> waits(bench));
      spent.set(false);
      bench.execute(
          "update definition set version = version + 1, updated_at = now() where id = '%s'"
              .formatted(destination));
      await().atMost(BOUND).until(() -> bench.count(destination, "delivered") == 2);
    }
  }

  private static boolean waits(Bench bench) throws SQLException {
    return bench.number(
            "select count(*) from delivery where reason = 'rate-limited'"
                + " and not_before > now() + interval '5 minutes'")
        == 1;
  }

  @Test
  void anIdleDestinationAsksForNothing() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      bench.fake.budgets = List.of(TEN);
      DestinationId idle = bench.destination();
      DestinationId busy = bench.destination();
      bench.profileSync(busy);
      DeliveryEngine engine = bench.engine();
      engine.wake(idle);
      bench.apply(bench.updated(person(new ProfileId("prf_1"), 1, "a@example.org", "Ann")));
      await().atMost(BOUND).until(() -> bench.count(busy, "delivered") == 1);
      await().atMost(BOUND).until(engine::idle);
      assertThat(bench.limits.granted).hasValue(1);
    }
  }

  @Test
  void aRecordThatHasSpentItsOwnBudgetWaitsAloneAndGoesWithOthersLater() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      bench.fake.budgets = List.of(BudgetBuilder.builder(TEN).scope(Budget.Scope.RECORD).build());
      DestinationId destination = bench.destination();
      bench.profileSync(destination);
      AtomicBoolean spent = new AtomicBoolean(true);
      bench.apply(bench.updated(person(new ProfileId("prf_1"), 1, "a@example.org", "Ann")));
      bench.apply(bench.updated(person(new ProfileId("prf_2"), 1, "b@example.org", "Bob")));
      String held = bench.text("select id from delivery order by id limit 1");
      bench.limits.later =
          question -> spent.get() && question.account().endsWith(held) ? soon() : Optional.empty();
      bench.engine();
      await().atMost(BOUND).until(() -> bench.count(destination, "delivered") == 1);
      await().atMost(BOUND).until(() -> bench.limits.refused.get() >= 2);
      assertThat(bench.number("select count(*) from delivery where batch is not null"))
          .isLessThan(2);
      spent.set(false);
      await().atMost(BOUND).until(() -> bench.count(destination, "delivered") == 2);
    }
  }
}
