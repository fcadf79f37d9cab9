package dev.tributary.destinations.postgres;

/**
 * The lanes and syncs of a destination that have open rows, in SQL. Each step goes to the next sync
 * in the index, so the search costs a few pages for each sync, however many rows a sync has. The
 * steps go backwards: the newest rows of a sync are seldom claimed already, so few dead entries of
 * the index are read.
 */
public final class OpenSyncs {
  private OpenSyncs() {}

  /**
   * The beginning of a subquery, with the table {@code step(lane, sync)}. Opt-outs have a lane of
   * their own, so a sync can be there several times.
   *
   * @param ofWorkspace an expression of SQL for the id of the workspace, such as a column of the
   *     query around
   * @param ofDestination likewise
   */
  public static String steps(String ofWorkspace, String ofDestination) {
    return """
    with recursive step as (
      (select o.lane, o.sync from open_delivery o
      where o.workspace = %1$s and o.destination = %2$s and o.state in ('pending', 'retrying')
      order by o.lane desc, o.sync desc limit 1)
      union all
      (select next.lane, next.sync from step s
        cross join lateral (
          select o.lane, o.sync from open_delivery o
          where o.workspace = %1$s and o.destination = %2$s
            and o.state in ('pending', 'retrying') and (o.lane, o.sync) < (s.lane, s.sync)
          order by o.lane desc, o.sync desc limit 1) next))\
    """
        .formatted(ofWorkspace, ofDestination);
  }
}
