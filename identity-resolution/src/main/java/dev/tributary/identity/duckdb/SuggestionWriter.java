package dev.tributary.identity.duckdb;

import dev.tributary.identity.job.Job;
import dev.tributary.identity.matching.Suggestion;
import dev.tributary.identity.rules.IdentityRules;
import dev.tributary.identity.suggestion.Merger;
import dev.tributary.identity.suggestion.Merger.Verdict;
import dev.tributary.identity.suggestion.RunResult;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;

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
  private final MatchingJob.Parts parts;
  private final Merger merger;
  private final IdentityRules rules;
  private final List<Suggestion> batch = new ArrayList<>();
  private long merged;
  private long written;
  private long leftOut;

  SuggestionWriter(Job job, MatchingJob.Parts parts, Merger merger) throws SQLException {
    this.job = job;
    this.parts = parts;
    this.merger = merger;
    this.rules = parts.merges().rules(job.workspace());
  }

  void take(Suggestion found) throws SQLException {
    Verdict verdict = merger.judge(found.pair(), found.probability());
    if (verdict == Verdict.MERGE) {
      verdict = merge(found);
    }
    if (verdict == Verdict.SUGGEST) {
      suggest(found);
    }
  }

  private Verdict merge(Suggestion found) throws SQLException {
    if (merged == MOST_MERGED) {
      return Verdict.SUGGEST;
    }
    Verdict verdict = parts.merges().merge(job.workspace(), job.id(), found, rules);
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
      written +=
          parts
              .worker()
              .withHandle(tx -> parts.suggestions().write(tx, job.workspace(), job.id(), batch));
      batch.clear();
    }
  }

  /**
   * Deletes suggestions that are no longer valid, and returns the figures of this attempt and
   * earlier ones.
   */
  RunResult end(RunResult soFar) {
    flush();
    return parts
        .worker()
        .inTransaction(tx -> {
          parts.suggestions().forgetOthers(tx, job.workspace(), job.id());
          return soFar.written(written, leftOut, count(tx));
        });
  }

  private long count(Handle tx) {
    return parts.suggestions().merged(tx, job.workspace(), job.id()).size();
  }
}
