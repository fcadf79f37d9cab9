package dev.tributary.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class IdsTest {
  private static final Instant NOW = Instant.parse("2026-01-15T12:00:00Z");
  private final Ids ids = new Ids(Clock.fixed(NOW, ZoneOffset.UTC), new Random(1));

  @Test
  void idsOfOneMillisecondAscend() {
    List<String> made = several(1_000);
    assertThat(made).isSorted().doesNotHaveDuplicates();
    assertThat(made).allSatisfy(id -> assertThat(Ids.time(id)).isEqualTo(NOW));
  }

  @Test
  void idsAscendThoughTheClockGoesBack() {
    List<String> made = new ArrayList<>();
    Ids unsteady = new Ids(new UnsteadyClock(), new Random(1));
    for (int i = 0; i < 1_000; i++) {
      made.add(unsteady.next(Ids.EVENT));
    }
    assertThat(made).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void idsAscendOnEveryThread() throws Exception {
    Set<String> all = new HashSet<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      Callable<List<String>> several = () -> several(2_000);
      for (Future<List<String>> made :
          threads.invokeAll(List.of(several, several, several, several))) {
        assertThat(made.get()).isSorted();
        all.addAll(made.get());
      }
    }
    assertThat(all).hasSize(8_000);
  }

  @Test
  void aSequenceKeepsTogetherWhateverIsMadeMeanwhile() {
    Ids.Sequence one = ids.sequence(Ids.EVENT);
    String first = one.next();
    Ids.Sequence other = ids.sequence(Ids.EVENT);
    String between = other.next();
    String second = one.next();
    assertThat(List.of(first, second, between)).isSorted();
    assertThat(Ids.sequenceOf(second)).isEqualTo(Ids.sequenceOf(first));
    assertThat(Ids.sequenceOf(between)).isNotEqualTo(Ids.sequenceOf(first));
  }

  @Test
  void aLongSequenceAscendsToItsEnd() {
    Ids.Sequence sequence = ids.sequence(Ids.EVENT);
    List<String> made = new ArrayList<>();
    for (int i = 0; i < 70_000; i++) {
      made.add(sequence.next());
    }
    assertThat(made).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void whatIsNoIdOfOursIsASequenceOfItsOwn() {
    assertThat(Ids.sequenceOf("evt_2")).isEqualTo("evt_2");
  }

  private List<String> several(int count) {
    List<String> made = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      made.add(ids.next(Ids.EVENT));
    }
    return made;
  }

  /** Goes back by some milliseconds each time that it is asked, and forward again. */
  private static final class UnsteadyClock extends Clock {
    private int asked;

    @Override
    public Instant instant() {
      return NOW.minusMillis(asked++ % 7);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
