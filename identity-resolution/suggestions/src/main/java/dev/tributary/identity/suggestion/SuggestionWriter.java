package dev.tributary.identity.suggestion;

import dev.tributary.identity.job.Job;
import dev.tributary.identity.matching.Suggestion;
import dev.tributary.identity.rules.IdentityRules;
import dev.tributary.identity.suggestion.AutomaticMergeSelection.Verdict;
import java.util.ArrayList;
import java.util.List;

/**
 * Merges each pair, or writes it as a suggestion that a user decides, the most likely pair first.
 * Confined to one thread.
 */
final class SuggestionWriter {
  /** More than users will ever look through. */
  private static final int MOST_OPEN = 10_000;

  /** Further pairs remain for the next run. */
  private static final int MOST_MERGED = 10_000;

  private static final int BATCH = 500;

  private final Job job;
  private final MatchingStore store;
  private final AutomaticMerges merges;
  private final AutomaticMergeSelection merger;
  private final IdentityRules rules;
  private final List<Suggestion> batch = new ArrayList<>();
  private long merged;
  private long written;
  private long leftOut;

  SuggestionWriter(
      Job job, MatchingStore store, AutomaticMerges merges, AutomaticMergeSelection merger) {
    this.job = job;
    this.store = store;
    this.merges = merges;
    this.merger = merger;
    this.rules = merges.rules(job.workspace());
  }

  void take(Suggestion found) {
    Verdict verdict = merger.judge(found.pair(), found.probability());
    if (verdict == Verdict.MERGE) {
      verdict = merge(found);
    }
    if (verdict == Verdict.SUGGEST) {
      suggest(found);
    }
  }

  private Verdict merge(Suggestion found) {
    if (merged == MOST_MERGED) {
      return Verdict.SUGGEST;
    }
    Verdict verdict = merges.merge(job.workspace(), job.id(), found, rules);
    if (verdict == Verdict.MERGE) {
      merger.merged(found.pair());
      merged++;
    }
    return verdict;
  }

  private void suggest(Suggestion found) {
    if (written + batch.size() == MOST_OPEN) {
      flush();
    }
    if (written == MOST_OPEN) {
      leftOut++;
      return;
    }
    batch.add(found);
    if (batch.size() == BATCH) {
      flush();
    }
  }

  private void flush() {
    if (!batch.isEmpty()) {
      written += store.write(job.workspace(), job.id(), batch);
      batch.clear();
    }
  }

  /**
   * Deletes suggestions that are no longer valid, and returns the figures of this attempt and
   * earlier ones.
   */
  RunResult end(RunResult soFar) {
    flush();
    int all = store.forgetOthers(job.workspace(), job.id());
    return soFar.written(written, leftOut, all);
  }
}
