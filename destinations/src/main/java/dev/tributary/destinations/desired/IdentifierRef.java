package dev.tributary.destinations.desired;

import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.id.WorkspaceId;
import java.util.Comparator;
import java.util.Locale;

/**
 * An identifier of a workspace.
 *
 * @param ref its text form, see {@link #text}
 */
public record IdentifierRef(WorkspaceId workspace, String ref)
    implements Comparable<IdentifierRef> {
  private static final Comparator<IdentifierRef> ORDER =
      Comparator.comparing(IdentifierRef::workspace).thenComparing(IdentifierRef::ref);

  public static IdentifierRef of(WorkspaceId workspace, Identifier identifier) {
    return new IdentifierRef(workspace, text(identifier));
  }

  /** The text form of an identifier, {@code type:value}. */
  public static String text(Identifier identifier) {
    return text(identifier.type(), identifier.value());
  }

  /**
   * The text form of an identifier; e-mail addresses are in lower case, as in the identity service.
   */
  public static String text(String type, String value) {
    String text = value.strip();
    return type + ':' + (type.equals(Identifier.EMAIL) ? text.toLowerCase(Locale.ROOT) : text);
  }

  @Override
  public int compareTo(IdentifierRef other) {
    return ORDER.compare(this, other);
  }
}
