package dev.tributary.identity.acceptance;

import dev.tributary.contracts.id.SourceId;
import dev.tributary.contracts.id.WorkspaceId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;

/**
 * A message id within a source, as it is remembered.
 *
 * @param hash the first 128 bits of the id's SHA-256, in hex
 */
public record MessageKey(WorkspaceId workspace, SourceId source, String hash)
    implements Comparable<MessageKey> {
  private static final int BYTES = 16;
  private static final Comparator<MessageKey> ORDER =
      Comparator.comparing(MessageKey::workspace)
          .thenComparing(MessageKey::hash)
          .thenComparing(MessageKey::source);

  public static MessageKey of(WorkspaceId workspace, SourceId source, String messageId) {
    return new MessageKey(workspace, source, HexFormat.of().formatHex(hash(messageId)));
  }

  public static byte[] hash(String messageId) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(messageId.getBytes(StandardCharsets.UTF_8));
      return Arrays.copyOf(digest, BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every JDK", e);
    }
  }

  @Override
  public int compareTo(MessageKey other) {
    return ORDER.compare(this, other);
  }
}
