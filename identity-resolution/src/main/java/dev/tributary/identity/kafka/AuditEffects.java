package dev.tributary.identity.kafka;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.audit.PersonalDataRead;
import dev.tributary.identity.audit.TrailStore;
import dev.tributary.identity.audit.TrailStore.MessageId;
import dev.tributary.runtime.loop.Effects;
import dev.tributary.runtime.loop.Input;
import dev.tributary.runtime.loop.Output;
import dev.tributary.runtime.loop.Poll;
import dev.tributary.runtime.quarantine.Quarantine;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Stores in the audit trail which personal data other services showed; a copy of a message counts
 * once.
 */
public final class AuditEffects implements Effects {
  /** The types of the messages that it processes. */
  public static final Set<String> TYPES = Set.of(PersonalDataRead.TYPE);

  private final Quarantine quarantine = new Quarantine();
  private final Function<Connection, TrailStore> stores;

  /**
   * @param stores opens the store in a transaction of the database
   */
  public AuditEffects(Function<Connection, TrailStore> stores) {
    this.stores = stores;
  }

  @Override
  public List<Output> apply(Connection tx, Poll poll) {
    Map<MessageId, PersonalDataRead> reads = new LinkedHashMap<>();
    for (Input input : poll.inputs()) {
      if (input.value() != null) {
        PersonalDataRead read = Json.read(input.value(), PersonalDataRead.class);
        reads.put(new MessageId(read.workspace(), MessageHeaders.from(input.headers()).id()), read);
      }
    }
    stores.apply(tx).addReads(reads);
    return List.of();
  }

  @Override
  public List<Output> quarantine(Connection tx, Input input, Exception failure)
      throws SQLException {
    quarantine.keep(tx, input, failure);
    return List.of();
  }
}
