package dev.tributary.identity.profile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.ModelId;
import dev.tributary.contracts.id.SourceId;
import dev.tributary.identity.claim.Origin;
import dev.tributary.identity.claim.Stamp;
import dev.tributary.identity.claim.TraitValue;
import dev.tributary.identity.profile.TraitPolicy.Kind;
import dev.tributary.identity.profile.Traits.AnchoredOrigin;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class ValueEvictionTest {
  private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
  private static final List<Origin> ORIGINS =
      List.of(
          new Origin.Source(new SourceId("src_web")),
          new Origin.Source(new SourceId("src_till")),
          new Origin.Row(new ModelId("mdl_crm"), "7"),
          Origin.MANUAL,
          Origin.WITHDRAWN_CORRECTION);

  @ParameterizedTest
  @EnumSource(Kind.class)
  void whatWinsGoesOnWinning(Kind kind) {
    List<String> trusted = kind == Kind.MOST_TRUSTED ? List.of("src_till", "src_web") : List.of();
    TraitPolicies policies = new TraitPolicies(Map.of("city", new TraitPolicy(kind, trusted)));
    for (int seed = 0; seed < 300; seed++) {
      Traits traits = said(new Random(seed), kind);
      Map<String, JsonNode> before = traits.values(policies);
      traits.forget(policies, 1 + seed % 5);
      assertThat(traits.values(policies)).as("seed %d", seed).isEqualTo(before);
    }
  }

  @ParameterizedTest
  @EnumSource(value = Kind.class, names = "MOST_FREQUENT", mode = Mode.EXCLUDE)
  void ofMuchThatLostTheNewestIsKept(Kind kind) {
    List<String> trusted = kind == Kind.MOST_TRUSTED ? List.of("src_web") : List.of();
    TraitPolicies policies = new TraitPolicies(Map.of("city", new TraitPolicy(kind, trusted)));
    Traits traits = new Traits();
    for (int i = 0; i < 100; i++) {
      traits.put("city", from(0, i), value(i, i % 2 == 0 ? "Oss" : "Delft"));
    }
    traits.forget(policies, 10);
    traits.forEach((_, given) -> {
      assertThat(given).hasSizeLessThanOrEqualTo(13).containsKey(from(0, 95));
      assertThat(given).doesNotContainKey(from(0, 40));
    });
  }

  @Test
  void anEqualValueThatItsOriginHasWithdrawnTakesNoPlaceInAUnion() {
    TraitPolicies union = new TraitPolicies(Map.of("city", new TraitPolicy(Kind.UNION, List.of())));
    Traits traits = new Traits();
    traits.put("city", from(0, 1), value(1, "Oss"));
    traits.put("city", from(1, 2), value(2, "Oss"));
    traits.put("city", from(1, 3), new TraitValue(Json.MAPPER.nullNode(), stamp(3)));
    for (int i = 4; i < 20; i++) {
      traits.put("city", from(0, i), value(i, "Delft"));
    }
    Map<String, JsonNode> before = traits.values(union);
    traits.forget(union, 1);
    assertThat(traits.values(union)).isEqualTo(before);
  }

  @Test
  void aCorrectedIdentifierStaysCorrected() {
    Identifier wrong = new Identifier(Identifier.EMAIL, "ann@exampel.com");
    Traits traits = new Traits();
    traits.put(
        "email",
        new AnchoredOrigin(Origin.CORRECTED_IDENTIFIER, wrong),
        value(0, "ann@example.com"));
    for (int i = 1; i < 100; i++) {
      traits.put("email", from(0, i), value(i, "ann@%d.example".formatted(i)));
    }
    traits.forget(TraitPolicies.LATEST, 10);
    traits.put("email", from(1, 100), value(100, wrong.value()));
    assertThat(traits.values(TraitPolicies.LATEST))
        .containsEntry("email", Json.MAPPER.valueToTree("ann@99.example"));
  }

  @Test
  void whoLeavesTakesAlongWhatIsNotForgotten() {
    Traits traits = new Traits();
    for (int i = 0; i < 100; i++) {
      traits.put("city", from(0, i), value(i, "city" + i));
    }
    traits.forget(TraitPolicies.LATEST, 10);
    Traits left = new Traits();
    traits.moveTo(left, identifier(98)::equals);
    assertThat(left.values(TraitPolicies.LATEST)).containsKey("city");
    Traits forgotten = new Traits();
    traits.moveTo(forgotten, identifier(3)::equals);
    assertThat(forgotten.values(TraitPolicies.LATEST)).isEmpty();
  }

  private static Traits said(Random random, Kind kind) {
    Traits traits = new Traits();
    int times = random.nextInt(60);
    for (int i = 0; i < times; i++) {
      AnchoredOrigin from = from(random.nextInt(ORIGINS.size()), random.nextInt(20));
      int at = random.nextInt(1_000);
      TraitValue value =
          from.origin().equals(Origin.WITHDRAWN_CORRECTION) || random.nextInt(6) == 0
              ? new TraitValue(Json.MAPPER.nullNode(), stamp(at))
              : value(at, "city" + random.nextInt(8));
      if (kind == Kind.FIRST && random.nextBoolean()) {
        traits.putFirst("city", from, value);
      }
      traits.put("city", from, value);
    }
    return traits;
  }

  private static AnchoredOrigin from(int origin, int number) {
    return new AnchoredOrigin(ORIGINS.get(origin), identifier(number));
  }

  private static Identifier identifier(int number) {
    return new Identifier("anonymous_id", "a" + number);
  }

  private static TraitValue value(int at, String text) {
    return new TraitValue(Json.MAPPER.valueToTree(text), stamp(at));
  }

  private static Stamp stamp(int at) {
    return new Stamp(START.plusSeconds(at), "evt_%04d".formatted(at));
  }
}
