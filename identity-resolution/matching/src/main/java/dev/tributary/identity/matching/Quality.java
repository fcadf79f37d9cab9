package dev.tributary.identity.matching;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The quality of the suggestions above a threshold.
 *
 * @param threshold the least probability
 * @param found pairs of one person that were suggested
 * @param wrong suggested pairs of two people
 * @param missed pairs of one person that were not suggested, also those that no blocking rule has
 */
public record Quality(double threshold, long found, long wrong, long missed) {

  /** The quality by labelled pairs. Pairs without a label do not count. */
  public static Quality byLabels(
      Collection<LabelledPair> labels, Map<Pair, Double> probabilities, double threshold) {
    long found = 0;
    long wrong = 0;
    long missed = 0;
    for (LabelledPair label : labels) {
      boolean suggested = probabilities.getOrDefault(label.pair(), 0.0) >= threshold;
      found += suggested && label.match() ? 1 : 0;
      wrong += suggested && !label.match() ? 1 : 0;
      missed += !suggested && label.match() ? 1 : 0;
    }
    return new Quality(threshold, found, wrong, missed);
  }

  /** The quality by all pairs of one person. All other pairs are of two people. */
  public static Quality byTruth(
      Set<Pair> truth, Map<Pair, Double> probabilities, double threshold) {
    Set<Pair> suggested = new HashSet<>();
    probabilities.forEach((pair, probability) -> {
      if (probability >= threshold) {
        suggested.add(pair);
      }
    });
    long found = suggested.stream().filter(truth::contains).count();
    return new Quality(threshold, found, suggested.size() - found, truth.size() - found);
  }

  /** The same labels at several thresholds. */
  public static List<Quality> byLabels(
      Collection<LabelledPair> labels, Map<Pair, Double> probabilities, List<Double> thresholds) {
    return thresholds.stream()
        .map(threshold -> byLabels(labels, probabilities, threshold))
        .toList();
  }

  /** The share of suggestions that are right; 1 where there are no suggestions. */
  public double precision() {
    return found + wrong == 0 ? 1 : (double) found / (found + wrong);
  }

  /** The share of the pairs of one person that were suggested; 1 where there are no such pairs. */
  public double recall() {
    return found + missed == 0 ? 1 : (double) found / (found + missed);
  }

  /** The harmonic mean of the two. */
  public double f1() {
    return found == 0 ? 0 : 2.0 * found / (2.0 * found + wrong + missed);
  }
}
