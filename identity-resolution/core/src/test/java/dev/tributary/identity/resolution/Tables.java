package dev.tributary.identity.resolution;

import dev.tributary.identity.rules.IdentifierType;
import dev.tributary.identity.rules.IdentifierType.LetterCase;
import dev.tributary.identity.rules.IdentifierType.Part;
import dev.tributary.identity.rules.IdentifierTypeBuilder;
import dev.tributary.identity.rules.IdentityRules;
import dev.tributary.identity.rules.Limit;
import dev.tributary.identity.rules.Period;
import dev.tributary.identity.rules.Strategy;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tables of identifier types for tests. */
public final class Tables {
  private Tables() {}

  /** Everything joins everything. */
  public static IdentityRules open() {
    return of(Strategy.MERGE, "user_id", "email", "phone", "*", "anonymous_id");
  }

  /**
   * @param lines strongest first: {@code type}, {@code type 5} for a limit for ever, {@code type 5
   *     week}; with a {@code !} behind it a type only finds, with a {@code ~} people share it
   */
  public static IdentityRules of(Strategy strategy, String... lines) {
    List<IdentifierType> types = new ArrayList<>();
    for (String line : lines) {
      String[] words = line.split(" ");
      types.add(type(words[0], words.length < 2 ? null : limit(words)));
    }
    return new IdentityRules(strategy, 2_000, 10_000, 10, types);
  }

  /** The same, but that values of these patterns name nobody. */
  static IdentityRules blocking(IdentityRules rules, String... patterns) {
    return new IdentityRules(
        rules.strategy(),
        rules.maxIdentifiers(),
        rules.maxMerges(),
        rules.suspectAfter(),
        rules.types().stream().map(type -> blocking(type, List.of(patterns))).toList());
  }

  private static IdentifierType blocking(IdentifierType type, List<String> patterns) {
    return IdentifierTypeBuilder.builder(type).blocked(patterns).build();
  }

  private static Limit limit(String[] words) {
    Period per = words.length < 3 ? Period.EVER : Period.valueOf(words[2].toUpperCase());
    return new Limit(Integer.parseInt(words[1]), per);
  }

  private static IdentifierType type(String marked, @Nullable Limit limit) {
    String type = marked.replaceAll("[!~]", "");
    return IdentifierTypeBuilder.builder()
        .type(type)
        .merges(!marked.contains("!"))
        .unique(!marked.contains("~"))
        .limit(limit)
        .letterCase(type.equals("email") ? LetterCase.LOWER : LetterCase.KEEP)
        .plusTags(Part.KEEP)
        .dots(Part.KEEP)
        .region(null)
        .pattern(null)
        .blocked(List.of())
        .build();
  }
}
