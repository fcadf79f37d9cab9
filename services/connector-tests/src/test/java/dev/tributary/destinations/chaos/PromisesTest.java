package dev.tributary.destinations.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.destinations.chaos.Promises.Row;
import dev.tributary.destinations.connector.EffectClass;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The check of the effects finds what it must find. */
class PromisesTest {
  private static final Promises A = new Promises(EffectClass.A, false);
  private static final Promises B = new Promises(EffectClass.B, false);
  private static final Promises AT_LEAST_ONCE = new Promises(EffectClass.C, false);
  private static final Promises AT_MOST_ONCE = new Promises(EffectClass.C, true);
  private static final Promises D = new Promises(EffectClass.D, false);
  private static final Promises E = new Promises(EffectClass.E, false);

  @Test
  void theNewestVersionMustArriveInEachClassOfRecords() {
    for (Promises promises : List.of(A, D, E)) {
      assertThat(records(promises, "delivered", 1, 3)).isEmpty();
      assertThat(records(promises, "delivered", 1, 2))
          .containsExactly("p has version 2 instead of 3");
      assertThat(records(promises, "delivered")).containsExactly("p is lost");
      assertThat(records(promises, "delivered", 2, 1, 3)).containsExactly("p: version 1 after 2");
    }
  }

  @Test
  void onlyAVendorOfClassAMayGetTheSameVersionAgain() {
    assertThat(records(A, "delivered", 3, 3)).isEmpty();
    assertThat(records(D, "delivered", 3, 3)).containsExactly("p: version 3 twice");
    assertThat(records(E, "delivered", 3, 3)).containsExactly("p: version 3 twice");
  }

  @Test
  void aRecordIsCreatedOnce() {
    List<Effect> twice = List.of(new Effect("p", 1, true), new Effect("p", 3, true));
    assertThat(A.broken(Map.of("p", 3), twice, Map.of("p", new Row("delivered", 2))))
        .containsExactly("p was created more than once");
  }

  @Test
  void recordsAreNeverUncertain() {
    for (Promises promises : List.of(A, D, E)) {
      for (String state : List.of("uncertain", "dead", "rejected", "withheld")) {
        assertThat(records(promises, state, 3)).containsExactly("p is " + state);
      }
    }
  }

  @Test
  void anEventOfClassBHasOneEffect() {
    assertThat(events(B, "delivered", 1, 3)).isEmpty();
    assertThat(events(B, "delivered", 2, 3)).containsExactly("e has 2 effects, and 3 attempts");
    assertThat(events(B, "delivered", 0, 3)).containsExactly("e is lost");
    assertThat(events(B, "uncertain", 1, 3)).containsExactly("e is uncertain");
  }

  @Test
  void atLeastOnceHasNoMoreEffectsThanRecordedAttempts() {
    assertThat(events(AT_LEAST_ONCE, "delivered", 2, 2)).isEmpty();
    assertThat(events(AT_LEAST_ONCE, "delivered", 2, 1))
        .containsExactly("e has 2 effects, and 1 attempts");
    assertThat(events(AT_LEAST_ONCE, "delivered", 0, 1)).containsExactly("e is lost");
    assertThat(events(AT_LEAST_ONCE, "uncertain", 1, 1)).containsExactly("e is uncertain");
  }

  @Test
  void atMostOnceIsUncertainAndNeverTwice() {
    assertThat(events(AT_MOST_ONCE, "uncertain", 0, 1)).isEmpty();
    assertThat(events(AT_MOST_ONCE, "uncertain", 1, 1)).isEmpty();
    assertThat(events(AT_MOST_ONCE, "uncertain", 2, 1))
        .containsExactly("e has 2 effects, and is uncertain");
    assertThat(events(AT_MOST_ONCE, "delivered", 0, 1)).containsExactly("e is lost");
    assertThat(events(AT_MOST_ONCE, "delivered", 2, 2))
        .containsExactly("e has 2 effects, and 2 attempts");
  }

  @Test
  void whatNobodyWantsAndWhatTheLedgerLacksIsFound() {
    assertThat(B.broken(Map.of(), List.of(new Effect("e", 0, true)), Map.of()))
        .containsExactly("e was never wanted");
    assertThat(B.broken(Map.of("e", 0), List.of(), Map.of()))
        .containsExactly("e is not in the ledger");
  }

  private static List<String> records(Promises promises, String state, Integer... versions) {
    List<Effect> effects =
        Stream.of(versions).map(version -> new Effect("p", version, false)).toList();
    return promises.broken(Map.of("p", 3), effects, Map.of("p", new Row(state, 1)));
  }

  private static List<String> events(Promises promises, String state, int times, int attempts) {
    List<Effect> effects = Stream.generate(() -> new Effect("e", 0, true)).limit(times).toList();
    return promises.broken(Map.of("e", 0), effects, Map.of("e", new Row(state, attempts)));
  }
}
