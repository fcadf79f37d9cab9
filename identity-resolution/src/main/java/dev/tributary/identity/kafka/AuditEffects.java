package dev.tributary.identity.kafka;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.audit.PersonalDataRead;
import dev.tributary.identity.postgres.AuditEntries;
import dev.tributary.runtime.loop.Effects;
import dev.tributary.runtime.loop.Input;
import dev.tributary.runtime.loop.Output;
import dev.tributary.runtime.loop.Poll;
import dev.tributary.runtime.quarantine.Quarantine;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Keeps in the trail what other services showed people. */
public final class AuditEffects implements Effects {
  /** Of the messages that it knows. */
  public static final Set<String> TYPES = Set.of(PersonalDataRead.TYPE);

  private final Quarantine quarantine = new Quarantine();
  private final AuditEntries entries;

  public AuditEffects(AuditEntries entries) {
    this.entries = entries;
  }

  @Override
  public List<Output> apply(Connection tx, Poll poll) throws SQLException {
    entries.add(
        tx,
        poll.inputs().stream()
            .map(Input::value)
            .filter(Objects::nonNull)
            .map(value -> Json.read(value, PersonalDataRead.class))
            .toList());
    return List.of();
  }

  @Override
  public List<Output> setAside(Connection tx, Input input, Exception failure) throws SQLException {
    quarantine.keep(tx, input, failure);
    return List.of();
  }
}
