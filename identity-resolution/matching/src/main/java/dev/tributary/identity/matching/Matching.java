package dev.tributary.identity.matching;

import java.util.Iterator;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Computes suggestions from records. First load the records, once. Then train a model on them, or
 * use a model that was trained before. Then compare the records, and read the suggestions.
 *
 * <p>The same records, in the same order, with the same seed give the same suggestions. Not
 * thread-safe, except {@link #cancel}; a cancelled instance fails and can only be closed.
 *
 * <p>Each method throws {@link MatchingFailure} where the engine fails, or is cancelled.
 */
public interface Matching extends AutoCloseable {
  /**
   * The figures of a load.
   *
   * @param blocksLeftOut blocks that were too large to compare their records
   */
  record Loaded(long records, long blocksLeftOut) {}

  /** Loads all records; may be called once. */
  Loaded load(Iterator<MatchRecord> all);

  /** The model with prior, u and m estimated from the loaded records. */
  Model train();

  /**
   * Finds the pairs that are likely enough, and replaces those of the last call. {@link #crowded}
   * and {@link #forEachFound} use them.
   *
   * @param trained a model of the same comparisons and blocking
   * @param threshold the least probability, above 0 and below 1
   */
  void compare(Model trained, double threshold);

  /**
   * The records that are in more than so many of the pairs.
   *
   * @param threshold the least probability that counts, up to 1
   */
  Set<String> crowded(double threshold, int pairs);

  /**
   * Passes the found pairs to the consumer, the most likely first.
   *
   * @return the number of pairs
   */
  long forEachFound(Model trained, Consumer<Suggestion> consumer);

  /**
   * Finds the pairs that are likely enough, and passes them to the consumer, the most likely first.
   *
   * @param trained a model of the same comparisons and blocking
   * @param threshold the least probability, above 0 and below 1
   * @return the number of pairs
   */
  default long suggest(Model trained, double threshold, Consumer<Suggestion> consumer) {
    compare(trained, threshold);
    return forEachFound(trained, consumer);
  }

  /** Ends the running step, and refuses all later ones; may be called from any thread. */
  void cancel();

  @Override
  void close();
}
