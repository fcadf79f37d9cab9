package dev.tributary.identity.claim;

import com.google.re2j.Pattern;
import dev.tributary.contracts.Identifier;
import dev.tributary.identity.claim.LeftOut.Reason;
import dev.tributary.identity.rules.IdentifierType;
import dev.tributary.identity.rules.IdentifierType.LetterCase;
import dev.tributary.identity.rules.IdentityRules;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How a value becomes an identifier under one version of the rules. Patterns use RE2, which needs
 * only linear time: users write the patterns, and any client can send a value to match. Immutable,
 * thread-safe.
 */
public final class IdentifierReader {
  private static final java.util.regex.Pattern TYPE =
      java.util.regex.Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,63}");
  private static final int MAX_BYTES = 512;

  private final IdentityRules rules;
  private final long version;
  private final String region;
  private final Map<String, Line> lines = new HashMap<>();
  private final Map<String, Integer> places = new HashMap<>();

  /** A line of the table with its patterns compiled. */
  private record Line(IdentifierType type, @Nullable Pattern whole, List<Pattern> blocked) {
    static Line of(IdentifierType type) {
      return new Line(
          type,
          type.pattern() == null ? null : Pattern.compile(type.pattern()),
          type.blocked().stream()
              .map(text -> Pattern.compile(text, Pattern.CASE_INSENSITIVE))
              .toList());
    }

    boolean blocks(String value) {
      for (Pattern pattern : blocked) {
        if (pattern.matcher(value).find()) {
          return true;
        }
      }
      return false;
    }
  }

  /**
   * @param version of the rules; 0 for the defaults
   * @param region ISO 3166 code for phone numbers without a country code, where a line has no
   *     region
   */
  public IdentifierReader(IdentityRules rules, long version, String region) {
    this.rules = rules;
    this.version = version;
    this.region = region;
    rules
        .types()
        .forEach(type -> {
          places.put(type.type(), places.size());
          lines.put(type.type(), Line.of(type));
        });
  }

  public IdentityRules rules() {
    return rules;
  }

  public long version() {
    return version;
  }

  public String region() {
    return region;
  }

  /** Strongest first: by line, then by type and value. */
  public int byPriority(Identifier left, Identifier right) {
    int byLine = Integer.compare(place(left.type()), place(right.type()));
    return byLine != 0 ? byLine : left.compareTo(right);
  }

  private int place(String type) {
    Integer own = places.get(type);
    return own == null ? places.getOrDefault(IdentifierType.ANY, places.size()) : own;
  }

  /** Empty for a value that cannot name a person. */
  public Optional<Identifier> identifier(String type, @Nullable String value) {
    return Optional.ofNullable(read(type, value, _ -> {}));
  }

  /**
   * Why a value cannot name a person. Empty if it can. Also empty if the value is blank or too
   * long, or if the type is not a valid name.
   */
  public Optional<Reason> obstacle(String type, String value) {
    List<Reason> reasons = new ArrayList<>();
    read(type, value, leftOut -> reasons.add(leftOut.reason()));
    return reasons.stream().findFirst();
  }

  /** Whether the rules block a value. */
  public boolean blocks(Identifier identifier) {
    return obstacle(identifier.type(), identifier.value())
        .filter(Reason.BLOCKED::equals)
        .isPresent();
  }

  /** Whether a value does not have the form of its type. */
  public boolean isInvalid(Identifier identifier) {
    return obstacle(identifier.type(), identifier.value())
        .filter(Reason.INVALID::equals)
        .isPresent();
  }

  /**
   * @param leftOut receives a value that is present but does not count; a value that is blank or
   *     too long for an id is ignored
   * @return null for a value that cannot name a person
   */
  @Nullable Identifier read(String type, @Nullable String value, Consumer<LeftOut> leftOut) {
    String trimmed = trimmed(type, value);
    if (trimmed == null) {
      return null;
    }
    Line line = line(type);
    Reason reason;
    if (line == null) {
      reason = Reason.UNKNOWN_TYPE;
    } else if (line.blocks(trimmed)) {
      reason = Reason.BLOCKED;
    } else {
      String normalised = normalised(line, type, trimmed);
      if (normalised != null && (normalised.equals(trimmed) || !line.blocks(normalised))) {
        return new Identifier(type, normalised);
      }
      reason = normalised == null ? Reason.INVALID : Reason.BLOCKED;
    }
    leftOut.accept(new LeftOut(new Identifier(type, trimmed), reason));
    return null;
  }

  /**
   * The value in the form in which a profile holds it, also if these rules block it: profiles keep
   * the identifiers that they got under earlier rules. Empty if the value is blank or too long, or
   * if the type is not a valid name.
   */
  public Optional<Identifier> written(String type, @Nullable String value) {
    String trimmed = trimmed(type, value);
    if (trimmed == null) {
      return Optional.empty();
    }
    Line line = line(type);
    String normalised = line == null ? null : normalised(line, type, trimmed);
    return Optional.of(new Identifier(type, normalised == null ? trimmed : normalised));
  }

  private @Nullable Line line(String type) {
    return lines.getOrDefault(type, lines.get(IdentifierType.ANY));
  }

  /** Null if the value is blank or too long, or if the type is not a valid name. */
  private static @Nullable String trimmed(String type, @Nullable String value) {
    if (value == null || !TYPE.matcher(type).matches()) {
      return null;
    }
    String trimmed = value.strip();
    return trimmed.isEmpty() || trimmed.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES
        ? null
        : trimmed;
  }

  private @Nullable String normalised(Line line, String type, String trimmed) {
    IdentifierType rule = line.type();
    String cased =
        rule.letterCase() == LetterCase.LOWER ? trimmed.toLowerCase(Locale.ROOT) : trimmed;
    String value =
        switch (type) {
          case Identifier.EMAIL -> Addresses.normalised(cased, rule.plusTags(), rule.dots());
          case Identifier.PHONE ->
              PhoneNumbers.e164(cased, rule.region() == null ? region : rule.region()).orElse(null);
          default -> cased;
        };
    return value == null || (line.whole() != null && !line.whole().matches(value)) ? null : value;
  }
}
