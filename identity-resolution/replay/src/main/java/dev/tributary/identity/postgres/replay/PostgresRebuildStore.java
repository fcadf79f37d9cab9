package dev.tributary.identity.postgres.replay;

import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.postgres.store.Jdbc;
import dev.tributary.identity.replay.ReplayCopy;
import dev.tributary.identity.store.replay.RebuildStore;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** {@link RebuildStore} over PostgreSQL. */
public final class PostgresRebuildStore implements RebuildStore {
  private static final String ENDED =
      """
      insert into rebuilt_profile (shadow, profile, ending)
      select ?, u.profile, ? from unnest(?::text[]) u(profile)
      on conflict (shadow, profile) do update set ending = excluded.ending\
      """;

  private static final String COUNT =
      "select ending, count(*) from rebuilt_profile where shadow = ? group by ending";

  private static final String WAITING =
      """
      select profile from rebuilt_profile
      where shadow = ? and profile = any(?) and ending = 'waiting'\
      """;

  private static final String WAIT_NO_MORE =
      "delete from rebuilt_profile where shadow = ? and profile = any(?) and ending = 'waiting'";

  private static final String CHANGED =
      """
      insert into rebuild_change (workspace, job, profile, command)
      select s.workspace, s.job, u.profile, ?
      from replay_copy s cross join unnest(?::text[]) u(profile)
      where s.name = ? and s.job is not null
      on conflict do nothing\
      """;

  private static final String PEOPLE =
      "select count(distinct profile) from rebuild_change where workspace = ? and job = ?";

  private static final String CHANGES =
      """
      with changed as materialized (
        select profile, command from rebuild_change where workspace = :workspace and job = :job),
      parts as (
        select u.into_profile, p.profile is not null as lives from profile_unmerge u
        left join profile p on p.workspace = u.workspace and p.profile = u.into_profile
        where u.workspace = :workspace and u.cause in (select command from changed))
      select (select count(distinct profile) from changed) as people,
             (select count(*) from profile_merge m
              where m.workspace = :workspace and m.cause in (select command from changed)
                and m.loser not in (select into_profile from parts)) as joined,
             (select count(*) from parts where lives) as parted\
      """;

  private final Connection tx;

  public PostgresRebuildStore(Connection tx) {
    this.tx = tx;
  }

  @Override
  public void ended(ReplayCopy copy, Collection<ProfileId> profiles, Ending ending) {
    Jdbc.update(() -> {
      try (PreparedStatement statement = tx.prepareStatement(ENDED)) {
        statement.setString(1, copy.name().value());
        statement.setString(2, ending.wireName());
        statement.setArray(3, tx.createArrayOf("text", ProfileId.values(profiles)));
        statement.executeUpdate();
      }
    });
  }

  @Override
  public List<ProfileId> waiting(ReplayCopy copy, Collection<ProfileId> profiles) {
    return Jdbc.query(() -> {
      List<ProfileId> waiting = new ArrayList<>();
      try (PreparedStatement statement = tx.prepareStatement(WAITING)) {
        statement.setString(1, copy.name().value());
        statement.setArray(2, tx.createArrayOf("text", ProfileId.values(profiles)));
        try (ResultSet rows = statement.executeQuery()) {
          while (rows.next()) {
            waiting.add(new ProfileId(rows.getString(1)));
          }
        }
      }
      return waiting;
    });
  }

  @Override
  public void waitNoMore(ReplayCopy copy, Collection<ProfileId> profiles) {
    Jdbc.update(() -> {
      try (PreparedStatement statement = tx.prepareStatement(WAIT_NO_MORE)) {
        statement.setString(1, copy.name().value());
        statement.setArray(2, tx.createArrayOf("text", ProfileId.values(profiles)));
        statement.executeUpdate();
      }
    });
  }

  @Override
  public void changed(ReplayCopy copy, Collection<ProfileId> profiles, String command) {
    Jdbc.update(() -> {
      try (PreparedStatement statement = tx.prepareStatement(CHANGED)) {
        statement.setString(1, command);
        statement.setArray(2, tx.createArrayOf("text", ProfileId.values(profiles)));
        statement.setString(3, copy.name().value());
        statement.executeUpdate();
      }
    });
  }

  @Override
  public long people(WorkspaceId workspace, String job) {
    return Jdbc.query(() -> {
      try (PreparedStatement statement = tx.prepareStatement(PEOPLE)) {
        statement.setString(1, workspace.value());
        statement.setString(2, job);
        try (ResultSet rows = statement.executeQuery()) {
          rows.next();
          return rows.getLong(1);
        }
      }
    });
  }

  @Override
  public Changes changes(WorkspaceId workspace, String job) {

    return TransactionHandle.of(tx)
        .createQuery(CHANGES)
        .bind("workspace", workspace.value())
        .bind("job", job)
        .map((rows, _) -> new Changes(rows.getLong(1), rows.getLong(2), rows.getLong(3)))
        .one();
  }

  @Override
  public Map<Ending, Long> counts(ReplayCopy copy) {
    return Jdbc.query(() -> {
      Map<String, Ending> named = new HashMap<>();
      for (Ending ending : Ending.values()) {
        named.put(ending.wireName(), ending);
      }
      Map<Ending, Long> counts = new EnumMap<>(Ending.class);
      try (PreparedStatement statement = tx.prepareStatement(COUNT)) {
        statement.setString(1, copy.name().value());
        try (ResultSet rows = statement.executeQuery()) {
          while (rows.next()) {
            counts.put(named.get(rows.getString(1)), rows.getLong(2));
          }
        }
      }
      return counts;
    });
  }
}
