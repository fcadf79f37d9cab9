package dev.tributary.runtime.secrets;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * Where a secret stands. What is sealed for one place does not open at another, so nobody gains
 * anything by copying it.
 *
 * @param object the id of the warehouse or destination that it belongs to
 */
public record SecretPlace(String workspace, String object, String field) {

  /** Each part with its length: no two places have the same bytes. */
  byte[] bytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      for (String part : new String[] {workspace, object, field}) {
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
