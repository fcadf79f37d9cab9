package dev.tributary.identity.profile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.claim.Claim;
import dev.tributary.identity.claim.ClaimBuilder;
import dev.tributary.identity.claim.Origin;
import dev.tributary.identity.claim.Stamp;
import dev.tributary.identity.claim.TraitValue;
import dev.tributary.identity.profile.TraitPolicy.Kind;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class StatementsTest {
  private static final Identifier ANN = new Identifier("user_id", "ann");
  private static final Identifier PHONE = new Identifier("anonymous_id", "phone");

  @Test
  void whatWasSaidFirstIsToldBesideWhatIsSaidNow() {
    List<Claim> claims = List.of(claim("src_web", ANN, 1, "Oss"), claim("src_web", ANN, 2, "Ede"));
    assertThat(told(Kind.FIRST, claims)).containsExactly("src_web ann Oss !", "src_web ann Ede");
    assertThat(told(Kind.LATEST, claims)).containsExactly("src_web ann Ede !");
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "UNION")
  void oneStatementWins(Kind kind) {
    List<Claim> claims =
        List.of(
            claim("src_web", PHONE, 1, "Amsterdam"),
            claim("src_web", ANN, 2, "Oss"),
            claim("src_till", ANN, 3, "Oss"));
    Profile ann = ann(kind, claims);
    JsonNode value = ann.state(List.of(), policies(kind)).traits().get("city");
    assertThat(ann.traits().statements(policies(kind)).get("city"))
        .hasSize(3)
        .filteredOn(Traits.Statement::wins)
        .singleElement()
        .extracting(statement -> statement.value().value())
        .isEqualTo(value);
  }

  @Test
  void whateverIsInAUnionWins() {
    List<Claim> claims =
        List.of(
            claim("src_web", PHONE, 1, "Oss"),
            claim("src_web", ANN, 2, "Ede"),
            claim("src_till", ANN, 3, null));
    assertThat(told(Kind.UNION, claims))
        .containsExactly("src_web phone Oss !", "src_web ann Ede !", "src_till ann null");
  }

  @ParameterizedTest
  @EnumSource(names = {"FIRST", "UNION"})
  void aCorrectionByHandWinsAlone(Kind kind) {
    List<Claim> claims = List.of(claim("src_web", ANN, 1, "Oss"), claim("manual", ANN, 2, "Ede"));
    assertThat(told(kind, claims)).containsExactly("src_web ann Oss", "manual ann Ede !");
  }

  @Test
  void whatItsOriginHasTakenBackIsNotTold() {
    List<Claim> claims =
        List.of(
            claim("src_web", PHONE, 1, "Oss"),
            claim("src_web", ANN, 2, null),
            claim("src_till", ANN, 3, null),
            claim("src_till", PHONE, 4, "Ede"));
    assertThat(told(Kind.LONGEST, claims))
        .containsExactly("src_web ann null", "src_till phone Ede !");
  }

  @Test
  void aWithdrawnCorrectionIsNotTold() {
    List<Claim> claims =
        List.of(
            claim("src_web", ANN, 1, "Oss"),
            claim("manual", ANN, 2, "Ede"),
            claim("manual", PHONE, 3, null),
            claim("manual/withdrawn", ANN, 4, null));
    assertThat(told(Kind.LATEST, claims)).containsExactly("src_web ann Oss !");
    assertThat(told(Kind.LATEST, claims.subList(1, 4))).isEmpty();
  }

  /** Oldest first; what wins is marked. */
  private static List<String> told(Kind kind, List<Claim> claims) {
    return ann(kind, claims)
        .traits()
        .statements(policies(kind))
        .getOrDefault("city", List.of())
        .stream()
        .sorted(Comparator.comparing(statement -> statement.value().stamp()))
        .map(statement ->
            statement.from().origin().text()
                + " "
                + statement.from().anchor().value()
                + " "
                + statement.value().value().asText()
                + (statement.wins() ? " !" : ""))
        .toList();
  }

  private static Profile ann(Kind kind, List<Claim> claims) {
    Profile ann = new Profile(new WorkspaceId("wsp_1"), new ProfileId("prf_1"));
    claims.forEach(claim -> ann.apply(claim, policies(kind)));
    return ann;
  }

  private static TraitPolicies policies(Kind kind) {
    List<String> sources = kind == Kind.MOST_TRUSTED ? List.of("src_till") : List.of();
    return new TraitPolicies(Map.of("city", new TraitPolicy(kind, sources)));
  }

  private static Claim claim(
      String origin, Identifier identifier, int second, @Nullable String city) {
    Stamp stamp = new Stamp(Instant.EPOCH.plusSeconds(second), "evt_" + second);
    JsonNode value = city == null ? NullNode.getInstance() : new TextNode(city);
    return ClaimBuilder.builder()
        .workspace(new WorkspaceId("wsp_1"))
        .origin(Origin.of(origin))
        .stamp(stamp)
        .identifiers(List.of(identifier))
        .leftOut(List.of())
        .traits(Map.of("city", new TraitValue(value, stamp)))
        .consent(Map.of())
        .subscriptions(Map.of())
        .group(null)
        .build();
  }
}
