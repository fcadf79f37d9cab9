package dev.tributary.identity.suggestion;

import dev.tributary.identity.matching.Pair;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who of the pairs of one run may become one person by themselves, the most likely pair first. Two
 * that somebody cut never meet, not even by way of others, and nobody becomes many: who is in many
 * pairs at once, or would be one of many, is left for somebody to decide. Confined to one thread.
 */
public final class Merger {
  /** In so many pairs that are likely enough, at most. */
  public static final int MOST_PAIRS = 5;

  /** So many become one in a run, at most. */
  static final int MOST_PEOPLE = 6;

  private final @Nullable Double mergeFrom;
  private final Set<String> crowded;
  private final Map<String, Set<String>> cuts = new HashMap<>();
  private final Map<String, Set<String>> groups = new HashMap<>();

  /**
   * @param mergeFrom the least probability; null for never
   * @param crowded who is in too many pairs
   * @param cuts who was kept apart
   */
  public Merger(@Nullable Double mergeFrom, Set<String> crowded, Set<Pair> cuts) {
    this.mergeFrom = mergeFrom;
    this.crowded = Set.copyOf(crowded);
    for (Pair cut : cuts) {
      this.cuts.computeIfAbsent(cut.one(), _ -> new HashSet<>()).add(cut.other());
      this.cuts.computeIfAbsent(cut.other(), _ -> new HashSet<>()).add(cut.one());
    }
  }

  /** What becomes of a pair. */
  public enum Verdict {
    /** They become one person. */
    MERGE,
    /** Somebody decides. */
    SUGGEST,
    /** Nothing is to be decided: they are one by way of others, or were cut. */
    LEAVE
  }

  public Verdict judge(Pair pair, double probability) {
    Set<String> left = group(pair.one());
    Set<String> right = group(pair.other());
    if (left.contains(pair.other()) || cut(left, right)) {
      return Verdict.LEAVE;
    }
    boolean merges =
        mergeFrom != null
            && probability >= mergeFrom
            && !crowded.contains(pair.one())
            && !crowded.contains(pair.other())
            && left.size() + right.size() <= MOST_PEOPLE;
    return merges ? Verdict.MERGE : Verdict.SUGGEST;
  }

  /** The two are one from now on. */
  public void merged(Pair pair) {
    List<String> all = new ArrayList<>(group(pair.one()));
    all.addAll(group(pair.other()));
    Set<String> group = Set.copyOf(all);
    group.forEach(person -> groups.put(person, group));
  }

  private Set<String> group(String person) {
    return groups.getOrDefault(person, Set.of(person));
  }

  private boolean cut(Set<String> left, Set<String> right) {
    return left.stream()
        .anyMatch(person -> cuts.getOrDefault(person, Set.of()).stream().anyMatch(right::contains));
  }
}
