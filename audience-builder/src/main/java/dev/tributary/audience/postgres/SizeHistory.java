package dev.tributary.audience.postgres;

import dev.tributary.runtime.postgres.RequestDatabase;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

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

  private static final String AT =
      """
      select each.audience, greatest(z.at, :from), z.size
      from unnest(:audiences) each(audience)
      cross join lateral (
        (select at, size from audience_size
         where workspace = :workspace and audience = each.audience and at <= :from
         order by at desc limit 1)
        union all
        (select at, size from audience_size
         where workspace = :workspace and audience = each.audience and at > :from
         order by at limit 1)
        order by at limit 1) z\
      """;

  private final RequestDatabase database;

  public SizeHistory(RequestDatabase database) {
    this.database = database;
  }

  /** A size that held from then until the next. */
  public record Point(Instant at, long size) {}

  /** What each of these held then, or first of all if that was later; by audience. */
  public Map<String, Point> at(String workspace, Collection<String> audiences, Instant from) {
    return database.inWorkspace(
        workspace,
        tx -> {
          Map<String, Point> found = new HashMap<>();
          tx.createQuery(AT)
              .bind("workspace", workspace)
              .bindArray("audiences", String.class, audiences.toArray())
              .bind("from", from.toEpochMilli())
              .map((rows, context) ->
                  found.put(
                      rows.getString(1),
                      new Point(Instant.ofEpochMilli(rows.getLong(2)), rows.getLong(3))))
              .list();
          return found;
        });
  }

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
