package dev.tributary.audience.postgres;

import dev.tributary.audience.catalogue.AudienceState;
import dev.tributary.audience.catalogue.AudienceState.Stage;
import dev.tributary.audience.catalogue.Catalogue;
import dev.tributary.audience.catalogue.DefinedAudience;
import dev.tributary.audience.catalogue.Generation;
import dev.tributary.audience.catalogue.Settings;
import dev.tributary.audience.catalogue.Step;
import dev.tributary.audience.rule.StoredTypes;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.postgres.Columns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Moves audiences from stage to stage. The caller holds the catalogue's lock and raises its
 * revision; each transition resets the passes of all partitions to their beginning.
 */
public final class StageTransitions {
  private static final String ADD_GENERATION =
      """
      insert into generation (workspace, audience, definition_version, rule, zone, types)
      values (?, ?, ?, ?::jsonb, ?, ?::jsonb) returning id\
      """;
  private static final String BUILD =
      """
      insert into audience_state (audience, workspace, definition_version, stage, building)
      values (?, ?, ?, 'building', ?)
      on conflict (audience) do update
      set definition_version = excluded.definition_version, stage = excluded.stage,
          building = excluded.building\
      """;
  private static final String ACKNOWLEDGE =
      "update audience_state set definition_version = ? where audience = ?";
  private static final String REMOVE =
      """
      update audience_state
      set definition_version = ?, stage = 'removing', previous = active, active = null,
          building = null
      where audience = ?\
      """;
  private static final String SWITCH =
      """
      update audience_state
      set stage = 'switching', previous = active, active = building, building = null
      where audience = ?\
      """;
  private static final String SETTLE =
      """
      update audience_state s
      set stage = 'settled', previous = null, settled_at = coalesce(
        (select max(business_time(c, s.workspace)) from partition_clock c), settled_at)
      where s.audience = ?\
      """;
  private static final String RESET =
      """
      insert into stage_pass (audience, part, workspace, stage, generation)
      select ?, p, ?, ?, ? from unnest(?::int[]) p
      on conflict (audience, part) do update
      set stage = excluded.stage, generation = excluded.generation, after_profile = '',
          done = false\
      """;
  private static final String COMPLETE =
      """
      select s.audience from audience_state s join stage_pass p
        on p.audience = s.audience and p.stage = s.stage
           and p.generation = coalesce(s.building, s.active, s.previous, 0)
      where s.stage <> 'settled'
      group by s.audience having bool_and(p.done) and count(*) = ?\
      """;
  private static final String FORGET =
      "delete from generation where audience = ? and not id = any(?)";

  public void take(Connection tx, Step step, Catalogue catalogue) throws SQLException {
    switch (step) {
      case Step.Build(DefinedAudience wanted, Settings settings) -> build(tx, wanted, settings);
      case Step.Acknowledge(DefinedAudience wanted) -> update(tx, ACKNOWLEDGE, wanted);
      case Step.Remove(DefinedAudience wanted) -> remove(tx, wanted, catalogue);
    }
  }

  private static void remove(Connection tx, DefinedAudience wanted, Catalogue catalogue)
      throws SQLException {
    update(tx, REMOVE, wanted);
    Generation active = catalogue.state(wanted.audience()).map(AudienceState::active).orElse(null);
    reset(
        tx,
        wanted.audience(),
        wanted.workspace(),
        Stage.REMOVING,
        active == null ? 0 : active.id());
  }

  private static void build(Connection tx, DefinedAudience wanted, Settings settings)
      throws SQLException {
    long generation = addGeneration(tx, wanted, settings);
    try (PreparedStatement statement = tx.prepareStatement(BUILD)) {
      statement.setString(1, wanted.audience().value());
      statement.setString(2, wanted.workspace().value());
      statement.setLong(3, wanted.version());
      statement.setLong(4, generation);
      statement.executeUpdate();
    }
    reset(tx, wanted.audience(), wanted.workspace(), Stage.BUILDING, generation);
  }

  private static long addGeneration(Connection tx, DefinedAudience wanted, Settings settings)
      throws SQLException {
    try (PreparedStatement statement = tx.prepareStatement(ADD_GENERATION)) {
      statement.setString(1, wanted.workspace().value());
      statement.setString(2, wanted.audience().value());
      statement.setLong(3, wanted.version());
      statement.setString(4, wanted.rule().toString());
      statement.setString(5, settings.zone().getId());
      statement.setString(6, StoredTypes.write(settings.types()).toString());
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        return rows.getLong(1);
      }
    }
  }

  private static void update(Connection tx, String sql, DefinedAudience wanted)
      throws SQLException {
    try (PreparedStatement statement = tx.prepareStatement(sql)) {
      statement.setLong(1, wanted.version());
      statement.setString(2, wanted.audience().value());
      statement.executeUpdate();
    }
  }

  private static void reset(
      Connection tx, AudienceId audience, WorkspaceId workspace, Stage stage, long generation)
      throws SQLException {
    try (PreparedStatement statement = tx.prepareStatement(RESET)) {
      statement.setString(1, audience.value());
      statement.setString(2, workspace.value());
      statement.setString(3, stage.wireName());
      statement.setLong(4, generation);
      new Columns<>(statement, 5, IntStream.range(0, Topic.PROFILES.partitions()).boxed().toList())
          .ints(part -> part);
      statement.executeUpdate();
    }
  }

  /** Audiences whose stage every partition has finished. */
  public List<AudienceId> complete(Connection tx) throws SQLException {
    List<AudienceId> audiences = new ArrayList<>();
    try (PreparedStatement statement = tx.prepareStatement(COMPLETE)) {
      statement.setInt(1, Topic.PROFILES.partitions());
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          audiences.add(new AudienceId(rows.getString(1)));
        }
      }
    }
    return audiences;
  }

  /** Moves an audience to its next stage. */
  public void advance(Connection tx, AudienceState state) throws SQLException {
    switch (state.stage()) {
      case BUILDING -> {
        update(tx, SWITCH, state.audience());
        forgetAllBut(tx, state.audience(), state.building(), state.active());
        Generation next = state.building();
        reset(
            tx, state.audience(), state.workspace(), Stage.SWITCHING, next == null ? 0 : next.id());
      }
      case SWITCHING -> {
        update(tx, SETTLE, state.audience());
        forgetAllBut(tx, state.audience(), state.active(), null);
        update(tx, "delete from stage_pass where audience = ?", state.audience());
      }
      case REMOVING -> {
        forgetAllBut(tx, state.audience(), null, null);
        update(tx, "delete from stage_pass where audience = ?", state.audience());
        update(tx, "delete from audience_state where audience = ?", state.audience());
      }
      case SETTLED -> {}
    }
  }

  private static void update(Connection tx, String sql, AudienceId audience) throws SQLException {
    try (PreparedStatement statement = tx.prepareStatement(sql)) {
      statement.setString(1, audience.value());
      statement.executeUpdate();
    }
  }

  private static void forgetAllBut(
      Connection tx, AudienceId audience, @Nullable Generation one, @Nullable Generation other)
      throws SQLException {
    try (PreparedStatement statement = tx.prepareStatement(FORGET)) {
      statement.setString(1, audience.value());
      new Columns<>(statement, 2, Stream.of(one, other).filter(Objects::nonNull).toList())
          .longs(Generation::id);
      statement.executeUpdate();
    }
  }
}
