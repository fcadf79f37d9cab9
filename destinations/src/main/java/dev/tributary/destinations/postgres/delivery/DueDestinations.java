package dev.tributary.destinations.postgres.delivery;

import dev.tributary.contracts.id.DestinationId;
import dev.tributary.destinations.ledger.Priority;
import dev.tributary.destinations.postgres.Pauses;
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
 * Finds the destinations that have rows or jobs due. Each destination and lane costs one search in
 * the index of due rows, and each destination one in the index of jobs, whatever their number is:
 * the order by the index's last column and the limit keep the planner from reading the table.
 */
final class DueDestinations {
  private DueDestinations() {}

  /**
   * A paused destination has no due rows, except for opt-outs and questions if a user has paused
   * it. A destination that is held has none.
   */
  static Set<DestinationId> among(Connection tx, Collection<Catalogue.Destination> destinations)
      throws SQLException {
    try (PreparedStatement statement =
        tx.prepareStatement(
            """
            select distinct due.destination from (
            select w.workspace, w.destination
            from unnest(?::text[], ?::text[]) w(workspace, destination)
              cross join generate_series(0, ?) l(lane)
              cross join lateral (
                select 1 from open_delivery o
                where o.workspace = w.workspace and o.destination = w.destination
                  and o.lane = l.lane and o.state in ('pending', 'retrying')
                  and o.not_before <= statement_timestamp()
                order by o.not_before limit 1) due
            where not exists (
              select 1 from pause p
              where p.workspace = w.workspace and p.kind = 'destination' and p.id = w.destination
                and (p.reason <> ? or l.lane <> ?))
            union all
            select w.workspace, w.destination
            from unnest(?::text[], ?::text[]) w(workspace, destination)
              cross join lateral (
                select 1 from open_delivery o
                  cross join lateral (
                    select from delivery d
                    where d.id = o.id
                      and (d.lease_until is null or d.lease_until < statement_timestamp())
                    offset 0) d
                where o.workspace = w.workspace and o.destination = w.destination
                  and o.state = 'submitted' and o.not_before <= statement_timestamp()
                order by o.not_before limit 1) due
            where not exists (
              select 1 from pause p
              where p.workspace = w.workspace and p.kind = 'destination' and p.id = w.destination
                and p.reason <> ?)
            union all
            select w.workspace, w.destination
            from unnest(?::text[], ?::text[]) w(workspace, destination)
              cross join lateral (
                select 1 from job j
                where j.workspace = w.workspace and j.destination = w.destination
                  and j.not_before <= statement_timestamp()
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
            """)) {
      new Columns<>(statement, destinations)
          .workspace(Catalogue.Destination::workspace)
          .text(destination -> destination.id().value());
      statement.setInt(3, Priority.values().length - 1);
      statement.setString(4, Pauses.ASKED);
      statement.setInt(5, Priority.OPT_OUT.number());
      new Columns<>(statement, 6, destinations)
          .workspace(Catalogue.Destination::workspace)
          .text(destination -> destination.id().value());
      statement.setString(8, Pauses.ASKED);
      new Columns<>(statement, 9, destinations)
          .workspace(Catalogue.Destination::workspace)
          .text(destination -> destination.id().value());
      statement.setString(11, Pauses.ASKED);
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
