package dev.tributary.identity.matching.duckdb;

import dev.tributary.identity.matching.BlockingRule;
import dev.tributary.identity.matching.Estimation;
import dev.tributary.identity.matching.MatchRecord;
import dev.tributary.identity.matching.Matching;
import dev.tributary.identity.matching.MatchingFailure;
import dev.tributary.identity.matching.Model;
import dev.tributary.identity.matching.Nicknames;
import dev.tributary.identity.matching.Outcome;
import dev.tributary.identity.matching.Pair;
import dev.tributary.identity.matching.Suggestion;
import dev.tributary.identity.matching.Training;
import dev.tributary.identity.matching.Weights;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** {@link Matching} by a DuckDB for each piece of work, with bounded memory and disk. */
public final class DuckDbMatching implements Matching {
  private final BulkDatabase database;
  private final Bounds bounds;
  private final Model model;
  private final Training training;
  private final RecordTable records;
  private long size;

  private DuckDbMatching(BulkDatabase database, Bounds bounds, Model model, Training training) {
    this.database = database;
    this.bounds = bounds;
    this.model = model;
    this.training = training;
    records = new RecordTable(database, model, training);
  }

  /**
   * @param model the comparisons, and the values of m and u where there are too few records to
   *     learn from
   * @throws MatchingFailure if the engine does not start
   */
  public static Matching open(Bounds bounds, Model model, Training training) {
    BulkDatabase database = BulkDatabase.open(bounds);
    try {
      return new DuckDbMatching(database, bounds, model, training);
    } catch (MatchingFailure e) {
      database.close();
      throw e;
    }
  }

  @Override
  public Loaded load(Iterator<MatchRecord> all) {
    size = records.load(all);
    return new Loaded(size, records.prepare(Nicknames.english(), bounds.largestBlock()));
  }

  @Override
  public Model train() {
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
  private double prior(Patterns patterns) {
    double all = size * (size - 1.0) / 2;
    double matches = patterns.pairsOf(training.certain()) / training.assumedRecall();
    return matches == 0 || all == 0 ? model.prior() : Math.clamp(matches / all, 1e-12, 0.5);
  }

  @Override
  public void compare(Model trained, double threshold) {
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

  @Override
  public Set<String> crowded(double threshold, int pairs) {
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

  @Override
  public long forEachFound(Model trained, Consumer<Suggestion> consumer) {
    return database.query(
        read(trained),
        rows -> {
          long count = 0;
          while (rows.next()) {
            database.refuseCancelled();
            consumer.accept(suggestion(trained, rows));
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

  @Override
  public void cancel() {
    database.cancel();
  }

  @Override
  public void close() {
    database.close();
  }
}
