package dev.tributary.identity.quality;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.validator.routines.DomainValidator;
import org.apache.commons.validator.routines.EmailValidator;

/** Checks e-mail addresses, without network access. Immutable. */
final class EmailCheck {
  /**
   * Providers that are so large that a domain with one different letter is probably a typing error.
   * Short domains are left out.
   */
  private static final List<String> PROVIDERS =
      List.of(
          "gmail.com",
          "googlemail.com",
          "yahoo.com",
          "yahoo.co.uk",
          "hotmail.com",
          "hotmail.co.uk",
          "outlook.com",
          "icloud.com",
          "protonmail.com",
          "fastmail.com",
          "comcast.net",
          "btinternet.com",
          "t-online.de",
          "wanadoo.fr",
          "laposte.net");

  /** Domains that differ from a large provider by one letter, and are providers themselves. */
  private static final Set<String> SIMILAR_PROVIDERS = Set.of("mail.com", "email.com", "ymail.com");

  /**
   * Endings of RFC 6761 for examples and tests. Nobody owns such a domain, so an address with one
   * is made up on purpose, and not a typing error. The ending {@code invalid} says of itself that
   * the address is wrong.
   */
  private static final Set<String> RESERVED_ENDINGS = Set.of("example", "test");

  /** The role names of RFC 2142, and other common ones. */
  private static final Set<String> ROLES =
      Set.of(
          "abuse",
          "admin",
          "administrator",
          "billing",
          "contact",
          "customerservice",
          "do-not-reply",
          "donotreply",
          "enquiries",
          "finance",
          "hello",
          "help",
          "helpdesk",
          "hostmaster",
          "hr",
          "info",
          "jobs",
          "marketing",
          "newsletter",
          "no-reply",
          "noc",
          "noreply",
          "office",
          "orders",
          "postmaster",
          "press",
          "privacy",
          "reception",
          "root",
          "sales",
          "security",
          "service",
          "support",
          "team",
          "webmaster");

  private final DisposableDomains disposable = DisposableDomains.shipped();

  Optional<Finding> check(String value) {
    String address = value.strip();
    int at = address.lastIndexOf('@');
    if (at < 0) {
      return Optional.of(Finding.of(Flaw.NO_AT));
    }
    String domain = address.substring(at + 1).toLowerCase(Locale.ROOT);
    if (domain.indexOf('.') < 0) {
      return Optional.of(Finding.of(Flaw.NO_DOT));
    }
    return misspelt(domain)
        .or(() -> malformed(address, domain))
        .or(() -> unwelcome(address.substring(0, at).toLowerCase(Locale.ROOT), domain));
  }

  private static Optional<Finding> misspelt(String domain) {
    if (SIMILAR_PROVIDERS.contains(domain) || PROVIDERS.contains(domain)) {
      return Optional.empty();
    }
    return PROVIDERS.stream()
        .filter(provider -> TypingErrors.one(domain, provider))
        .findFirst()
        .map(provider -> new Finding(Flaw.MISSPELT, provider));
  }

  private static Optional<Finding> malformed(String address, String domain) {
    String ending = domain.substring(domain.lastIndexOf('.') + 1);
    boolean reserved = RESERVED_ENDINGS.contains(ending);
    if (EmailValidator.getInstance().isValid(reserved ? underKnownEnding(address) : address)) {
      return Optional.empty();
    }
    boolean known = reserved || DomainValidator.getInstance().isValidTld(ending);
    return Optional.of(
        Finding.of(!ending.isEmpty() && !known ? Flaw.UNKNOWN_ENDING : Flaw.MALFORMED));
  }

  /** The validator does not know the reserved endings, and all else of the address counts. */
  private static String underKnownEnding(String address) {
    return address.substring(0, address.lastIndexOf('.') + 1) + "com";
  }

  private Optional<Finding> unwelcome(String name, String domain) {
    if (disposable.contains(domain)) {
      return Optional.of(Finding.of(Flaw.DISPOSABLE));
    }
    return ROLES.contains(name) ? Optional.of(Finding.of(Flaw.ROLE)) : Optional.empty();
  }
}
