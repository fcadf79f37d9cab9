package dev.tributary.identity.matching;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Estimates of a model from counted patterns, of pairs that nobody has labelled.
 *
 * <p>u comes from pairs of strangers drawn at random; m from pairs of a block by expectation
 * maximisation with u held fixed, which keeps the two classes from changing places.
 *
 * @see <a
 *     href="https://www.census.gov/content/dam/Census/library/working-papers/2000/adrm/rr2000-05.pdf">
 *     Winkler, Using the EM Algorithm for Weight Computation in the Fellegi-Sunter Model, 2000</a>
 */
public final class Estimation {
  private static final int MOST_ROUNDS = 200;
  private static final double CONVERGED = 1e-5;

  /** So many pairs, spread over the levels, are believed before any is seen. */
  private static final double BELIEVED = 1;

  private Estimation() {}

  /**
   * What one session found.
   *
   * @param m of each comparison; empty for those that the session's rule fixes, and those of which
   *     nothing was seen
   * @param matches how many of the pairs were of one person, as expected
   */
  public record Session(List<List<Double>> m, double matches, int rounds) {}

  /** The model with u by the patterns of strangers. */
  public static Model withU(Model model, List<Pattern> strangers) {
    List<Comparison> comparisons = new ArrayList<>();
    for (int each = 0; each < model.comparisons().size(); each++) {
      Comparison comparison = model.comparisons().get(each);
      double[] counts = new double[comparison.levels().size()];
      for (Pattern pattern : strangers) {
        int level = pattern.levels().get(each);
        if (level != Comparison.SILENT) {
          counts[level] += pattern.pairs();
        }
      }
      comparisons.add(sum(counts) == 0 ? comparison : comparison.withU(shares(counts)));
    }
    return model.with(comparisons);
  }

  /**
   * Estimates m from the pairs of one blocking rule.
   *
   * @param fixed columns of the rule: what is compared by them says nothing there
   */
  public static Session session(Model model, List<Pattern> patterns, Set<String> fixed) {
    List<Comparison> comparisons = new ArrayList<>(model.comparisons());
    boolean[] silent = new boolean[comparisons.size()];
    for (int each = 0; each < silent.length; each++) {
      silent[each] = comparisons.get(each).inputs().stream().anyMatch(fixed::contains);
    }
    double share = 0.5;
    double pairs = patterns.stream().mapToLong(Pattern::pairs).sum();
    double matches = 0;
    int round = 0;
    double change = 1;
    while (pairs > 0 && change > CONVERGED && round < MOST_ROUNDS) {
      round++;
      double[][] counts = new double[silent.length][];
      Arrays.setAll(counts, each -> new double[comparisons.get(each).levels().size()]);
      matches = expect(comparisons, silent, share, patterns, counts);
      change = Math.abs(matches / pairs - share);
      share = Math.clamp(matches / pairs, 1e-9, 1 - 1e-9);
      for (int each = 0; each < silent.length; each++) {
        if (!silent[each] && sum(counts[each]) > 0) {
          Comparison before = comparisons.get(each);
          comparisons.set(each, before.withM(shares(counts[each])));
          change = Math.max(change, difference(before, comparisons.get(each)));
        }
      }
    }
    List<List<Double>> found = new ArrayList<>();
    for (int each = 0; each < silent.length; each++) {
      boolean learned = !comparisons.get(each).equals(model.comparisons().get(each));
      found.add(
          learned ? comparisons.get(each).levels().stream().map(Level::m).toList() : List.of());
    }
    return new Session(found, matches, round);
  }

  /** Adds to the counts what is expected of matches, and tells how many they are. */
  private static double expect(
      List<Comparison> comparisons,
      boolean[] silent,
      double share,
      List<Pattern> patterns,
      double[][] counts) {
    double matches = 0;
    for (Pattern pattern : patterns) {
      double weight = Weights.of(share);
      for (int each = 0; each < silent.length; each++) {
        weight += silent[each] ? 0 : comparisons.get(each).weight(pattern.levels().get(each));
      }
      double expected = pattern.pairs() * Weights.probability(weight);
      matches += expected;
      for (int each = 0; each < silent.length; each++) {
        int level = pattern.levels().get(each);
        if (level != Comparison.SILENT) {
          counts[each][level] += expected;
        }
      }
    }
    return matches;
  }

  /** The model with the mean m of the sessions, each counting by the matches it saw. */
  public static Model withM(Model model, List<Session> sessions) {
    List<Comparison> comparisons = new ArrayList<>();
    for (int each = 0; each < model.comparisons().size(); each++) {
      Comparison comparison = model.comparisons().get(each);
      double[] sums = new double[comparison.levels().size()];
      double matches = 0;
      for (Session session : sessions) {
        List<Double> m = session.m().get(each);
        for (int level = 0; level < m.size(); level++) {
          sums[level] += session.matches() * m.get(level);
        }
        matches += m.isEmpty() ? 0 : session.matches();
      }
      double all = matches;
      comparisons.add(
          all == 0
              ? comparison
              : comparison.withM(Arrays.stream(sums).mapToObj(sum -> sum / all).toList()));
    }
    return model.with(comparisons);
  }

  private static List<Double> shares(double[] counts) {
    double all = sum(counts) + BELIEVED;
    double believed = BELIEVED / counts.length;
    return Arrays.stream(counts).mapToObj(count -> (count + believed) / all).toList();
  }

  private static double sum(double[] counts) {
    return Arrays.stream(counts).sum();
  }

  private static double difference(Comparison before, Comparison after) {
    double most = 0;
    for (int level = 0; level < before.levels().size(); level++) {
      most =
          Math.max(most, Math.abs(before.levels().get(level).m() - after.levels().get(level).m()));
    }
    return most;
  }
}
