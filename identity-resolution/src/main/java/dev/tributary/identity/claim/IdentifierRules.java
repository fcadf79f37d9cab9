package dev.tributary.identity.claim;

import dev.tributary.contracts.Identifier;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How a value becomes an identifier: the one place that knows the types. */
public final class IdentifierRules {
  private static final List<String> STRENGTH =
      List.of(Identifier.USER_ID, Identifier.EMAIL, Identifier.PHONE);
  private static final Pattern TYPE = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,63}");
  // One @ with something that has a dot behind it. Whether mail arrives is not ours to know.
  private static final Pattern ADDRESS =
      Pattern.compile("[^@\\s\\p{Cntrl}]{1,64}@[^@\\s\\p{Cntrl}]+\\.[^@\\s\\p{Cntrl}.]{2,}");
  private static final int MAX_BYTES = 512;

  private IdentifierRules() {}

  /**
   * @param region ISO 3166 code for phone numbers that name no country
   * @return empty for what cannot name a person: blank, too long, no address, no valid number
   */
  public static Optional<Identifier> identifier(
      String type, @Nullable String value, String region) {
    if (value == null || !TYPE.matcher(type).matches()) {
      return Optional.empty();
    }
    String trimmed = value.strip();
    if (trimmed.isEmpty() || trimmed.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
      return Optional.empty();
    }
    return switch (type) {
      case Identifier.EMAIL -> email(trimmed);
      case Identifier.PHONE ->
          PhoneNumbers.e164(trimmed, region).map(number -> new Identifier(type, number));
      default -> Optional.of(new Identifier(type, trimmed));
    };
  }

  private static Optional<Identifier> email(String trimmed) {
    String address = trimmed.toLowerCase(Locale.ROOT);
    return ADDRESS.matcher(address).matches()
        ? Optional.of(new Identifier(Identifier.EMAIL, address))
        : Optional.empty();
  }

  /** Strongest first: user_id, email, phone, custom types by name, anonymous_id. */
  static int byStrength(Identifier left, Identifier right) {
    int byRank = Integer.compare(rank(left.type()), rank(right.type()));
    return byRank != 0 ? byRank : left.compareTo(right);
  }

  private static int rank(String type) {
    int index = STRENGTH.indexOf(type);
    if (index >= 0) {
      return index;
    }
    return type.equals(Identifier.ANONYMOUS_ID) ? STRENGTH.size() + 1 : STRENGTH.size();
  }
}
