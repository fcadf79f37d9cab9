package dev.tributary.identity.claim;

import dev.tributary.contracts.Identifier;
import dev.tributary.identity.rules.IdentifierType.Part;
import java.util.Locale;

/** Compares identifiers with texts that are not normalised, under no particular rules. */
public final class IdentifierForms {
  private IdentifierForms() {}

  /**
   * Whether a text is a form of this identifier. Identity rules can make one identifier of
   * addresses with and without tags and dots, so these are forms of one identifier here too. A
   * phone number needs no country code in the text.
   */
  public static boolean same(Identifier identifier, String text) {
    return switch (identifier.type()) {
      case Identifier.EMAIL -> mailbox(text).equals(mailbox(identifier.value()));
      case Identifier.PHONE -> PhoneNumbers.same(text, identifier.value());
      default -> text.strip().equals(identifier.value());
    };
  }

  /**
   * Whether a text is exactly this identifier: unlike {@link #same}, dots and tags of addresses
   * count, and a phone number needs its country code.
   */
  public static boolean exact(Identifier identifier, String text) {
    return switch (identifier.type()) {
      case Identifier.EMAIL -> text.strip().equalsIgnoreCase(identifier.value());
      case Identifier.PHONE -> PhoneNumbers.exact(text, identifier.value());
      default -> text.strip().equals(identifier.value());
    };
  }

  private static String mailbox(String address) {
    String text = address.strip().toLowerCase(Locale.ROOT);
    String mailbox = Addresses.normalised(text, Part.DROP, Part.DROP);
    return mailbox == null ? text : mailbox;
  }
}
