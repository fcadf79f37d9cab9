package dev.tributary.identity.postgres;

import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.event.SourceKind;
import dev.tributary.contracts.event.Tick;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.postgres.Columns;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;

/**
 * Data that only the loop writes: answers as they were given, names of traits, the last published
 * tick.
 */
public final class JournalTables {
  private static final String ANSWERS =
      """
      insert into answer (workspace, profile, about, name, state, source, key_kind, cause,
                          happened_at, anchor_type, anchor_value)
      select u.workspace, u.profile, u.about, u.name, u.state, u.source, u.key_kind, u.cause,
             to_timestamp(u.at / 1e6), u.anchor_type, u.anchor_value
      from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                  ?::text[], ?::bigint[], ?::text[], ?::text[])
           u(workspace, profile, about, name, state, source, key_kind, cause, at, anchor_type,
             anchor_value)
      on conflict do nothing\
      """;
  private static final String TRAITS =
      """
      insert into trait_seen (workspace, trait, type)
      select * from unnest(?::text[], ?::text[], ?::text[])
      on conflict do nothing\
      """;
  private static final String PASSED = "select at, told from passed_tick for update skip locked";
  private static final String PASS = "update passed_tick set at = ?, told = ?::jsonb";

  /**
   * One answer, as it was given.
   *
   * @param anchor the identifier that gave the answer
   */
  public record Answered(
      WorkspaceId workspace,
      String profile,
      String about,
      String name,
      String state,
      String source,
      SourceKind by,
      String cause,
      Instant at,
      Identifier anchor) {
    public static final String CONSENT = "consent";
    public static final String SUBSCRIPTION = "subscription";
  }

  /** The name of a trait, and a JSON type of one of its values. */
  public record TraitSeen(WorkspaceId workspace, String trait, String type)
      implements Comparable<TraitSeen> {
    @Override
    public int compareTo(TraitSeen other) {
      int byWorkspace = workspace.compareTo(other.workspace);
      if (byWorkspace != 0) {
        return byWorkspace;
      }
      int byTrait = trait.compareTo(other.trait);
      return byTrait != 0 ? byTrait : type.compareTo(other.type);
    }
  }

  public void answered(Connection tx, Collection<Answered> answers) throws SQLException {
    if (answers.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = tx.prepareStatement(ANSWERS)) {
      new Columns<>(statement, answers)
          .workspace(Answered::workspace)
          .text(Answered::profile)
          .text(Answered::about)
          .text(Answered::name)
          .text(Answered::state)
          .text(Answered::source)
          .text(answer -> answer.by().wireName())
          .text(Answered::cause)
          .times(Answered::at)
          .text(answer -> answer.anchor().type())
          .text(answer -> answer.anchor().value());
      statement.executeUpdate();
    }
  }

  /** Inserts in sorted order, because another instance may insert the same name. */
  public void seen(Connection tx, SortedSet<TraitSeen> traits) throws SQLException {
    if (traits.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = tx.prepareStatement(TRAITS)) {
      new Columns<>(statement, traits)
          .workspace(TraitSeen::workspace)
          .text(TraitSeen::trait)
          .text(TraitSeen::type);
      statement.executeUpdate();
    }
  }

  /**
   * Advances the published tick to the watermark; a tick never goes back. A new tick is published
   * if it is newer, or if it no longer holds back a workspace. If another instance is publishing a
   * tick at this moment, this one does not: a later poll will.
   *
   * @return empty if there is no tick to publish
   */
  public Optional<Tick> pass(Connection tx, Tick watermark) throws SQLException {
    Tick passed;
    try (PreparedStatement statement = tx.prepareStatement(PASSED);
        ResultSet rows = statement.executeQuery()) {
      if (!rows.next()) {
        return Optional.empty();
      }
      Tick before = before(rows);
      passed = watermark.orLater(before);
      if (!before.newest().isBefore(passed.newest())
          && passed.heldBack().keySet().containsAll(before.heldBack().keySet())) {
        return Optional.empty();
      }
    }
    try (PreparedStatement statement = tx.prepareStatement(PASS)) {
      statement.setLong(1, passed.at().toEpochMilli());
      statement.setString(2, new String(Json.write(passed), StandardCharsets.UTF_8));
      statement.executeUpdate();
    }
    return Optional.of(passed);
  }

  /** An instance of the previous version writes only the column {@code at}. */
  private static Tick before(ResultSet rows) throws SQLException {
    Tick everyones = new Tick(Instant.ofEpochMilli(rows.getLong(1)), Map.of());
    String stored = rows.getString(2);
    return stored == null
        ? everyones
        : Json.read(stored.getBytes(StandardCharsets.UTF_8), Tick.class).orLater(everyones);
  }
}
