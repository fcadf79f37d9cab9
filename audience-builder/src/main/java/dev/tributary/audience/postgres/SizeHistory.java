package dev.tributary.audience.postgres;

import dev.tributary.runtime.postgres.RequestDatabase;
import java.time.Instant;
import java.util.List;

/** How audiences grew and shrank, for HTTP. Thread-safe. */
public final class SizeHistory {
  /** The first is what held at the beginning; the others are the last of equal slices of time. */
  public static final int POINTS = 500;

  private static final String FIND =
      """
      (select :from as at, size from audience_size
       where workspace = :workspace and audience = :audience and at <= :from
       order by audience_size.at desc limit 1)
      union all
      (select distinct on (slice) at, size from (
         select at, size, (at - :from) * :slices / (:to - :from) as slice from audience_size
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
                // One more slice holds `to` itself.
                .bind("slices", POINTS - 2)
                .map((rows, context) ->
                    new Point(Instant.ofEpochMilli(rows.getLong(1)), rows.getLong(2)))
                .list());
  }
}
