package dev.tributary.identity.matching;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Estimates a model from counted patterns of unlabelled pairs.
 *
 * <p>u comes from random pairs, which are almost all of different people. m comes from the pairs of
 * a block, by expectation maximisation. u is fixed meanwhile, which keeps the two classes from
 * exchanging their roles.
 *
 * @see <a
 *     href="https://www.census.gov/content/dam/Census/library/working-papers/2000/adrm/rr2000-05.pdf">
 *     Winkler, Using the EM Algorithm for Weight Computation in the Fellegi-Sunter Model, 2000</a>
 */
public final class Estimation {
  private static final int MOST_ROUNDS = 200;
  private static final double CONVERGED = 1e-5;

  /** The weight of the prior estimate, as a number of pairs that are spread over the levels. */
  private static final double PRIOR_PAIRS = 1;

  private Estimation() {}

  /**
   * The result of one session.
   *
   * @param m of each comparison; empty for those that the session's rule fixes, and for those
   *     without any observed pair
   * @param matches the expected number of pairs of one person
   */
  public record Session(List<List<Double>> m, double matches, int rounds) {}

  /** The model with u estimated from the patterns of random pairs. */
  public static Model withU(Model model, List<Pattern> randomPairs) {
    List<Comparison> comparisons = new ArrayList<>();
    for (int each = 0; each < model.comparisons().size(); each++) {
      Comparison comparison = model.comparisons().get(each);
      double[] counts = new double[comparison.levels().size()];
      for (Pattern pattern : randomPairs) {
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
   * @param fixed columns of the rule: all these pairs agree on them, so their comparisons say
   *     nothing
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

  /** Adds the expected counts of matches, and returns the expected number of matches. */
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

  /** The model with the mean m of the sessions, each weighted by its number of matches. */
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
    double all = sum(counts) + PRIOR_PAIRS;
    double priorPairs = PRIOR_PAIRS / counts.length;
    return Arrays.stream(counts).mapToObj(count -> (count + priorPairs) / all).toList();
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
