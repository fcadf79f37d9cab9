package dev.tributary.destinations.pacing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.pacing.BudgetWindow.Counted;
import dev.tributary.destinations.pacing.SpentStore.Key;
import dev.tributary.destinations.pacing.SpentStore.Taken;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What every store of spent budgets does. */
public abstract class SpentStoreContract {
  private static final Instant DAY = Instant.parse("2026-03-01T00:00:00Z");
  private static final Key ONE =
      new Key(new WorkspaceId("wsp_1"), "account", "requests:day:account");

  private static final Instant NOW = DAY.plusSeconds(3_600);
  private static final Instant LATER = NOW.plusSeconds(3_600);

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
    assertThat(store.take(ONE, day(0), 10, 7, NOW)).contains(new Taken(7, 7, 0));
    assertThat(store.take(ONE, day(0), 10, 7, NOW)).contains(new Taken(3, 10, 0));
    assertThat(store.take(ONE, day(0), 10, 7, NOW)).contains(new Taken(0, 10, 0));
    assertThat(store.take(ONE, day(1), 10, 7, NOW)).contains(new Taken(7, 7, 0));
  }

  @Test
  protected void workspacesShareTheBudgetOfAnAccountAndAccountsDoNot() throws Exception {
    SpentStore store = store();
    store.take(ONE, day(0), 10, 7, NOW);
    Key shared = new Key(new WorkspaceId("wsp_2"), ONE.account(), ONE.budget());
    assertThat(store.take(shared, day(0), 10, 7, NOW)).contains(new Taken(3, 10, 0));
    Key other = new Key(new WorkspaceId("wsp_1"), "other", ONE.budget());
    assertThat(store.take(other, day(0), 10, 7, NOW)).contains(new Taken(7, 7, 0));
  }

  @Test
  protected void unitsThatWereNotUsedAreFreeAgain() throws Exception {
    SpentStore store = store();
    store.take(ONE, day(0), 10, 10, NOW);
    store.giveBack(ONE, day(0), 4);
    assertThat(store.take(ONE, day(0), 10, 9, NOW)).contains(new Taken(4, 10, 0));
  }

  @Test
  protected void theLastNumberOfTheVendorCountsWhetherItIsHigherOrLower() throws Exception {
    SpentStore store = store();
    store.take(ONE, day(0), 10, 4, NOW);
    assertThat(store.tell(ONE, day(0), 9, 0, NOW, LATER)).contains(new Taken(0, 9, 5));
    assertThat(store.take(ONE, day(0), 10, 9, NOW)).contains(new Taken(1, 10, 5));
    Key shared = new Key(new WorkspaceId("wsp_2"), ONE.account(), ONE.budget());
    assertThat(store.tell(shared, day(0), 6, 0, NOW, LATER)).contains(new Taken(0, 6, 1));
    assertThat(store.take(ONE, day(0), 10, 9, NOW)).contains(new Taken(4, 10, 1));
    assertThat(store.tell(ONE, day(0), 2, 0, NOW, LATER))
        .as("our own units are certain")
        .contains(new Taken(0, 9, 0));
  }

  @Test
  protected void anAmountThatTheAccountDoesNotHaveCountsAsUsedByOthers() throws Exception {
    SpentStore store = store();
    store.take(ONE, day(0), 10, 2, NOW);
    assertThat(store.tell(ONE, day(0), 3, 4, NOW, LATER))
        .as("beside our own units")
        .contains(new Taken(0, 6, 4));
    assertThat(store.take(ONE, day(0), 10, 9, NOW)).contains(new Taken(4, 10, 4));
  }

  @Test
  protected void oneCallerAsksTheVendorWithinAnInterval() throws Exception {
    SpentStore store = store();
    Duration interval = Duration.ofMinutes(10);
    assertThat(store.asks(ONE, NOW, interval)).isTrue();
    assertThat(store.asks(ONE, NOW, interval)).isFalse();
    assertThat(store.asks(ONE, NOW.plusSeconds(599), interval)).isFalse();
    Key other = new Key(ONE.workspace(), "other", ONE.budget());
    assertThat(store.asks(other, NOW, interval)).isTrue();
    assertThat(store.asks(ONE, NOW.plusSeconds(600), interval)).isTrue();
    assertThat(store.asks(ONE, NOW.plusSeconds(601), interval)).isFalse();
    assertThat(store.asks(ONE, NOW, interval)).as("a clock was ahead").isTrue();
  }

  @Test
  protected void aNumberOfTheVendorCountsForSomeTimeAndForOneWindow() throws Exception {
    SpentStore store = store();
    store.tell(ONE, day(0), 10, 0, NOW, LATER);
    assertThat(store.take(ONE, day(0), 10, 1, NOW)).contains(new Taken(0, 10, 10));
    assertThat(store.take(ONE, day(0), 10, 1, LATER)).contains(new Taken(1, 1, 0));
    assertThat(store.take(ONE, day(1), 10, 1, NOW)).contains(new Taken(1, 1, 0));
  }

  @Test
  protected void underANewNameAnAccountHasSpentWhatItHadSpentUnderTheFormerOne() throws Exception {
    SpentStore store = store();
    DestinationId destination = new DestinationId("dst_1");
    store.uses(ONE.workspace(), destination, ONE.account(), NOW);
    store.take(ONE, day(0), 10, 7, NOW);
    Key rotated = new Key(ONE.workspace(), "rotated", ONE.budget());
    store.uses(ONE.workspace(), destination, rotated.account(), LATER);
    assertThat(store.take(rotated, day(0), 10, 9, LATER)).contains(new Taken(3, 10, 0));
    Key other = new Key(ONE.workspace(), "other", ONE.budget());
    store.uses(ONE.workspace(), new DestinationId("dst_2"), other.account(), LATER);
    assertThat(store.take(other, day(0), 10, 9, LATER)).contains(new Taken(9, 9, 0));
    Instant later = LATER.plus(Duration.ofDays(2));
    store.uses(ONE.workspace(), destination, rotated.account(), later);
    store.take(ONE, day(2), 10, 7, later);
    assertThat(store.take(rotated, day(2), 10, 9, later))
        .as("the former name may be that of another account by now")
        .contains(new Taken(9, 9, 0));
  }

  @Test
  protected void inAWindowThatRollsThePartsOfThePastCount() throws Exception {
    SpentStore store = store();
    store.take(ONE, hour(0), 10, 4, NOW);
    store.take(ONE, hour(1), 10, 4, NOW);
    assertThat(store.take(ONE, hour(2), 10, 4, NOW)).contains(new Taken(2, 10, 0));
    assertThat(store.take(ONE, hour(3), 10, 9, NOW)).contains(new Taken(4, 10, 0));
  }
}
