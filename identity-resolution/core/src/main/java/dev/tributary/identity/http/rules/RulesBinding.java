package dev.tributary.identity.http.rules;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.tributary.contracts.Identifier;
import dev.tributary.identity.http.rules.RulesRequest.Ceiling;
import dev.tributary.identity.http.rules.RulesRequest.Line;
import dev.tributary.identity.rules.IdentifierType;
import dev.tributary.identity.rules.IdentifierType.LetterCase;
import dev.tributary.identity.rules.IdentifierType.Part;
import dev.tributary.identity.rules.IdentifierTypeBuilder;
import dev.tributary.identity.rules.IdentityRules;
import dev.tributary.identity.rules.Limit;
import dev.tributary.identity.rules.Period;
import dev.tributary.runtime.problem.Problem;
import dev.tributary.runtime.problem.Problems;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checks requested rules as a whole and reports every mistake with its place. Used for one request.
 */
public final class RulesBinding {
  private static final int MAX_TYPES = 100;
  private static final int MAX_IDENTIFIERS = 2_000;
  private static final int MAX_MERGES = 10_000;
  private static final int MAX_SUSPECT = 1_000;
  private static final int MAX_VALUES = 1_000;
  private static final int MAX_PATTERNS = 500;
  private static final int MAX_PATTERN = 500;

  /**
   * The greatest number of steps of all compiled patterns together. The defaults have a few hundred
   * per type.
   */
  private static final int MAX_PROGRAMS = 50_000;

  private static final java.util.regex.Pattern TYPE =
      java.util.regex.Pattern.compile("\\*|[A-Za-z][A-Za-z0-9_.-]{0,63}");

  private final List<Problem.At> errors = new ArrayList<>();
  private int programs;

  private RulesBinding() {}

  /**
   * @throws Problem 422 with every mistake
   */
  public static IdentityRules bind(@Nullable RulesRequest request) {
    if (request == null) {
      throw Problems.INVALID.problem("The body needs types", "/types");
    }
    RulesBinding binding = new RulesBinding();
    IdentityRules rules = binding.rules(request);
    if (!binding.errors.isEmpty()) {
      throw Problems.INVALID.problem("The identity rules are not valid", binding.errors);
    }
    return rules;
  }

  private IdentityRules rules(RulesRequest request) {
    IdentityRules defaults = IdentityRules.DEFAULT;
    return new IdentityRules(
        request.strategy() == null ? defaults.strategy() : request.strategy(),
        number(
            "/maxIdentifiers",
            request.maxIdentifiers(),
            defaults.maxIdentifiers(),
            1,
            MAX_IDENTIFIERS),
        number("/maxMerges", request.maxMerges(), defaults.maxMerges(), 0, MAX_MERGES),
        number("/suspectAfter", request.suspectAfter(), defaults.suspectAfter(), 1, MAX_SUSPECT),
        types(request.types()));
  }

  private List<IdentifierType> types(@Nullable List<Line> lines) {
    if (lines == null || lines.isEmpty() || lines.size() > MAX_TYPES) {
      refuse("/types", "There must be 1 to %d types".formatted(MAX_TYPES));
      return List.of();
    }
    List<IdentifierType> types = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < lines.size(); i++) {
      String at = "/types/" + i;
      Line line = lines.get(i);
      String type = line == null ? null : line.type();
      if (type == null || !TYPE.matcher(type).matches()) {
        refuse(
            at + "/type",
            "A type is a letter, then letters, digits, _ . and -, up to 64 in all; or * for all"
                + " others");
      } else if (seen.add(type)) {
        types.add(type(at, type, line));
      } else {
        refuse(at + "/type", "The type %s has a line already".formatted(type));
      }
    }
    return types;
  }

  private IdentifierType type(String at, String type, Line line) {
    boolean mail = type.equals(Identifier.EMAIL);
    LetterCase usual = mail ? LetterCase.LOWER : LetterCase.KEEP;
    return IdentifierTypeBuilder.builder()
        .type(type)
        .merges(line.merges() == null || line.merges())
        .unique(line.unique() == null || line.unique())
        .limit(limit(at + "/limit", line.limit()))
        .letterCase(line.letterCase() == null ? usual : line.letterCase())
        .plusTags(part(at + "/plusTags", mail, line.plusTags()))
        .dots(part(at + "/dots", mail, line.dots()))
        .region(region(at + "/region", type, line.region()))
        .pattern(line.pattern() == null ? null : pattern(at + "/pattern", line.pattern()))
        .blocked(blocked(at + "/blocked", line.blocked()))
        .build();
  }

  private @Nullable Limit limit(String at, @Nullable Ceiling limit) {
    if (limit == null) {
      return null;
    }
    if (limit.values() == null) {
      refuse(at + "/values", "A limit needs a number of values");
    }
    return new Limit(
        number(at + "/values", limit.values(), 1, 1, MAX_VALUES),
        limit.per() == null ? Period.EVER : limit.per());
  }

  private Part part(String at, boolean mail, @Nullable Part part) {
    if (part == Part.DROP && !mail) {
      refuse(at, "Only e-mail addresses have such a part to drop");
    }
    return part == null ? Part.KEEP : part;
  }

  private @Nullable String region(String at, String type, @Nullable String region) {
    if (region == null) {
      return null;
    }
    if (!type.equals(Identifier.PHONE)) {
      refuse(at, "Only phone numbers have a region");
    } else if (!PhoneNumberUtil.getInstance().getSupportedRegions().contains(region)) {
      refuse(at, "A region is an ISO 3166 code of two capitals, such as NL");
    }
    return region;
  }

  private List<String> blocked(String at, @Nullable List<String> patterns) {
    if (patterns == null) {
      return List.of();
    }
    if (patterns.size() > MAX_PATTERNS) {
      refuse(at, "At most %d patterns block values of a type".formatted(MAX_PATTERNS));
    }
    List<String> checked = new ArrayList<>();
    for (int i = 0; i < patterns.size(); i++) {
      checked.add(pattern(at + "/" + i, patterns.get(i)));
    }
    return checked;
  }

  private String pattern(String at, @Nullable String pattern) {
    if (pattern == null || pattern.isEmpty() || pattern.length() > MAX_PATTERN) {
      refuse(at, "A pattern has 1 to %d characters".formatted(MAX_PATTERN));
      return "";
    }
    try {
      programs += Pattern.compile(pattern).programSize();
      if (programs > MAX_PROGRAMS) {
        refuse(at, "The patterns of all types are too complicated together; repeat less");
        programs = 0;
      }
    } catch (PatternSyntaxException e) {
      refuse(at, "Not a regular expression (RE2): " + e.getMessage());
    }
    return pattern;
  }

  private int number(String at, @Nullable Integer value, int usual, int least, int most) {
    if (value == null) {
      return usual;
    }
    if (value < least || value > most) {
      refuse(at, "Must be %d to %d".formatted(least, most));
      return usual;
    }
    return value;
  }

  private void refuse(String at, String detail) {
    errors.add(new Problem.At(at, detail));
  }
}
