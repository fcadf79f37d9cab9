package dev.tributary.destinations.schema;

import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.connector.Discovery;
import dev.tributary.destinations.connector.Egress;
import dev.tributary.destinations.connector.Target;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Stream;

/**
 * Names a list of fields, or of the values of a setting.
 *
 * @param object its name; with the name of the setting after a slash, if the list is for a setting
 * @param basis a hash of the account and of the requests that read the list. Another account, other
 *     settings and another declaration of the requests are another list
 */
public record FieldKey(
    WorkspaceId workspace, DestinationId destination, String object, String basis) {

  /**
   * @param account an opaque name, which is also another one for other credentials
   */
  static FieldKey of(Target target, String object, String account, Discovery discovery) {
    return new FieldKey(
        target.workspace(), target.destination(), object, basis(account, discovery));
  }

  private static String basis(String account, Discovery discovery) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      add(digest, account.getBytes(StandardCharsets.UTF_8));
      Stream.concat(discovery.steps().stream(), discovery.further().stream())
          .map(Discovery.Step::request)
          .forEach(request -> add(digest, request));
      return HexFormat.of().formatHex(digest.digest(), 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every JDK", e);
    }
  }

  private static void add(MessageDigest digest, Egress.Request request) {
    byte[] body = request.body();
    add(digest, (request.method() + " " + request.uri()).getBytes(StandardCharsets.UTF_8));
    add(digest, body == null ? new byte[0] : body);
  }

  private static void add(MessageDigest digest, byte[] part) {
    digest.update((part.length + ":").getBytes(StandardCharsets.UTF_8));
    digest.update(part);
  }
}
