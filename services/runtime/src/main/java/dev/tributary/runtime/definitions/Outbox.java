package dev.tributary.runtime.definitions;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.audit.AdministrationEntry;
import dev.tributary.contracts.definition.Definition;
import org.jdbi.v3.core.Handle;

/**
 * What leaves together with a change: rows of its transaction, sent afterwards, in their order, by
 * the {@link DefinitionPublisher}. Works in the caller's transaction.
 */
public final class Outbox {
  private Outbox() {}

  static void add(Handle tx, Topic topic, Definition definition) {
    add(tx, topic, definition.workspace(), definition.id(), Json.write(definition));
  }

  public static void add(Handle tx, AdministrationEntry entry) {
    add(tx, Topic.AUDIT, entry.workspace(), entry.id(), Json.write(entry));
  }

  private static void add(Handle tx, Topic topic, String workspace, String id, byte[] payload) {
    tx.createUpdate(
            "insert into definition_outbox (workspace, topic, id, payload)"
                + " values (:workspace, :topic, :id, :payload)")
        .bind("workspace", workspace)
        .bind("topic", topic.topicName())
        .bind("id", id)
        .bind("payload", payload)
        .execute();
  }
}
