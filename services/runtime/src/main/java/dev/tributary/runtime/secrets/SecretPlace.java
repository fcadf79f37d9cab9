package dev.tributary.runtime.secrets;

import dev.tributary.contracts.id.WorkspaceId;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The place of a secret, and its receiver. A secret that is sealed for one place does not open at
 * another. So an attacker gains nothing by copying it, or by changing the address that it is sent
 * to.
 *
 * @param object the id of the warehouse or destination that it belongs to
 * @param origin the address that the secret is sent to; empty if the secret is sent nowhere
 */
public record SecretPlace(WorkspaceId workspace, String object, String field, String origin) {

  /** A place whose secret is sent nowhere. */
  public SecretPlace(WorkspaceId workspace, String object, String field) {
    this(workspace, object, field, "");
  }

  boolean hasOrigin() {
    return !origin.isEmpty();
  }

  /** Each part with its length, so that no two places have the same bytes. */
  byte[] bytes() {
    List<String> parts = new ArrayList<>(List.of(workspace.value(), object, field));
    if (hasOrigin()) {
      parts.add(origin);
    }
    return bytes(parts);
  }

  /** The bytes from before the origin was part of the place. */
  byte[] bytesWithoutOrigin() {
    return bytes(List.of(workspace.value(), object, field));
  }

  private static byte[] bytes(List<String> parts) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      for (String part : parts) {
        byte[] text = part.getBytes(StandardCharsets.UTF_8);
        out.writeInt(text.length);
        out.write(text);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
