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
 * The parts of the work of a tick that fail, and not because of one person. Such a part is skipped
 * as a whole: nothing of it is done, the other parts run, and each later tick tries it again. While
 * a part is skipped, the quarantine has one message for this part and partition, without a
 * workspace, which raises an alert. A redrive of the message only ends the alert.
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
