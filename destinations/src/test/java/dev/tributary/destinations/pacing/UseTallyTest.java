package dev.tributary.destinations.pacing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.pacing.UseStore.Times;
import dev.tributary.destinations.pacing.UseStore.Use;
import dev.tributary.destinations.pacing.UseStore.User;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class UseTallyTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final WorkspaceId WORKSPACE = new WorkspaceId("wsp_1");
  private static final DestinationId DESTINATION = new DestinationId("dst_1");
  private static final SyncId CONTACTS = new SyncId("syn_1");
  private static final Budget SHORT = Budget.requests(100, 10);
  private static final Budget DAY =
      new Budget(
          null,
          250_000,
          new BudgetWindow(null, BudgetWindow.Per.DAY, "Europe/Berlin", null),
          null,
          null,
          null,
          null,
          null);

  private final InMemoryUseStore store = new InMemoryUseStore();
  private final UseTally tally = new UseTally(store);

  private void add(@Nullable SyncId sync, Budget budget, long units, Instant at) {
    add(sync, budget, units, false, at);
  }

  private void add(@Nullable SyncId sync, Budget budget, long units, boolean alone, Instant at) {
    Flow flow = new Flow(WORKSPACE, DESTINATION, false);
    Permit permit = new Permit("account", flow, "1", at, List.of(), false);
    tally.add(permit, sync, new Need(budget, budget.key(), units, 1), units, alone, at);
  }

  @Test
  void theUnitsOfAUserAreAddedUpAndStoredOnce() {
    add(CONTACTS, DAY, 2, NOON);
    add(CONTACTS, DAY, 3, NOON.plusSeconds(60));
    add(null, DAY, 1, NOON);
    assertThat(store.uses).isEmpty();
    tally.flush();
    tally.flush();
    assertThat(store.uses).extracting(Use::units).containsExactlyInAnyOrder(5L, 1L);
    Use use =
        store.uses.stream().filter(each -> each.user().sync() != null).findFirst().orElseThrow();
    assertThat(use.user()).isEqualTo(new User(WORKSPACE, DESTINATION, CONTACTS));
    assertThat(use.times()).isEqualTo(new Times(NOON, NOON.plusSeconds(60), null));
    assertThat(use.since()).isEqualTo("2026-02-28T23:00:00Z");
  }

  @Test
  void ofAShortWindowTheUseIsKeptInParts() {
    add(CONTACTS, SHORT, 1, NOON.plusSeconds(599));
    add(CONTACTS, SHORT, 1, NOON.plusSeconds(600));
    tally.flush();
    assertThat(store.uses)
        .extracting(Use::since)
        .containsExactlyInAnyOrder(NOON, NOON.plusSeconds(600));
    assertThat(UseTally.since(SHORT, NOON.plusSeconds(600))).isEqualTo("2026-03-01T11:20:00Z");
    assertThat(store.uses.getFirst().keptUntil()).isAfter(NOON.plusSeconds(7_200));
  }

  @Test
  void whileTheStoreIsAwayNoUnitsAreLost() {
    store.away = true;
    add(CONTACTS, DAY, 2, NOON);
    tally.flush();
    add(CONTACTS, DAY, 3, NOON);
    store.away = false;
    tally.flush();
    assertThat(store.uses).extracting(Use::units).containsExactly(5L);
  }

  /** Another instance does not wait long for the rows of a large number of sums. */
  @Test
  void manySumsAreStoredInParts() {
    for (int i = 0; i < 2_500; i++) {
      add(new SyncId("syn_" + i), DAY, 1, NOON);
    }
    store.most = 1_000;
    store.parts = 2;
    tally.flush();
    assertThat(store.uses).hasSize(2_000);
    assertThat(tally.notStored("account")).containsOnlyKeys(DAY.key());
    store.parts = 10;
    tally.flush();
    assertThat(store.uses).extracting(Use::user).doesNotHaveDuplicates().hasSize(2_500);
    assertThat(tally.notStored("account")).isEmpty();
  }

  @Test
  void theLastUnitThatOneInstanceHasPacedAloneIsKnown() {
    add(CONTACTS, SHORT, 1, false, NOON);
    add(CONTACTS, SHORT, 1, true, NOON.plusSeconds(1));
    add(CONTACTS, SHORT, 1, false, NOON.plusSeconds(2));
    tally.close();
    assertThat(store.uses)
        .extracting(use -> use.times().alone())
        .containsExactly(NOON.plusSeconds(1));
  }

  @Test
  void budgetsThatEachRecordHasAreNotCounted() {
    Budget ofRecord =
        new Budget(
            null,
            1,
            new BudgetWindow(60, null, null, null),
            Budget.Scope.RECORD,
            null,
            null,
            null,
            null);
    add(CONTACTS, ofRecord, 1, NOON);
    add(CONTACTS, DAY, 0, NOON);
    tally.flush();
    assertThat(store.uses).isEmpty();
  }
}
