package dev.tributary.identity.matching;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * How a model learns from records that nobody has labelled.
 *
 * @param certain rules whose pairs are taken to be of one person; they tell the prior, and are left
 *     out of the sample of strangers
 * @param assumedRecall the share of all true pairs that those rules are thought to find
 * @param sessions each estimates m from the pairs of one rule, but of the columns that the rule
 *     fixes
 * @param sampledPairs at most so many for u, and for each session
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
