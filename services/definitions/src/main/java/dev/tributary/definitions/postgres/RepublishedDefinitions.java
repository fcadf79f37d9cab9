package dev.tributary.definitions.postgres;

import dev.tributary.definitions.DefinitionStore;
import dev.tributary.runtime.log.AcceptedLog;
import dev.tributary.runtime.outbox.Outbox;
import java.sql.Connection;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Publishes all definitions of a service again after an operator has accepted another log. */
public final class RepublishedDefinitions implements AcceptedLog {
  private final Iterable<? extends DefinitionStore<?>> stores;

  /**
   * @param stores of all kinds that the service owns; read when a log is accepted
   */
  public RepublishedDefinitions(Iterable<? extends DefinitionStore<?>> stores) {
    this.stores = stores;
  }

  @Override
  public void accepted(Connection tx, Set<String> topics) {
    try (Handle handle = Jdbi.create(tx).open()) {
      stores.forEach(store ->
          store.publishAgain(
              topics,
              kind -> EveryDefinition.of(handle, kind),
              (topic, definition) -> Outbox.addAgain(handle, topic, definition)));
    }
  }
}
