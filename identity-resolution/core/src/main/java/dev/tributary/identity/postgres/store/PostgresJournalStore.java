package dev.tributary.identity.postgres.store;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.event.Tick;
import dev.tributary.identity.store.JournalStore;
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

/** {@link JournalStore} over PostgreSQL. */
public final class PostgresJournalStore implements JournalStore {
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
      insert into seen_trait (workspace, trait, type)
      select * from unnest(?::text[], ?::text[], ?::text[])
      on conflict do nothing\
      """;

  private static final String PASSED = "select at, told from passed_tick for update skip locked";

  private static final String PASS = "update passed_tick set at = ?, told = ?::jsonb";

  private final Connection tx;

  public PostgresJournalStore(Connection tx) {
    this.tx = tx;
  }

  @Override
  public void answered(Collection<Answered> answers) {
    Jdbc.update(() -> {
      if (answers.isEmpty()) {
        return;
      }
      try (PreparedStatement statement = tx.prepareStatement(ANSWERS)) {
        new Columns<>(statement, answers)
            .workspace(Answered::workspace)
            .profile(Answered::profile)
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
    });
  }

  @Override
  public void seen(SortedSet<TraitSeen> traits) {
    Jdbc.update(() -> {
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
    });
  }

  @Override
  public Optional<Tick> pass(Tick watermark) {
    return Jdbc.query(() -> {
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
    });
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
