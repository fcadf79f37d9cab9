package dev.tributary.runtime.outbox;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.audit.AdministrationEntry;
import dev.tributary.contracts.audit.FieldChange;
import dev.tributary.contracts.definition.Definition;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.problem.Problem;
import dev.tributary.runtime.problem.Problems;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * The messages of a change: rows of its transaction, which the {@link DefinitionPublisher}
 * publishes afterwards, in their order. What could never be published is not added. Works in the
 * caller's transaction.
 */
public final class Outbox {
  /** Adds a {@link Message}, whose components are the parameters, as texts. */
  public static final String ADD =
      "insert into definition_outbox (workspace, topic, id, payload)"
          + " values (:workspace, :topic, :id, :payload)";

  private Outbox() {}

  /** A row of the outbox, for a transaction that does not use Jdbi. */
  public record Message(WorkspaceId workspace, Topic topic, String id, byte[] payload) {}

  /**
   * The message of a definition.
   *
   * @param kind the name of its kind, for a person
   * @throws Problem if the definition is too large to be published
   */
  public static Message message(Topic topic, String kind, Definition definition) {
    byte[] payload = Json.write(definition);
    if (payload.length > Topic.MAX_CONTENT_BYTES) {
      throw Problems.INVALID.problem(
          "The %s %s would have %d bytes as a message for the other services; it may have at most %d bytes"
              .formatted(kind, definition.key(), payload.length, Topic.MAX_CONTENT_BYTES),
          "");
    }
    return message(topic, definition.workspace(), definition.id(), payload);
  }

  /**
   * Adds a stored definition, of whatever size: earlier versions stored larger ones. The publisher
   * leaves it in the outbox and counts it, and the others are published.
   */
  public static void addAgain(Handle tx, Topic topic, Definition definition) {
    add(tx, message(topic, definition.workspace(), definition.id(), Json.write(definition)));
  }

  /**
   * An entry that is too large has fewer of its fields, and says so: the trail refuses no action.
   */
  public static void add(Handle tx, AdministrationEntry entry) {
    add(tx, message(entry));
  }

  /** The message of an entry, shortened as {@link #add} does it. */
  public static Message message(AdministrationEntry entry) {
    AdministrationEntry shorter = entry;
    byte[] payload = Json.write(shorter);
    while (payload.length > Topic.MAX_CONTENT_BYTES && shorter.changes().size() > 1) {
      shorter = shortened(shorter);
      payload = Json.write(shorter);
    }
    return message(Topic.AUDIT, entry.workspace(), entry.id(), payload);
  }

  /** With less than half of the fields, and one that says that there were more. */
  private static AdministrationEntry shortened(AdministrationEntry entry) {
    List<FieldChange> fewer =
        new ArrayList<>(entry.changes().subList(0, (entry.changes().size() - 1) / 2));
    fewer.add(FieldChange.MORE);
    return new AdministrationEntry(
        entry.id(),
        entry.workspace(),
        entry.at(),
        entry.actor(),
        entry.act(),
        entry.result(),
        entry.origin(),
        fewer);
  }

  private static Message message(Topic topic, WorkspaceId workspace, String id, byte[] payload) {
    return new Message(workspace, topic, id, payload);
  }

  private static void add(Handle tx, Message message) {
    tx.createUpdate(ADD)
        .bind("workspace", message.workspace().value())
        .bind("topic", message.topic().topicName())
        .bind("id", message.id())
        .bind("payload", message.payload())
        .execute();
  }
}
