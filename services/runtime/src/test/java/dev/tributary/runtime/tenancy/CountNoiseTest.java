package dev.tributary.runtime.tenancy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.KeyHash;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class CountNoiseTest {
  private static final int MOST = 10;

  private final CountNoise noise =
      new CountNoise(new KeyHash("a secret for this test".getBytes(StandardCharsets.UTF_8)));
  private final CountNoise.Group group = noise.group("wsp_1", "sync", "syn_1");

  @Test
  void theSameNumberOfAGroupAlwaysHasTheSameAnswer() {
    CountNoise.Group again = noise.group("wsp_1", "sync", "syn_1");
    CountNoise.Group other = noise.group("wsp_1", "sync", "syn_2");
    List<Long> numbers = LongStream.range(100, 900).boxed().toList();
    assertThat(numbers.stream().map(again::of))
        .containsExactlyElementsOf(numbers.stream().map(group::of).toList());
    assertThat(numbers.stream().map(other::of).toList())
        .isNotEqualTo(numbers.stream().map(group::of).toList());
  }

  @Test
  void theAnswerOfAWholeIsTheSumOfItsPartsBeforeTheyAreRounded() {
    for (long first = 60; first < 160; first++) {
      List<Long> people = List.of(first, 3 * first, 200L, 17L);
      assertThat(Approximate.of(sum(group.noisy(people))))
          .as("%s", people)
          .isEqualTo(group.of(sum(people)));
    }
  }

  @Test
  void onlyTheLargestPartHasOtherNoiseThanTheSameNumberAlone() {
    List<Long> people = List.of(120L, 640L, 75L);
    List<Approximate> parts = group.parts(people);
    assertThat(parts.get(0)).isEqualTo(group.of(120));
    assertThat(parts.get(2)).isEqualTo(group.of(75));
    assertThat(group.parts(List.of(640L))).containsExactly(group.of(640));
  }

  @Test
  void ofEqualLargestPartsTheFirstBalancesTheOthers() {
    for (long each = 100; each < 200; each++) {
      List<Long> noisy = group.noisy(List.of(each, each, each));
      assertThat(noisy.get(1)).isEqualTo(noisy.get(2)).isEqualTo(alone(each));
      assertThat(Approximate.of(sum(noisy))).isEqualTo(group.of(3 * each));
    }
  }

  @Test
  void aWholeWithoutPartsHasNone() {
    assertThat(group.parts(List.of())).isEmpty();
  }

  @Test
  void theNoiseOfTheLargestOfManyPartsIsTenForEachPartAtMost() {
    int parts = 40;
    long most = 0;
    for (long each = 1_000; each < 1_200; each++) {
      List<Long> people = new ArrayList<>(Collections.nCopies(parts, each));
      people.set(7, 5_000L);
      List<Long> noisy = group.noisy(people);
      for (int i = 0; i < parts; i++) {
        long own = Math.abs(noisy.get(i) - people.get(i));
        assertThat(own).isLessThanOrEqualTo(i == 7 ? (long) MOST * parts : MOST);
        most = Math.max(most, own);
      }
      assertThat(Approximate.of(sum(noisy))).isEqualTo(group.of(sum(people)));
    }
    assertThat(most).isGreaterThan(MOST);
  }

  /** A part alone is its whole, and has the noise of its number. */
  private long alone(long people) {
    return group.noisy(List.of(people)).getFirst();
  }

  private static long sum(List<Long> numbers) {
    return numbers.stream().mapToLong(Long::longValue).sum();
  }
}
