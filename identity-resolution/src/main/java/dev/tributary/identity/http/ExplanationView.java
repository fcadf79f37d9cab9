package dev.tributary.identity.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tributary.identity.profile.Explanation;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Why two identifiers are one person, or why not. Which fields there are depends on {@code
 * samePerson}.
 *
 * @param profile whom both lead to
 * @param chain the shortest chain of evidence from a to b
 * @param a whom a leads to, where that is not whom b leads to
 * @param b likewise
 * @param reason {@code unknown-identifier}: somebody's profile is null; {@code no-evidence}:
 *     nothing has named both
 */
@Schema(name = "IdentityExplanation")
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ExplanationView(
    boolean samePerson,
    @Nullable String profile,
    @Nullable List<LinkView> chain,
    @Nullable Side a,
    @Nullable Side b,
    @Nullable String reason) {

  /**
   * @param profile null if nobody has the identifier
   */
  @Schema(name = "IdentityExplanationSide")
  public record Side(@Nullable String profile) {}

  static ExplanationView of(Explanation explanation, Masking masking) {
    return switch (explanation) {
      case Explanation.OnePerson one ->
          new ExplanationView(
              true,
              one.profile(),
              one.chain().stream().map(link -> LinkView.of(link, masking)).toList(),
              null,
              null,
              null);
      case Explanation.NotOnePerson apart ->
          new ExplanationView(
              false,
              null,
              null,
              new Side(apart.first()),
              new Side(apart.second()),
              apart.reason().wireName());
    };
  }
}
