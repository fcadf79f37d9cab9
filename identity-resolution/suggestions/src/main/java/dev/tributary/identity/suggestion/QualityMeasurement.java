package dev.tributary.identity.suggestion;

import dev.tributary.identity.matching.LabelledPair;
import dev.tributary.identity.matching.Pair;
import dev.tributary.identity.matching.Quality;
import dev.tributary.identity.suggestion.RunResult.Measured;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compares the pairs that a run finds with the labels. Labels that lead to no person do not count.
 * Where the two of a label are one person already, the pair counts as found if a suggestion joined
 * them; else the label says nothing about quality. Confined to one thread.
 */
public final class QualityMeasurement {
  static final List<Double> THRESHOLDS = List.of(0.5, 0.7, 0.8, 0.9, 0.95, 0.99);

  /** The least probability of pairs that a run has to report here. */
  public static final double LEAST = THRESHOLDS.getFirst();

  private final List<LabelledPair> labels = new ArrayList<>();
  private final Set<Pair> labelledPairs = new HashSet<>();
  private final Map<Pair, Double> probabilities = new HashMap<>();
  private long joinedAlready;

  /**
   * The profiles that a label leads to.
   *
   * @param bySuggestion where the two are one person: whether a suggestion joined them
   */
  public record ResolvedLabel(String one, String other, boolean same, boolean bySuggestion) {}

  public QualityMeasurement(Collection<ResolvedLabel> resolved) {
    for (ResolvedLabel each : resolved) {
      if (!each.one().equals(each.other())) {
        Pair pair = new Pair(each.one(), each.other());
        labels.add(new LabelledPair(pair, each.same()));
        labelledPairs.add(pair);
      } else if (each.bySuggestion()) {
        // A unique number, which differs from all other pairs.
        String number = "label " + labels.size();
        Pair joined = new Pair(number, number);
        labels.add(new LabelledPair(joined, each.same()));
        probabilities.put(joined, 1.0);
      } else {
        joinedAlready++;
      }
    }
  }

  /** Records the probability of a pair; pairs without a label are ignored. */
  public void found(Pair pair, double probability) {
    if (labelledPairs.contains(pair)) {
      probabilities.put(pair, probability);
    }
  }

  /** Null where there is no usable label. */
  public @Nullable Measured measured() {
    return labels.isEmpty() && joinedAlready == 0
        ? null
        : new Measured(joinedAlready, Quality.byLabels(labels, probabilities, THRESHOLDS));
  }
}
