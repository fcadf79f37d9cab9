package dev.tributary.identity.model;

import dev.tributary.identity.rules.IdentifierType;
import dev.tributary.identity.rules.IdentifierType.LetterCase;
import dev.tributary.identity.rules.IdentifierType.Part;
import dev.tributary.identity.rules.IdentifierTypeBuilder;
import dev.tributary.identity.rules.IdentityRules;
import dev.tributary.identity.rules.Limit;
import dev.tributary.identity.rules.Period;
import dev.tributary.identity.rules.Strategy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Tables of every kind: another order, types that only find or are shared, limits, blocked values.
 */
public final class GeneratedRules {
  private GeneratedRules() {}

  public static IdentityRules of(Random random) {
    List<String> types = new ArrayList<>(List.of("user_id", "email", "anonymous_id"));
    if (random.nextInt(3) == 0) {
      Collections.shuffle(types, random);
    }
    if (random.nextInt(6) == 0) {
      types.remove(random.nextInt(types.size()));
    }
    Strategy strategy =
        random.nextInt(3) == 0
            ? Strategy.values()[random.nextInt(Strategy.values().length)]
            : Strategy.MERGE;
    return new IdentityRules(
        strategy,
        random.nextInt(4) == 0 ? 2 + random.nextInt(5) : 2_000,
        random.nextInt(4) == 0 ? random.nextInt(3) : 10_000,
        10,
        types.stream().map(type -> line(type, random)).toList());
  }

  private static IdentifierType line(String type, Random random) {
    return IdentifierTypeBuilder.builder()
        .type(type)
        .merges(random.nextInt(6) != 0)
        .unique(random.nextInt(8) != 0)
        .limit(
            random.nextInt(3) == 0
                ? new Limit(1 + random.nextInt(3), random.nextBoolean() ? Period.EVER : Period.DAY)
                : null)
        .letterCase(random.nextInt(4) == 0 ? LetterCase.KEEP : LetterCase.LOWER)
        .plusTags(Part.KEEP)
        .dots(Part.KEEP)
        .region(null)
        .pattern(null)
        .blocked(
            random.nextInt(3) == 0
                ? List.of("^[a-zA-Z]" + random.nextInt(10) + "(@.*)?$")
                : List.of())
        .build();
  }
}
