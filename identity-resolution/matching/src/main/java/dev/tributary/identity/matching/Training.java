package dev.tributary.identity.matching;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * How a model learns from unlabelled records.
 *
 * @param certain rules whose pairs are assumed to be of one person; the prior is computed from
 *     them, and the sample of random pairs leaves them out
 * @param assumedRecall the share of all pairs of one person that those rules are assumed to find
 * @param sessions each estimates m from the pairs of one rule, except for the columns that the rule
 *     fixes
 * @param sampledPairs the greatest number of pairs for u, and for each session
 * @param seed the same records with the same seed give the same model
 */
public record Training(
    List<BlockingRule> certain,
    double assumedRecall,
    List<BlockingRule> sessions,
    long sampledPairs,
    long seed) {
  public Training {
    certain = List.copyOf(certain);
    sessions = List.copyOf(sessions);
  }

  public Set<String> columns() {
    Set<String> columns = new TreeSet<>();
    certain.forEach(rule -> columns.addAll(rule.columns()));
    sessions.forEach(rule -> columns.addAll(rule.columns()));
    return columns;
  }
}
