package dev.tributary.identity.http.rules;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tributary.identity.rules.IdentifierType.LetterCase;
import dev.tributary.identity.rules.IdentifierType.Part;
import dev.tributary.identity.rules.Period;
import dev.tributary.identity.rules.Strategy;
import dev.tributary.runtime.openapi.request.Required;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Identity rules in a request. An absent value gets its default.
 *
 * @param strategy what happens if an event names a person and a device ({@code anonymous_id}).
 *     {@code merge}: the event names one person. {@code conversion}: a profile that has only
 *     devices joins the person; the device of a known person stays with that person. {@code link}:
 *     the two profiles stay separate, and each shows the other. {@code isolate}: the two profiles
 *     stay separate and are not connected. If absent: {@code merge}
 * @param maxIdentifiers how many identifiers one profile may have, of all types together: 1 to
 *     2,000. If absent: 1,000
 * @param maxMerges how many other profiles may ever be merged into one profile: 0 to 10,000. If
 *     absent: 100
 * @param suspectAfter a value that was seen with more profiles than this is suspected to be shared
 *     by many people: 1 to 1,000. If absent: 10
 * @param types 1 to 100 lines, the strongest type first; each type has one line
 */
@Schema(name = "IdentityRulesRequest")
public record RulesRequest(
    @Nullable Strategy strategy,
    @Nullable Integer maxIdentifiers,
    @Nullable Integer maxMerges,
    @Nullable Integer suspectAfter,
    @Required @Nullable List<Line> types) {

  /**
   * The rules for one type of identifier. The lines are in priority order.
   *
   * @param type {@code user_id}, {@code email}, {@code phone}, {@code anonymous_id}, a custom type,
   *     or {@code *} for all types without a line. A custom type is a letter, then letters, digits,
   *     {@code _}, {@code .} and {@code -}, at most 64 characters together
   * @param merges whether a value of this type may merge two profiles; otherwise the value only
   *     finds the profile that has it. If absent: true
   * @param unique whether a value names one person at most; otherwise several people may have the
   *     value, and the value leads to the profile that had it first, if the input has no unique
   *     identifier. If absent: true
   * @param limit how many values of this type one profile may have. If absent: no limit
   * @param letterCase {@code keep}: a value keeps its letter case; {@code lower}: a value is stored
   *     in lower case. If absent: {@code lower} for {@code email}, {@code keep} for all other types
   * @param plusTags only for {@code email}. {@code drop} removes the tag of an address at providers
   *     that ignore tags: {@code ann+shop@gmail.com} becomes {@code ann@gmail.com}. {@code keep}
   *     keeps the tag. If absent: {@code keep}
   * @param dots only for {@code email}. {@code drop} removes the dots of the mailbox name at
   *     providers that ignore these dots: {@code an.n@gmail.com} becomes {@code ann@gmail.com}.
   *     {@code keep} keeps the dots. If absent: {@code keep}
   * @param region only for {@code phone}: the region of numbers without a country code, as an ISO
   *     3166 code of two capital letters such as {@code NL}. If absent: the region of the workspace
   * @param pattern a regular expression (RE2) of 1 to 500 characters, which a value must match as a
   *     whole. A value that does not match is not an identifier. If absent: any value matches
   * @param blocked at most 500 regular expressions (RE2) of 1 to 500 characters. A value in which
   *     one of these expressions matches at any place is not an identifier; the letter case is
   *     ignored. If absent: no value is blocked
   */
  @Schema(name = "IdentifierTypeRequest")
  public record Line(
      @Required @Nullable String type,
      @Nullable Boolean merges,
      @Nullable Boolean unique,
      @Nullable Ceiling limit,
      @JsonProperty("case") @Nullable LetterCase letterCase,
      @Nullable Part plusTags,
      @Nullable Part dots,
      @Nullable String region,
      @Nullable String pattern,
      @Nullable List<String> blocked) {}

  /**
   * How many values of one type a profile may have.
   *
   * @param values how many values a profile may have within the period: 1 to 1,000
   * @param per the period in which values are counted: {@code ever}, or the last {@code day},
   *     {@code week}, {@code month} (30 days) or {@code year} (365 days) before the input. If
   *     absent: {@code ever}
   */
  @Schema(name = "IdentifierLimitRequest")
  public record Ceiling(@Required @Nullable Integer values, @Nullable Period per) {}
}
