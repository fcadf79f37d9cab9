package dev.tributary.destinations.postgres.delivery;

import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.destinations.ledger.Priority;
import dev.tributary.destinations.postgres.OpenSyncs;
import dev.tributary.destinations.postgres.pause.Pauses;
import dev.tributary.destinations.sync.Catalogue;
import dev.tributary.runtime.postgres.Columns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * Finds the destinations that have rows or jobs due. Each destination costs one search in the index
 * of open rows and one in the index of jobs, and each of its syncs with open rows two searches for
 * each lane, whatever the number of rows is: a paused sync can have a million. The order of the
 * index and the limit keep the planner from reading the table. Of rows of jobs, no search reads
 * more than the {@value #MOST_READ} that are due first.
 */
final class DueDestinations {
  private static final int MOST_READ = 1_000;

  private DueDestinations() {}

  /**
   * A paused destination has no due rows, except for opt-outs and questions if a user has paused
   * it. A destination that is held has none. Of a paused sync, only opt-outs are due. If all rows
   * of jobs that a search reads belong to paused syncs, and more may follow, the destination counts
   * as due: the claim decides.
   *
   * @param unreadable syncs of which nothing is sent
   */
  static Set<DestinationId> among(
      Connection tx, Collection<Catalogue.Destination> destinations, Set<SyncId> unreadable)
      throws SQLException {
    try (PreparedStatement statement =
        tx.prepareStatement(
            """
            with unread as (select ?::text[] as syncs),
            asked as (
              select w.workspace, w.destination, unread.syncs as unreadable,
                unread.syncs || array(
                  select p.id from pause p
                  where p.workspace = w.workspace and p.kind = 'sync') as paused
              from unnest(?::text[], ?::text[]) w(workspace, destination) cross join unread)
            select distinct due.destination from (
            select w.workspace, w.destination
            from asked w
              cross join lateral (
                %2$s
                select s.lane from step s
                  cross join (values ('pending'), ('retrying')) t(state)
                  cross join lateral (
                    select 1 from open_delivery o
                    where o.workspace = w.workspace and o.destination = w.destination
                      and o.lane = s.lane and o.sync = s.sync and o.state = t.state
                      and o.state in ('pending', 'retrying')
                      and o.not_before <= statement_timestamp()
                    order by o.not_before limit 1) oldest
                where s.sync <> all(case when s.lane = ? then w.unreadable else w.paused end)) l
            where not exists (
              select 1 from pause p
              where p.workspace = w.workspace and p.kind = 'destination' and p.id = w.destination
                and (p.reason <> ? or l.lane <> ?))
            union all
            select w.workspace, w.destination
            from asked w
              cross join lateral (
                select 1 from (
                  select o.id, row_number() over (order by o.not_before, o.id) as place
                  from open_delivery o
                  where o.workspace = w.workspace and o.destination = w.destination
                    and o.state = 'submitted' and o.not_before <= statement_timestamp()
                  order by o.not_before, o.id limit %1$d) o
                  left join lateral (
                    select true as sendable from delivery d
                    where d.id = o.id and d.sent_sync <> all(w.paused)
                      and (d.lease_until is null or d.lease_until < statement_timestamp())
                    offset 0) d on true
                where o.place = %1$d or d.sendable
                limit 1) due
            where not exists (
              select 1 from pause p
              where p.workspace = w.workspace and p.kind = 'destination' and p.id = w.destination
                and p.reason <> ?)
            union all
            select w.workspace, w.destination
            from asked w
              cross join lateral (
                select 1 from job j
                where j.workspace = w.workspace and j.destination = w.destination
                  and j.not_before <= statement_timestamp() and j.sync <> all(w.paused)
                  and (j.lease_until is null or j.lease_until < statement_timestamp())
                order by j.not_before limit 1) due
            where not exists (
              select 1 from pause p
              where p.workspace = w.workspace and p.kind = 'destination' and p.id = w.destination
                and p.reason <> ?)) due
            where not exists (
              select 1 from destination_health h
              where h.workspace = due.workspace and h.destination = due.destination
                and h.held_until > statement_timestamp())\
            """
                .formatted(MOST_READ, OpenSyncs.steps("w.workspace", "w.destination")))) {
      new Columns<>(statement, unreadable).text(SyncId::value);
      new Columns<>(statement, 2, destinations)
          .workspace(Catalogue.Destination::workspace)
          .text(destination -> destination.id().value());
      statement.setInt(4, Priority.OPT_OUT.number());
      statement.setString(5, Pauses.ASKED);
      statement.setInt(6, Priority.OPT_OUT.number());
      statement.setString(7, Pauses.ASKED);
      statement.setString(8, Pauses.ASKED);
      Set<DestinationId> due = new HashSet<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          due.add(new DestinationId(rows.getString(1)));
        }
      }
      return due;
    }
  }
}
