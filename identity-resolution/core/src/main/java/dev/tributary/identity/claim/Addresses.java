package dev.tributary.identity.claim;

import dev.tributary.identity.rules.IdentifierType.Part;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** E-mail addresses in one normalised form. It does not check that an address can receive mail. */
final class Addresses {
  /** One @, and a dot somewhere after it. */
  private static final Pattern ADDRESS =
      Pattern.compile("[^@\\s\\p{Cntrl}]{1,64}@[^@\\s\\p{Cntrl}]+\\.[^@\\s\\p{Cntrl}.]{2,}");

  /** Providers that deliver ann.b@ and annb@ to one mailbox. */
  private static final Set<String> IGNORE_DOTS = Set.of("gmail.com", "googlemail.com");

  /** Providers that deliver ann+shop@ to ann@, each with the character that starts the tag. */
  private static final Map<String, Character> TAGS =
      Map.of(
          "gmail.com", '+',
          "googlemail.com", '+',
          "outlook.com", '+',
          "hotmail.com", '+',
          "live.com", '+',
          "icloud.com", '+',
          "proton.me", '+',
          "protonmail.com", '+',
          "fastmail.com", '+',
          "yahoo.com", '-');

  private Addresses() {}

  /** Null if the text is not an address. */
  static @Nullable String normalised(String address, Part plusTags, Part dots) {
    if (!ADDRESS.matcher(address).matches()) {
      return null;
    }
    int at = address.indexOf('@');
    String mailbox = address.substring(0, at);
    String domain = address.substring(at + 1);
    if (plusTags == Part.DROP) {
      mailbox = untagged(mailbox, domain);
    }
    if (dots == Part.DROP && IGNORE_DOTS.contains(domain)) {
      mailbox = mailbox.replace(".", "");
    }
    return mailbox + "@" + domain;
  }

  private static String untagged(String mailbox, String domain) {
    Character sign = TAGS.get(domain);
    int tag = sign == null ? -1 : mailbox.indexOf(sign);
    return tag > 0 ? mailbox.substring(0, tag) : mailbox;
  }
}
