package dev.tributary.identity.resolution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.Identifier;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ResolverTest {
  private static final String HERE = "wsp_1";
  private final AtomicInteger created = new AtomicInteger(5);

  @Test
  void unknownIdentifiersMakeAPersonAndKnownOnesAddToThem() {
    Resolver resolver = resolver(Map.of());
    assertThat(resolver.resolve(HERE, ids("a", "b"))).isEqualTo(new Resolution.Create("prf_5"));
    assertThat(resolver.resolve(HERE, ids("b", "c"))).isEqualTo(new Resolution.Add("prf_5"));
    assertThat(resolver.existing()).isEmpty();
    assertThat(resolver.fresh()).hasSize(3).containsEntry(named("c"), "prf_5");
  }

  @Test
  void theSmallestIdSurvives() {
    Resolver resolver = resolver(Map.of(named("a"), "prf_3", named("b"), "prf_1"));
    assertThat(resolver.resolve(HERE, ids("a", "b", "c")))
        .isEqualTo(new Resolution.Merge("prf_1", List.of("prf_3")));
    assertThat(resolver.existing())
        .containsExactly(new ProfileKey(HERE, "prf_1"), new ProfileKey(HERE, "prf_3"));
    assertThat(resolver.fresh()).containsOnly(Map.entry(named("c"), "prf_1"));
  }

  @Test
  void chainsOfMergesLeadToTheLastSurvivor() {
    Resolver resolver =
        resolver(Map.of(named("a"), "prf_3", named("b"), "prf_2", named("c"), "prf_1"));
    resolver.resolve(HERE, ids("a", "x"));
    resolver.resolve(HERE, ids("a", "b"));
    resolver.resolve(HERE, ids("x", "c"));
    assertThat(resolver.current(HERE, "prf_3")).isEqualTo("prf_1");
    assertThat(resolver.fresh()).containsOnly(Map.entry(named("x"), "prf_1"));
  }

  @Test
  void workspacesNeverMeet() {
    Resolver resolver = resolver(Map.of(named("a"), "prf_1"));
    assertThat(resolver.resolve("wsp_2", ids("a"))).isEqualTo(new Resolution.Create("prf_5"));
  }

  private Resolver resolver(Map<Named, String> located) {
    return new Resolver(located, () -> "prf_" + created.getAndIncrement());
  }

  private static Named named(String value) {
    return new Named(HERE, new Identifier("user_id", value));
  }

  private static List<Identifier> ids(String... values) {
    return Arrays.stream(values).map(value -> new Identifier("user_id", value)).toList();
  }
}
