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
 * Decides which pairs of one run may be merged automatically, the most likely pair first. Two
 * people with a cut between them are never merged, not even through others. Large groups are not
 * merged automatically: a user decides pairs with a person who is in many pairs, and pairs that
 * would join many people. Confined to one thread.
 */
public final class AutomaticMergeSelection {
  /** A person in more pairs that are likely enough is not merged automatically. */
  public static final int MOST_PAIRS = 5;

  /** The greatest number of people that a run makes one person. */
  static final int MOST_PEOPLE = 6;

  private final @Nullable Double mergeFrom;
  private final Set<String> crowded;
  private final Map<String, Set<String>> cuts = new HashMap<>();
  private final Map<String, Set<String>> groups = new HashMap<>();

  /**
   * @param mergeFrom the least probability; null for never
   * @param crowded people who are in too many pairs
   * @param cuts pairs with a cut between them
   */
  public AutomaticMergeSelection(@Nullable Double mergeFrom, Set<String> crowded, Set<Pair> cuts) {
    this.mergeFrom = mergeFrom;
    this.crowded = Set.copyOf(crowded);
    for (Pair cut : cuts) {
      this.cuts.computeIfAbsent(cut.one(), _ -> new HashSet<>()).add(cut.other());
      this.cuts.computeIfAbsent(cut.other(), _ -> new HashSet<>()).add(cut.one());
    }
  }

  /** The decision about a pair. */
  public enum Verdict {
    /** Merge the two. */
    MERGE,
    /** A user decides. */
    SUGGEST,
    /** Nothing: the two are one person already through others, or have a cut between them. */
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

  /** Records that the two are one person from now on. */
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
