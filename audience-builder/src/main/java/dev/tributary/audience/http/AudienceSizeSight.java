package dev.tributary.audience.http;

import dev.tributary.audience.definition.AudienceSpec;
import dev.tributary.runtime.definitions.Stored;
import dev.tributary.runtime.tenancy.Approximate;
import dev.tributary.runtime.tenancy.Blur;
import java.util.Optional;

/** What a caller is told of an audience's size. Thread-safe. */
public final class AudienceSizeSight {
  private final Blur blur;

  public AudienceSizeSight(Blur blur) {
    this.blur = blur;
  }

  /** Empty where the exact size may be told. */
  Optional<Approximate> approximate(Stored<AudienceSpec> audience, long size, RuleSight sight) {
    return sight.concealsAudience(audience.id())
        ? Optional.of(
            blur.of(
                size,
                audience.workspace(),
                "audience",
                audience.id(),
                String.valueOf(audience.spec().rule())))
        : Optional.empty();
  }
}
