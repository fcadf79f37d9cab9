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
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Tables of every kind: any order, types without a line, that only find or are shared, limits for
 * ever and for a while, blocked values, caps, strategies.
 */
public final class GeneratedTables {
  private static final int NO_CAP = 10_000;

  private final Random random;

  private GeneratedTables(Random random) {
    this.random = random;
  }

  public static IdentityRules any(Random random) {
    return new GeneratedTables(random).any();
  }

  /** Of which nothing depends on order: all types merge and are unique, without limit or cap. */
  static IdentityRules orderless(Random random) {
    return new GeneratedTables(random).orderless();
  }

  private IdentityRules any() {
    Strategy strategy =
        random.nextBoolean()
            ? Strategy.MERGE
            : Strategy.values()[random.nextInt(Strategy.values().length)];
    return new IdentityRules(
        strategy,
        random.nextInt(4) == 0 ? 1 + random.nextInt(6) : NO_CAP,
        random.nextInt(4) == 0 ? random.nextInt(4) : NO_CAP,
        10,
        types().stream().map(this::line).toList());
  }

  private IdentityRules orderless() {
    List<Strategy> strategies = List.of(Strategy.MERGE, Strategy.LINK, Strategy.ISOLATE);
    return new IdentityRules(
        strategies.get(random.nextInt(strategies.size())),
        NO_CAP,
        NO_CAP,
        10,
        types().stream().map(type -> line(type, true, true, null)).toList());
  }

  private List<String> types() {
    List<String> types =
        new ArrayList<>(List.of("user_id", "email", "crm_id", IdentifierType.ANY, "anonymous_id"));
    if (random.nextBoolean()) {
      Collections.shuffle(types, random);
    }
    while (types.size() > 1 && random.nextInt(3) == 0) {
      types.remove(random.nextInt(types.size()));
    }
    return types;
  }

  private IdentifierType line(String type) {
    return line(type, random.nextInt(5) != 0, random.nextInt(6) != 0, limit());
  }

  private @Nullable Limit limit() {
    List<Period> periods = List.of(Period.EVER, Period.EVER, Period.DAY, Period.WEEK);
    return random.nextInt(5) < 2
        ? new Limit(1 + random.nextInt(3), periods.get(random.nextInt(periods.size())))
        : null;
  }

  private IdentifierType line(String type, boolean merges, boolean unique, @Nullable Limit limit) {
    return IdentifierTypeBuilder.builder()
        .type(type)
        .merges(merges)
        .unique(unique)
        .limit(limit)
        .letterCase(random.nextInt(4) == 0 ? LetterCase.KEEP : LetterCase.LOWER)
        .plusTags(Part.KEEP)
        .dots(Part.KEEP)
        .region(null)
        .pattern(null)
        .blocked(
            random.nextInt(3) == 0 ? List.of("^[a-z]" + random.nextInt(6) + "(@.*)?$") : List.of())
        .build();
  }
}
