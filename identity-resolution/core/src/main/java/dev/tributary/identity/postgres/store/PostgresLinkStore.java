package dev.tributary.identity.postgres.store;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.store.LinkStore;
import dev.tributary.runtime.postgres.Columns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.Collection;

/** {@link LinkStore} over PostgreSQL. */
public final class PostgresLinkStore implements LinkStore {
  private static final String KEEP =
      """
      insert into link as l (workspace, device_type, device_value, person_type, person_value,
        events, first_at, last_at, last_event)
      select u.workspace, u.device_type, u.device_value, u.person_type, u.person_value, count(*),
        to_timestamp(min(u.at) / 1e6), to_timestamp(max(u.at) / 1e6),
        (array_agg(u.cause order by u.at desc, u.cause collate "C" desc))[1]
      from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[], ?::text[])
           u(workspace, device_type, device_value, person_type, person_value, at, cause)
      group by 1, 2, 3, 4, 5
      order by 1, 2, 3, 4, 5
      on conflict (workspace, device_type, device_value, person_type, person_value) do update set
        events = l.events + excluded.events,
        first_at = least(l.first_at, excluded.first_at),
        last_event = case
          when (l.last_at, l.last_event collate "C")
            < (excluded.last_at, excluded.last_event collate "C")
          then excluded.last_event else l.last_event end,
        last_at = greatest(l.last_at, excluded.last_at)\
      """;

  private static final String COPY =
      """
      insert into link
      select ?, device_type, device_value, person_type, person_value, events, first_at, last_at,
        last_event
      from link where workspace = ?
      order by device_type, device_value, person_type, person_value
      on conflict do nothing\
      """;

  private final Connection tx;

  public PostgresLinkStore(Connection tx) {
    this.tx = tx;
  }

  @Override
  public void keep(Collection<DeviceLink> found) {
    Jdbc.update(() -> {
      if (found.isEmpty()) {
        return;
      }
      try (PreparedStatement statement = tx.prepareStatement(KEEP)) {
        new Columns<>(statement, found)
            .workspace(DeviceLink::workspace)
            .text(row -> row.device().type())
            .text(row -> row.device().value())
            .text(row -> row.person().type())
            .text(row -> row.person().value())
            .times(row -> row.stamp().time())
            .text(row -> row.stamp().cause());
        statement.executeUpdate();
      }
    });
  }

  @Override
  public void copy(WorkspaceId from, WorkspaceId to) {
    Jdbc.update(() -> {
      try (PreparedStatement statement = tx.prepareStatement(COPY)) {
        statement.setString(1, to.value());
        statement.setString(2, from.value());
        statement.executeUpdate();
      }
    });
  }
}
