package dev.tributary.identity.kafka;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.audit.AdministrationEntry;
import dev.tributary.identity.audit.TrailStore;
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
import java.util.function.Function;

/** Stores what services publish on the topic {@code audit}. Independent of profiles. */
public final class AdministrationEffects implements Effects {
  /** The types of the messages that it processes. */
  public static final Set<String> TYPES = Set.of(AdministrationEntry.TYPE);

  private final Quarantine quarantine = new Quarantine();
  private final Function<Connection, TrailStore> stores;

  /**
   * @param stores opens the store in a transaction of the database
   */
  public AdministrationEffects(Function<Connection, TrailStore> stores) {
    this.stores = stores;
  }

  @Override
  public List<Output> apply(Connection tx, Poll poll) {
    stores
        .apply(tx)
        .addActions(
            poll.inputs().stream()
                .map(Input::value)
                .filter(Objects::nonNull)
                .map(value -> Json.read(value, AdministrationEntry.class))
                .toList());
    return List.of();
  }

  @Override
  public List<Output> quarantine(Connection tx, Input input, Exception failure)
      throws SQLException {
    quarantine.keep(tx, input, failure);
    return List.of();
  }
}
