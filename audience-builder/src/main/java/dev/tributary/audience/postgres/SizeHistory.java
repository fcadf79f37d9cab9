package dev.tributary.audience.postgres;

import dev.tributary.runtime.postgres.RequestDatabase;
import java.time.Instant;
import java.util.List;

/** How audiences grew and shrank, for HTTP. Thread-safe. */
public final class SizeHistory {
  /** Where there are more, the last of equal slices of time stand for all. */
  public static final int POINTS = 500;

  private static final String FIND =
      """
      (select :from as at, size from audience_size
       where workspace = :workspace and audience = :audience and at <= :from
       order by audience_size.at desc limit 1)
      union all
      (select distinct on (slice) at, size from (
         select at, size,
                case when count(*) over () < :points then at
                     else (at - :from) * (:points - 2) / (:to - :from) end as slice
         from audience_size
         where workspace = :workspace and audience = :audience and at > :from and at <= :to) each
       order by slice, at desc)
      order by at\
      """;

  private final RequestDatabase database;

  public SizeHistory(RequestDatabase database) {
    this.database = database;
  }

  /** A size that held from then until the next. */
  public record Point(Instant at, long size) {}

  /**
   * At most {@value #POINTS}, in order of time.
   *
   * @param to after {@code from}
   */
  public List<Point> between(String workspace, String audience, Instant from, Instant to) {
    return database.inWorkspace(
        workspace,
        tx ->
            tx.createQuery(FIND)
                .bind("workspace", workspace)
                .bind("audience", audience)
                .bind("from", from.toEpochMilli())
                .bind("to", to.toEpochMilli())
                .bind("points", POINTS)
                .map((rows, context) ->
                    new Point(Instant.ofEpochMilli(rows.getLong(1)), rows.getLong(2)))
                .list());
  }
}
