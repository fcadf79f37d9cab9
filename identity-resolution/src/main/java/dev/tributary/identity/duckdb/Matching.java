package dev.tributary.identity.duckdb;

import dev.tributary.identity.matching.BlockingRule;
import dev.tributary.identity.matching.Estimation;
import dev.tributary.identity.matching.MatchRecord;
import dev.tributary.identity.matching.Model;
import dev.tributary.identity.matching.Nicknames;
import dev.tributary.identity.matching.Outcome;
import dev.tributary.identity.matching.Pair;
import dev.tributary.identity.matching.Suggestion;
import dev.tributary.identity.matching.Training;
import dev.tributary.identity.matching.Weights;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Computes suggestions from records. First load the records, once. Then train a model on them, or
 * use a model that was trained before. Then read the suggestions.
 *
 * <p>The same records, in the same order, with the same seed give the same suggestions. Not
 * thread-safe, except {@link #cancel}; a cancelled instance fails with SQL state 57014 and can only
 * be closed.
 */
public final class Matching implements AutoCloseable {
  private final BulkDatabase database;
  private final Bounds bounds;
  private final Model model;
  private final Training training;
  private final RecordTable records;
  private long size;

  private Matching(BulkDatabase database, Bounds bounds, Model model, Training training)
      throws SQLException {
    this.database = database;
    this.bounds = bounds;
    this.model = model;
    this.training = training;
    records = new RecordTable(database, model, training);
  }

  /**
   * @param model the comparisons, and the values of m and u where there are too few records to
   *     learn from
   */
  public static Matching open(Bounds bounds, Model model, Training training)
      throws SQLException, IOException {
    BulkDatabase database = BulkDatabase.open(bounds);
    try {
      return new Matching(database, bounds, model, training);
    } catch (SQLException e) {
      database.close();
      throw e;
    }
  }

  /**
   * The figures of a load.
   *
   * @param blocksLeftOut blocks that were too large to compare their records
   */
  public record Loaded(long records, long blocksLeftOut) {}

  /** Loads all records; may be called once. */
  public Loaded load(Iterator<MatchRecord> all) throws SQLException {
    size = records.load(all);
    return new Loaded(size, records.prepare(Nicknames.english(), bounds.largestBlock()));
  }

  /** The model with prior, u and m estimated from the loaded records. */
  public Model train() throws SQLException {
    Patterns patterns = new Patterns(database, records, model);
    Model learning = model.with(prior(patterns));
    learning =
        Estimation.withU(
            learning,
            patterns.ofRandomPairs(
                size, training.sampledPairs(), training.certain(), training.seed()));
    List<Estimation.Session> sessions = new ArrayList<>();
    for (BlockingRule rule : training.sessions()) {
      sessions.add(
          Estimation.session(
              learning,
              patterns.ofBlocks(rule, training.sampledPairs(), training.seed()),
              rule.columns()));
    }
    return Estimation.withM(learning, sessions);
  }

  /**
   * The share of all pairs that are of one person: the pairs of the certain rules, and those that
   * these rules miss by the assumed recall.
   */
  private double prior(Patterns patterns) throws SQLException {
    double all = size * (size - 1.0) / 2;
    double matches = patterns.pairsOf(training.certain()) / training.assumedRecall();
    return matches == 0 || all == 0 ? model.prior() : Math.clamp(matches / all, 1e-12, 0.5);
  }

  /**
   * Passes the pairs that are likely enough to the consumer, the most likely first.
   *
   * @param trained a model of the same comparisons and blocking
   * @param threshold the least probability, above 0 and below 1
   * @return the number of pairs
   */
  public long suggest(Model trained, double threshold, Consumer<Suggestion> consumer)
      throws SQLException {
    compare(trained, threshold);
    return forEachFound(trained, consumer::accept);
  }

  /**
   * Finds the pairs that are likely enough, and replaces those of the last call. {@link #crowded}
   * and {@link #forEachFound} use them.
   */
  public void compare(Model trained, double threshold) throws SQLException {
    database.execute("drop table if exists suggestion");
    List<Integer> earlier = new ArrayList<>();
    for (BlockingRule rule : trained.blocking()) {
      int number = records.number(rule);
      database.execute(
          (earlier.isEmpty() ? "create table suggestion as " : "insert into suggestion ")
              + likely(trained, number, earlier, Weights.of(threshold)));
      earlier.add(number);
    }
  }

  /**
   * The records that are in more than so many of the pairs.
   *
   * @param threshold the least probability that counts, up to 1
   */
  public Set<String> crowded(double threshold, int pairs) throws SQLException {
    return database.query(
        """
        select any_value(record.id) from (
          select ln as n, weight from suggestion union all select rn, weight from suggestion) side
        join record on record.n = side.n
        where 1 / (1 + pow(2::double, -weight)) >= %s
        group by side.n having count(*) > %d\
        """
            .formatted(threshold, pairs),
        rows -> {
          Set<String> crowded = new HashSet<>();
          while (rows.next()) {
            crowded.add(rows.getString(1));
          }
          return crowded;
        });
  }

  /** Takes one pair. */
  public interface SuggestionConsumer {
    void of(Suggestion suggestion) throws SQLException;
  }

  /**
   * Passes the found pairs to the consumer, the most likely first.
   *
   * @return the number of pairs
   */
  public long forEachFound(Model trained, SuggestionConsumer consumer) throws SQLException {
    return database.query(
        read(trained),
        rows -> {
          long count = 0;
          while (rows.next()) {
            database.refuseCancelled();
            consumer.of(suggestion(trained, rows));
            count++;
          }
          return count;
        });
  }

  /** Each pair is compared only under the first rule that has it. */
  private static String likely(Model trained, int rule, List<Integer> earlier, double leastWeight) {
    int count = trained.comparisons().size();
    return """
    select ln, rn, %1$s, %2$s, weight from (
      select *, %3$s as weight from (
        select l.n as ln, r.n as rn, %4$s, %5$s
        from record l join record r on l.b_%6$d = r.b_%6$d and l.n < r.n%7$s))
    where weight >= %8$s\
    """
        .formatted(
            Sql.names("g", count),
            Sql.names("t", count),
            Sql.weight(trained),
            Sql.levels(trained),
            Sql.frequencies(trained),
            rule,
            Sql.noneOf(earlier),
            leastWeight);
  }

  private static String read(Model trained) {
    int count = trained.comparisons().size();
    return "select l.id, r.id, %s, %s, %s from suggestion join record l on l.n = ln join record r on r.n = rn order by weight desc, ln, rn"
        .formatted(
            Sql.names("g", count),
            Sql.names("t", count),
            trained.comparisons().stream()
                .map(each -> Sql.displayValue("l", each) + ", " + Sql.displayValue("r", each))
                .collect(Collectors.joining(", ")));
  }

  private static Suggestion suggestion(Model trained, ResultSet rows) throws SQLException {
    int count = trained.comparisons().size();
    String left = rows.getString(1);
    String right = rows.getString(2);
    // A pair has one order, independent of the order of the records.
    int leftValues = left.compareTo(right) <= 0 ? 0 : 1;
    List<Outcome> outcomes = new ArrayList<>();
    for (int each = 0; each < count; each++) {
      int level = rows.getInt(3 + each);
      double frequency = rows.getDouble(3 + count + each);
      int values = 3 + 2 * count + 2 * each;
      outcomes.add(
          new Outcome(
              level,
              trained.comparisons().get(each).adjusted(level) ? frequency : null,
              rows.getString(values + leftValues),
              rows.getString(values + 1 - leftValues)));
    }
    return new Suggestion(new Pair(left, right), trained.explain(outcomes));
  }

  /** Ends the running step, and refuses all later ones; may be called from any thread. */
  public void cancel() throws SQLException {
    database.cancel();
  }

  @Override
  public void close() throws SQLException, IOException {
    database.close();
  }
}
