package dev.tributary.identity.resolution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.identity.rules.IdentityRules;
import dev.tributary.identity.rules.Strategy;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Under which rules it matters what comes first, as docs/reference/identity-rules.md has it. That
 * it does not under all others is in {@link ResolutionModelTest}.
 */
class OrderTest {
  private static final List<String> APART_FIRST =
      List.of("email:x@x.org", "user_id:u", "user_id:u email:x@x.org");
  private static final List<String> TOGETHER_FIRST =
      List.of("user_id:u email:x@x.org", "email:x@x.org", "user_id:u");
  private static final Set<String> TWO = Set.of("email:x@x.org", "user_id:u");
  private static final Set<String> ONE = Set.of("email:x@x.org user_id:u");

  private static final List<String> ANN_FIRST =
      List.of("user_id:ann anonymous_id:tablet", "user_id:bob anonymous_id:tablet");
  private static final List<String> BOB_FIRST = ANN_FIRST.reversed();
  private static final Set<String> ANNS = Set.of("anonymous_id:tablet user_id:ann", "user_id:bob");
  private static final Set<String> BOBS = Set.of("user_id:ann", "anonymous_id:tablet user_id:bob");

  record Case(
      String name,
      IdentityRules rules,
      List<String> steps,
      Set<String> people,
      List<String> otherOrder,
      Set<String> otherPeople) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Case> cases() {
    IdentityRules open = Tables.open();
    return Stream.of(
        new Case(
            "a limit",
            Tables.of(Strategy.MERGE, "user_id 1", "anonymous_id"),
            ANN_FIRST,
            ANNS,
            BOB_FIRST,
            BOBS),
        new Case(
            "maxIdentifiers",
            new IdentityRules(Strategy.MERGE, 2, 100, 10, open.types()),
            List.of("user_id:u email:1@x.org", "user_id:u email:2@x.org"),
            Set.of("email:1@x.org user_id:u"),
            List.of("user_id:u email:2@x.org", "user_id:u email:1@x.org"),
            Set.of("email:2@x.org user_id:u")),
        new Case(
            "maxMerges",
            new IdentityRules(Strategy.MERGE, 1_000, 0, 10, open.types()),
            APART_FIRST,
            TWO,
            TOGETHER_FIRST,
            ONE),
        new Case(
            "conversion",
            Tables.of(Strategy.CONVERSION, "user_id", "anonymous_id"),
            ANN_FIRST,
            ANNS,
            BOB_FIRST,
            BOBS),
        new Case(
            "merges: false",
            Tables.of(Strategy.MERGE, "user_id", "email!"),
            APART_FIRST,
            TWO,
            TOGETHER_FIRST,
            ONE),
        new Case(
            "unique: false",
            Tables.of(Strategy.MERGE, "user_id", "email~"),
            APART_FIRST,
            Set.of("email:x@x.org", "email:x@x.org user_id:u"),
            TOGETHER_FIRST,
            ONE),
        new Case("a cut", open, cut(ANN_FIRST), ANNS, cut(BOB_FIRST), BOBS));
  }

  private static List<String> cut(List<String> steps) {
    return Stream.concat(Stream.of("user_id:ann is not user_id:bob"), steps.stream()).toList();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void whatComesFirstDecides(Case each) {
    assertThat(Steps.played(each.rules(), each.steps())).isEqualTo(each.people());
    assertThat(Steps.played(each.rules(), each.otherOrder())).isEqualTo(each.otherPeople());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void withoutItTheSameStepsAreTheSamePeople(Case each) {
    IdentityRules open = Tables.open();
    List<String> steps = each.steps().stream().filter(step -> !step.contains(" is not ")).toList();
    List<String> other =
        each.otherOrder().stream().filter(step -> !step.contains(" is not ")).toList();
    assertThat(Steps.played(open, steps)).hasSize(1).isEqualTo(Steps.played(open, other));
  }
}
