package dev.tributary.destinations.pacing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.pacing.BudgetWindow.Counted;
import dev.tributary.destinations.pacing.SpentStore.Key;
import dev.tributary.destinations.pacing.SpentStore.Taken;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What every store of spent budgets does. */
public abstract class SpentStoreContract {
  private static final Instant DAY = Instant.parse("2026-03-01T00:00:00Z");
  private static final Key ONE =
      new Key(new WorkspaceId("wsp_1"), "account", "requests:day:account");

  /** A store without entries. */
  protected abstract SpentStore store() throws Exception;

  private static Counted day(int number) {
    Instant start = DAY.plusSeconds(86_400L * number);
    return new Counted(start, start, start.plusSeconds(86_400));
  }

  /** The parts of a window of two hours that rolls. */
  private static Counted hour(int number) {
    Instant slice = DAY.plusSeconds(3_600L * number);
    return new Counted(slice.minusSeconds(7_200), slice, slice.plusSeconds(3_600));
  }

  @Test
  protected void aWindowGetsNoMoreThanItsLimit() throws Exception {
    SpentStore store = store();
    assertThat(store.take(ONE, day(0), 10, 7)).contains(new Taken(7, 7));
    assertThat(store.take(ONE, day(0), 10, 7)).contains(new Taken(3, 10));
    assertThat(store.take(ONE, day(0), 10, 7)).contains(new Taken(0, 10));
    assertThat(store.take(ONE, day(1), 10, 7)).contains(new Taken(7, 7));
  }

  @Test
  protected void workspacesShareTheBudgetOfAnAccountAndAccountsDoNot() throws Exception {
    SpentStore store = store();
    store.take(ONE, day(0), 10, 7);
    Key shared = new Key(new WorkspaceId("wsp_2"), ONE.account(), ONE.budget());
    assertThat(store.take(shared, day(0), 10, 7)).contains(new Taken(3, 10));
    Key other = new Key(new WorkspaceId("wsp_1"), "other", ONE.budget());
    assertThat(store.take(other, day(0), 10, 7)).contains(new Taken(7, 7));
  }

  @Test
  protected void unitsThatWereNotUsedAreFreeAgain() throws Exception {
    SpentStore store = store();
    store.take(ONE, day(0), 10, 10);
    store.giveBack(ONE, day(0), 4);
    assertThat(store.take(ONE, day(0), 10, 9)).contains(new Taken(4, 10));
  }

  @Test
  protected void theVendorsNumberRaisesWhatIsSpentAndNeverLowersIt() throws Exception {
    SpentStore store = store();
    store.take(ONE, day(0), 10, 4);
    store.raise(ONE, day(0), 9);
    store.raise(ONE, day(0), 2);
    assertThat(store.take(ONE, day(0), 10, 9)).contains(new Taken(1, 10));
  }

  @Test
  protected void inAWindowThatRollsThePartsOfThePastCount() throws Exception {
    SpentStore store = store();
    store.take(ONE, hour(0), 10, 4);
    store.take(ONE, hour(1), 10, 4);
    assertThat(store.take(ONE, hour(2), 10, 4)).contains(new Taken(2, 10));
    assertThat(store.take(ONE, hour(3), 10, 9)).contains(new Taken(4, 10));
  }
}
