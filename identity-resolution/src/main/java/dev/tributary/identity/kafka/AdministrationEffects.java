package dev.tributary.identity.kafka;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.audit.AdministrationEntry;
import dev.tributary.identity.postgres.AdministrationEntries;
import dev.tributary.runtime.loop.Effects;
import dev.tributary.runtime.loop.Input;
import dev.tributary.runtime.loop.Output;
import dev.tributary.runtime.loop.Poll;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;

/** Keeps what services put on the topic {@code audit}. Knows nothing of people or profiles. */
public final class AdministrationEffects implements Effects {
  @Override
  public List<Output> apply(Connection tx, Poll poll) throws SQLException {
    AdministrationEntries.add(
        tx,
        poll.inputs().stream()
            .map(Input::value)
            .filter(Objects::nonNull)
            .map(value -> Json.read(value, AdministrationEntry.class))
            .toList());
    return List.of();
  }

  /** The loop's log names the one that cannot be read, which stays on the topic for a month. */
  @Override
  public List<Output> setAside(Connection tx, Input input, Exception failure) {
    return List.of();
  }
}
