package dev.tributary.identity.suggestion;

import dev.tributary.identity.matching.Labelled;
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
 * Holds what a run finds against the labels. Labels that lead to nobody do not count; two who are
 * one already count as found where a suggestion joined them, and else tell nothing. Confined to one
 * thread.
 */
public final class Measuring {
  static final List<Double> THRESHOLDS = List.of(0.5, 0.7, 0.8, 0.9, 0.95, 0.99);

  /** The least that has to be told. */
  public static final double LEAST = THRESHOLDS.getFirst();

  private final List<Labelled> labels = new ArrayList<>();
  private final Set<Pair> wanted = new HashSet<>();
  private final Map<Pair, Double> probabilities = new HashMap<>();
  private long joinedAlready;

  /**
   * Whom a label leads to.
   *
   * @param bySuggestion where the two are one: whether a suggestion joined them
   */
  public record Known(String one, String other, boolean same, boolean bySuggestion) {}

  public Measuring(Collection<Known> known) {
    for (Known each : known) {
      if (!each.one().equals(each.other())) {
        Pair pair = new Pair(each.one(), each.other());
        labels.add(new Labelled(pair, each.same()));
        wanted.add(pair);
      } else if (each.bySuggestion()) {
        // Nobody else has this number, so it is no other pair.
        String number = "label " + labels.size();
        Pair joined = new Pair(number, number);
        labels.add(new Labelled(joined, each.same()));
        probabilities.put(joined, 1.0);
      } else {
        joinedAlready++;
      }
    }
  }

  /** Takes in how likely a pair is; those that nobody labelled are passed over. */
  public void found(Pair pair, double probability) {
    if (wanted.contains(pair)) {
      probabilities.put(pair, probability);
    }
  }

  /** Null where there is no label that tells anything. */
  public @Nullable Measured measured() {
    return labels.isEmpty() && joinedAlready == 0
        ? null
        : new Measured(joinedAlready, Quality.byLabels(labels, probabilities, THRESHOLDS));
  }
}
