package dev.tributary.identity.suggestion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.identity.matching.Pair;
import dev.tributary.identity.suggestion.AutomaticMergeSelection.Verdict;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AutomaticMergeSelectionTest {

  @Test
  void fromTheThresholdOnAPairIsMergedAndBelowItSuggested() {
    AutomaticMergeSelection merger = new AutomaticMergeSelection(0.99, Set.of(), Set.of());
    assertThat(merger.judge(new Pair("a", "b"), 0.99)).isEqualTo(Verdict.MERGE);
    assertThat(merger.judge(new Pair("a", "b"), 0.98)).isEqualTo(Verdict.SUGGEST);
  }

  @Test
  void withoutAThresholdNobodyIsMerged() {
    AutomaticMergeSelection merger = new AutomaticMergeSelection(null, Set.of(), Set.of());
    assertThat(merger.judge(new Pair("a", "b"), 1)).isEqualTo(Verdict.SUGGEST);
  }

  @Test
  void whoIsOneByWayOfOthersIsNoPairMore() {
    AutomaticMergeSelection merger = new AutomaticMergeSelection(0.9, Set.of(), Set.of());
    merger.merged(new Pair("a", "b"));
    merger.merged(new Pair("b", "c"));
    assertThat(merger.judge(new Pair("a", "c"), 0.95)).isEqualTo(Verdict.LEAVE);
    assertThat(merger.judge(new Pair("a", "d"), 0.95)).isEqualTo(Verdict.MERGE);
  }

  @Test
  void whoWasCutNeverMeetsNotEvenByWayOfOthers() {
    AutomaticMergeSelection merger =
        new AutomaticMergeSelection(0.9, Set.of(), Set.of(new Pair("a", "c")));
    assertThat(merger.judge(new Pair("a", "c"), 0.99)).isEqualTo(Verdict.LEAVE);
    merger.merged(new Pair("a", "b"));
    assertThat(merger.judge(new Pair("b", "c"), 0.99)).isEqualTo(Verdict.LEAVE);
    assertThat(merger.judge(new Pair("b", "d"), 0.99)).isEqualTo(Verdict.MERGE);
  }

  @Test
  void whoIsInManyPairsIsLeftForSomebodyToDecide() {
    AutomaticMergeSelection merger = new AutomaticMergeSelection(0.9, Set.of("a"), Set.of());
    assertThat(merger.judge(new Pair("a", "b"), 0.99)).isEqualTo(Verdict.SUGGEST);
    assertThat(merger.judge(new Pair("b", "c"), 0.99)).isEqualTo(Verdict.MERGE);
  }

  @Test
  void peopleDoNotMeltIntoOne() {
    AutomaticMergeSelection merger = new AutomaticMergeSelection(0.9, Set.of(), Set.of());
    for (int person = 1; person < AutomaticMergeSelection.MOST_PEOPLE; person++) {
      Pair pair = new Pair("p" + (person - 1), "p" + person);
      assertThat(merger.judge(pair, 0.99)).isEqualTo(Verdict.MERGE);
      merger.merged(pair);
    }
    Pair further = new Pair("p0", "q");
    assertThat(merger.judge(further, 0.99)).isEqualTo(Verdict.SUGGEST);
  }
}
