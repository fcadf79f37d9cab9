package dev.tributary.audience.kafka;

import dev.tributary.contracts.Ids;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.loop.Input;
import dev.tributary.runtime.quarantine.Quarantine;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;

/**
 * Parts of a tick's work that fail, and not because of one person. Nothing of the part is done, and
 * time goes on. Each tick tries the part again. While it is skipped, one message of no workspace
 * for each part and partition waits in quarantine, which raises an alert. A redrive of the message
 * has no other effect than to end the alert.
 */
final class SkippedParts {
  static final String TYPE = "dev.tributary.audience.skipped.v1";

  private final Quarantine quarantine;

  SkippedParts(Quarantine quarantine) {
    this.quarantine = quarantine;
  }

  /**
   * @param tick with which the part was tried
   */
  void keep(Connection tx, Input tick, String part, Throwable failure) throws SQLException {
    byte[] name = (part + " with ticks of " + tick.partition()).getBytes(StandardCharsets.UTF_8);
    String id = Ids.MESSAGE + UUID.nameUUIDFromBytes(name);
    if (quarantine.waits(tx, WorkspaceId.NONE, id)) {
      return;
    }
    MessageHeaders headers =
        new MessageHeaders(id, TYPE, WorkspaceId.NONE, id, Instant.EPOCH, null);
    quarantine.keep(
        tx, new Input(tick.partition(), tick.offset(), name, name, headers.toHeaders()), failure);
  }
}
