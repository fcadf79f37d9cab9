package dev.tributary.identity.matching.duckdb;

import dev.tributary.identity.matching.BlockingRule;
import dev.tributary.identity.matching.Model;
import dev.tributary.identity.matching.Pattern;
import java.util.ArrayList;
import java.util.List;

/** Counts the results of comparisons by pattern: all that training needs to know of the pairs. */
final class Patterns {
  private final BulkDatabase database;
  private final RecordTable records;
  private final Model model;

  Patterns(BulkDatabase database, RecordTable records, Model model) {
    this.database = database;
    this.records = records;
    this.model = model;
  }

  /**
   * Random pairs, or all pairs where there are not more than the sample.
   *
   * @param certain the pairs of these rules are assumed to be of one person, and are left out
   */
  List<Pattern> ofRandomPairs(long size, long sample, List<BlockingRule> certain, long seed) {
    String unlike = Sql.noneOf(certain.stream().map(records::number).toList());
    if (size * (size - 1) / 2 <= sample) {
      return count("from record l join record r on l.n < r.n" + unlike);
    }
    // A table of its own, because the engine might build all pairs first and sample afterwards.
    database.execute(
        """
        create or replace table drawn as select ln, rn
        from (select (hash(i, %1$d, 'l') %% %2$d)::integer as ln, (hash(i, %1$d, 'r') %% %2$d)::integer as rn
          from range(%3$d) numbers(i))
        where ln <> rn\
        """
            .formatted(seed, size, sample));
    return count(
        "from drawn join record l on l.n = drawn.ln join record r on r.n = drawn.rn where true"
            + unlike);
  }

  /** Pairs from the blocks of one rule; a sample of them where there are more. */
  List<Pattern> ofBlocks(BlockingRule rule, long sample, long seed) {
    int number = records.number(rule);
    long pairs = pairs(number);
    String drawn =
        pairs <= sample ? "" : " and hash(l.n, r.n, %d) %% %d < %d".formatted(seed, pairs, sample);
    return count(
        "from record l join record r on l.b_%1$d = r.b_%1$d and l.n < r.n%2$s"
            .formatted(number, drawn));
  }

  private long pairs(int rule) {
    return database.number(
        "select coalesce(sum(size * (size - 1) // 2), 0)::bigint from (select count(*) as size from record where b_%1$d is not null group by b_%1$d)"
            .formatted(rule));
  }

  /** The number of pairs that at least one of these rules has. */
  long pairsOf(List<BlockingRule> rules) {
    long pairs = 0;
    for (int each = 0; each < rules.size(); each++) {
      pairs +=
          database.number(
              "select count(*) from record l join record r on l.b_%1$d = r.b_%1$d and l.n < r.n%2$s"
                  .formatted(
                      records.number(rules.get(each)),
                      Sql.noneOf(rules.subList(0, each).stream().map(records::number).toList())));
    }
    return pairs;
  }

  private List<Pattern> count(String pairs) {
    int comparisons = model.comparisons().size();
    String names = Sql.names("g", comparisons);
    return database.query(
        "select %1$s, count(*) as pairs from (select %2$s %3$s) group by %1$s order by %1$s"
            .formatted(names, Sql.levels(model), pairs),
        rows -> {
          List<Pattern> patterns = new ArrayList<>();
          while (rows.next()) {
            List<Integer> levels = new ArrayList<>();
            for (int each = 1; each <= comparisons; each++) {
              levels.add(rows.getInt(each));
            }
            patterns.add(new Pattern(levels, rows.getLong(comparisons + 1)));
          }
          return patterns;
        });
  }
}
