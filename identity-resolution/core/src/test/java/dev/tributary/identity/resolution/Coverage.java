package dev.tributary.identity.resolution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.identity.resolution.ResolutionReference.Answer;
import java.util.Map;
import java.util.TreeMap;

/** What generated histories have been about, so that a test knows whether it tests anything. */
public final class Coverage {
  private final Map<String, Integer> seen = new TreeMap<>();

  public void note(Answer answer) {
    answer.leftOut().values().forEach(this::note);
    if (!answer.losers().isEmpty()) {
      note("merge");
    }
    if (!answer.conflicts().isEmpty()) {
      note("conflict");
    }
  }

  private void note(String what) {
    seen.merge(what, 1, Integer::sum);
  }

  /**
   * @param times how often each has been there, at least
   */
  public void checkEverything(int times) {
    assertThat(seen.keySet())
        .as("what the histories are about: %s", seen)
        .contains(
            "merge",
            "conflict",
            "unknown-type",
            "blocked",
            "limit",
            "too-many-identifiers",
            "too-many-merges",
            "may-not-merge",
            "kept-apart",
            "someone-elses-device");
    assertThat(seen.values()).as("%s", seen).allMatch(each -> each > times);
  }

  @Override
  public String toString() {
    return seen.toString();
  }
}
