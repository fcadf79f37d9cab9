package dev.tributary.identity.profile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.definition.DeclaredType;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.claim.Claim;
import dev.tributary.identity.claim.ClaimBuilder;
import dev.tributary.identity.claim.Origin;
import dev.tributary.identity.claim.Stamp;
import dev.tributary.identity.claim.TraitValue;
import dev.tributary.identity.profile.TraitPolicy.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SurvivorshipTest {
  private static final Identifier ANN = new Identifier("user_id", "ann");
  private static final Identifier PHONE = new Identifier("anonymous_id", "phone");
  private static final List<String> ORIGINS =
      List.of("src_web", "src_till", "src_app", "src_crm", "manual", "manual/withdrawn");
  private static final List<String> TRUSTED = List.of("src_till", "mdl_crm", "src_web");

  /** What the web said twice, the till and a row of the CRM once each. */
  private final List<Claim> said =
      List.of(
          claim("src_web", ANN, 1, "\"Jo\""),
          claim("src_web", ANN, 5, "\"Johanna\""),
          claim("src_till", ANN, 3, "\"Hanna\""),
          claim("mdl_crm/7", ANN, 4, "\"Jo\""),
          claim("src_app", PHONE, 2, "\"Jo\""));

  @ParameterizedTest
  @CsvSource({
    "LATEST, \"Johanna\"",
    "FIRST, \"Jo\"",
    "MOST_TRUSTED, \"Hanna\"",
    "LONGEST, \"Johanna\"",
    "MOST_FREQUENT, \"Jo\"",
    "SMALLEST, \"Hanna\"",
    "LARGEST, \"Johanna\"",
    "UNION, '[\"Hanna\",\"Jo\",\"Johanna\"]'"
  })
  void eachPolicyHasItsValue(Kind kind, String expected) {
    assertThat(value(said, kind)).isEqualTo(json(expected));
  }

  @Test
  void numbersAreComparedAsNumbersAndListsAreJoined() {
    List<Claim> numbers = List.of(claim("src_a", ANN, 1, "9"), claim("src_b", ANN, 2, "10.5"));
    assertThat(value(numbers, Kind.SMALLEST)).isEqualTo(json("9"));
    assertThat(value(numbers, Kind.LARGEST)).isEqualTo(json("10.5"));
    List<Claim> lists =
        List.of(claim("src_a", ANN, 1, "[\"b\",\"a\"]"), claim("src_b", ANN, 2, "[\"b\",\"c\"]"));
    assertThat(value(lists, Kind.UNION)).isEqualTo(json("[\"a\",\"b\",\"c\"]"));
    assertThat(value(numbers, Kind.UNION)).isEqualTo(json("[9,10.5]"));
  }

  /** The values come in the order of time: of equal candidates, the latest wins. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
                    | "9", "10"                                | "10"   | "9"
          NUMBER    | "9", "10"                                | "9"    | "10"
          NUMBER    | 9, "10", "-1e1"                          | "-1e1" | "10"
          NUMBER    | "12 EUR", "9", "10", "~"                 | "9"    | "10"
          NUMBER    | "12 EUR", "~"                            | "12 EUR" | "~"
          NUMBER    | "9", " 9.0"                              | " 9.0" | " 9.0"
          TEXT      | 9, 10                                    | 10     | 9
          BOOLEAN   | "yes", "0", "perhaps"                    | "0"    | "yes"
          DATE_TIME | "2026-01-01T01:00:00+02:00", "2026-01-01T00:00:00Z", "soon" | "2026-01-01T01:00:00+02:00" | "2026-01-01T00:00:00Z"
          DATE_TIME | "2026-01-02", "2026-01-01 23:00"         | "2026-01-01 23:00" | "2026-01-02"
          """)
  void theSmallestAndTheLargestAreComparedAsTheDeclaredType(
      @Nullable DeclaredType type, String values, String smallest, String largest) {
    List<Claim> claims = new ArrayList<>();
    for (JsonNode each : json("[" + values + "]")) {
      int second = claims.size() + 1;
      claims.add(claim("src_" + second, ANN, second, each.toString()));
    }
    assertThat(value(claims, typed(Kind.SMALLEST, type))).isEqualTo(json(smallest));
    assertThat(value(claims, typed(Kind.LARGEST, type))).isEqualTo(json(largest));
  }

  private static TraitPolicies typed(Kind kind, @Nullable DeclaredType type) {
    return new TraitPolicies(
        Map.of("name", new TraitPolicy(kind, List.of())),
        type == null ? Map.of() : Map.of("name", type));
  }

  @ParameterizedTest
  @EnumSource
  void whatIsCorrectedByHandHoldsUntilItIsTakenBack(Kind kind) {
    List<Claim> corrected = new ArrayList<>(said);
    corrected.add(claim("manual", ANN, 6, "\"H.\""));
    assertThat(value(corrected, kind)).isEqualTo(json("\"H.\""));
    corrected.add(claim("manual", ANN, 7, "null"));
    assertThat(value(corrected, kind)).as("nothing was said since").isNull();
    corrected.add(claim("src_web", ANN, 8, "\"Jo\""));
    assertThat(value(corrected, kind))
        .isEqualTo(kind == Kind.UNION ? json("[\"Jo\"]") : json("\"Jo\""));
  }

  @ParameterizedTest
  @EnumSource
  void afterTheCorrectionsAreWithdrawnTheSourcesDecide(Kind kind) {
    JsonNode sources = value(said, kind);
    List<Claim> corrected = new ArrayList<>(said);
    corrected.add(claim("manual", ANN, 6, "\"H.\""));
    corrected.add(claim("manual", PHONE, 7, "\"Hanneke\""));
    corrected.add(claim("manual/withdrawn", ANN, 8, "null"));
    assertThat(value(corrected, kind)).isEqualTo(sources);
    corrected.add(claim("manual", ANN, 9, "null"));
    assertThat(value(corrected, kind)).isNull();
    corrected.add(claim("manual/withdrawn", PHONE, 10, "null"));
    assertThat(value(corrected, kind)).as("the trait is not deleted any more").isEqualTo(sources);
    corrected.add(claim("manual/withdrawn", PHONE, 10, "null"));
    assertThat(value(corrected, kind)).as("the same again").isEqualTo(sources);
    corrected.add(claim("manual", ANN, 11, "\"H.\""));
    assertThat(value(corrected, kind)).as("a later correction counts").isEqualTo(json("\"H.\""));
  }

  @Test
  void aTraitThatOnlyUsersGaveHasNoValueAfterTheWithdrawal() {
    List<Claim> claims =
        List.of(claim("manual", ANN, 1, "\"H.\""), claim("manual/withdrawn", ANN, 2, "null"));
    assertThat(value(claims, Kind.LATEST)).isNull();
    assertThat(value(claims.subList(1, 2), Kind.LATEST)).isNull();
  }

  /** It is kept under the address where a profile has no user id. */
  @Test
  void aCorrectedTraitUnderAnAddressIsNoCorrectionOfTheAddress() {
    Identifier address = new Identifier(Identifier.EMAIL, "ann@exampel.com");
    Profile ann = new Profile(new WorkspaceId("wsp_1"), new ProfileId("prf_1"));
    ann.apply(address(address, "src_web", 1, address.value()), TraitPolicies.LATEST);
    ann.apply(address(address, "manual", 2, "ann@example.com"), TraitPolicies.LATEST);
    ann.apply(address(address, "src_web", 3, address.value()), TraitPolicies.LATEST);
    assertThat(ann.state(List.of(), TraitPolicies.LATEST).traits().get("email"))
        .isEqualTo(json("\"ann@exampel.com\""));
  }

  private static Claim address(Identifier anchor, String origin, int second, String value) {
    Claim named = claim(origin, anchor, second, "\"" + value + "\"");
    TraitValue address = named.traits().get("name");
    return ClaimBuilder.builder(named).traits(Map.of("email", address)).build();
  }

  /** Seeds of a replay name only the wrong identifier. */
  @Test
  void aCorrectionWhoseRightIdentifierIsOfNoOrAnotherPersonIsDropped() {
    Identifier wrong = new Identifier(Identifier.EMAIL, "ann@exampel.com");
    Profile ann = new Profile(new WorkspaceId("wsp_1"), new ProfileId("prf_1"));
    ann.apply(address(wrong, "src_web", 1, wrong.value()), TraitPolicies.LATEST);
    ann.apply(
        address(wrong, Origin.CORRECTED_IDENTIFIER.text(), 2, "ann@example.com"),
        TraitPolicies.LATEST);
    assertThat(ann.state(List.of(), TraitPolicies.LATEST).traits().get("email"))
        .isEqualTo(json("\"ann@exampel.com\""));
  }

  @ParameterizedTest
  @EnumSource
  void theOrderOfArrivalMakesNoDifference(Kind kind) {
    Random random = new Random(kind.ordinal());
    for (int history = 0; history < 200; history++) {
      List<Claim> claims = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        String source = ORIGINS.get(random.nextInt(ORIGINS.size()));
        String value =
            source.equals("manual/withdrawn") || random.nextInt(6) == 0
                ? "null"
                : "\"" + "abc".charAt(random.nextInt(3)) + i % 3 + "\"";
        claims.add(claim(source, random.nextBoolean() ? ANN : PHONE, i, value));
      }
      JsonNode inOrder = value(claims, kind);
      Collections.shuffle(claims, random);
      assertThat(value(claims, kind)).as("%s of %s", kind, claims).isEqualTo(inOrder);
      assertThat(merged(claims, kind)).as("%s of %s", kind, claims).isEqualTo(inOrder);
    }
  }

  @Test
  void whatHeldWhenThePolicyWasChosenCountsAsFirst() {
    Profile ann = new Profile(new WorkspaceId("wsp_1"), new ProfileId("prf_1"));
    ann.apply(claim("src_web", ANN, 1, "\"Jo\""), TraitPolicies.LATEST);
    ann.apply(claim("src_web", ANN, 2, "\"Johanna\""), TraitPolicies.LATEST);
    TraitPolicies first = policies(Kind.FIRST);
    ann.apply(claim("src_web", ANN, 3, "\"Hanna\""), first);
    assertThat(ann.state(List.of(), first).traits().get("name")).isEqualTo(json("\"Johanna\""));
  }

  private static JsonNode value(List<Claim> claims, Kind kind) {
    return value(claims, policies(kind));
  }

  private static JsonNode value(List<Claim> claims, TraitPolicies policies) {
    Profile ann = new Profile(new WorkspaceId("wsp_1"), new ProfileId("prf_1"));
    claims.forEach(claim -> ann.apply(claim, policies));
    return ann.state(List.of(), policies).traits().get("name");
  }

  /** Two people, who are merged at the end. */
  private static JsonNode merged(List<Claim> claims, Kind kind) {
    TraitPolicies policies = policies(kind);
    Profile ann = new Profile(new WorkspaceId("wsp_1"), new ProfileId("prf_1"));
    Profile phone = new Profile(new WorkspaceId("wsp_1"), new ProfileId("prf_2"));
    claims.forEach(
        claim -> (claim.identifiers().getFirst().equals(ANN) ? ann : phone).apply(claim, policies));
    ann.absorb(phone);
    return ann.state(List.of(), policies).traits().get("name");
  }

  private static TraitPolicies policies(Kind kind) {
    List<String> sources = kind == Kind.MOST_TRUSTED ? TRUSTED : List.of();
    return new TraitPolicies(Map.of("name", new TraitPolicy(kind, sources)));
  }

  private static Claim claim(String origin, Identifier identifier, int second, String value) {
    Stamp stamp = new Stamp(Instant.EPOCH.plusSeconds(second), "evt_" + second);
    return ClaimBuilder.builder()
        .workspace(new WorkspaceId("wsp_1"))
        .origin(Origin.of(origin))
        .stamp(stamp)
        .identifiers(List.of(identifier))
        .leftOut(List.of())
        .traits(Map.of("name", new TraitValue(json(value), stamp)))
        .consent(Map.of())
        .subscriptions(Map.of())
        .group(null)
        .build();
  }

  private static JsonNode json(String text) {
    return Json.read(text.getBytes(StandardCharsets.UTF_8), JsonNode.class);
  }
}
