package dev.tributary.identity.http.rules;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tributary.identity.rules.IdentifierType.LetterCase;
import dev.tributary.identity.rules.IdentifierType.Part;
import dev.tributary.identity.rules.Period;
import dev.tributary.identity.rules.Strategy;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Identity rules in a request. An absent value gets its default. */
@Schema(name = "IdentityRulesRequest")
public record RulesRequest(
    @Nullable Strategy strategy,
    @Nullable Integer maxIdentifiers,
    @Nullable Integer maxMerges,
    @Nullable Integer suspectAfter,
    @Nullable List<Line> types) {

  /** The rules for one type of identifier. The lines are in priority order. */
  @Schema(name = "IdentifierTypeRequest")
  public record Line(
      @Nullable String type,
      @Nullable Boolean merges,
      @Nullable Boolean unique,
      @Nullable Ceiling limit,
      @JsonProperty("case") @Nullable LetterCase letterCase,
      @Nullable Part plusTags,
      @Nullable Part dots,
      @Nullable String region,
      @Nullable String pattern,
      @Nullable List<String> blocked) {}

  @Schema(name = "IdentifierLimitRequest")
  public record Ceiling(@Nullable Integer values, @Nullable Period per) {}
}
