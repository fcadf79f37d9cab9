package dev.tributary.identity.resolution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.identity.claim.LeftOut;
import dev.tributary.identity.claim.LeftOut.Reason;
import dev.tributary.identity.rules.IdentityRules;
import dev.tributary.identity.rules.Strategy;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ResolverTest {

  @Test
  void unknownIdentifiersMakeAPersonAndKnownOnesAddToThem() {
    World world = new World(Tables.open());
    assertThat(world.event("user_id:a user_id:b").resolution())
        .isEqualTo(new Resolution.Create("prf_1"));
    assertThat(world.event("user_id:b user_id:c").resolution())
        .isEqualTo(new Resolution.Add("prf_1"));
    assertThat(world.resolver().fresh()).hasSize(3).containsValue("prf_1");
  }

  @Test
  void theSmallestIdSurvivesAndChainsOfMergesLeadToTheLastSurvivor() {
    World world = new World(Tables.open());
    world.event("user_id:a");
    world.event("user_id:b");
    world.event("user_id:c");
    assertThat(world.event("user_id:c user_id:x user_id:b").resolution())
        .isEqualTo(new Resolution.Merge("prf_2", List.of("prf_3")));
    assertThat(world.event("user_id:x user_id:a").resolution())
        .isEqualTo(new Resolution.Merge("prf_1", List.of("prf_2")));
    assertThat(world.resolver().current(World.HERE, "prf_3")).isEqualTo("prf_1");
    assertThat(Set.copyOf(world.resolver().fresh().values())).containsExactly("prf_1");
  }

  @Test
  void workspacesNeverMeet() {
    World world = new World(Tables.open());
    world.event("user_id:a");
    assertThat(world.event("wsp_2", "user_id:a").resolution())
        .isEqualTo(new Resolution.Create("prf_2"));
  }

  @Test
  void theWeakestIsLeftOutUntilNoLimitIsBroken() {
    World world = new World(Tables.of(Strategy.MERGE, "user_id 1", "email 5", "anonymous_id 5"));
    world.event("user_id:ann email:ann@x.org anonymous_id:tablet");
    Decision bob = world.event("user_id:bob email:bob@x.org anonymous_id:tablet");
    assertThat(bob.claim().leftOut()).containsExactly(left("anonymous_id:tablet", Reason.LIMIT));
    assertThat(bob.conflicts())
        .extracting(Conflict::identifier)
        .containsExactly(World.identifier("anonymous_id:tablet"));
    assertThat(world.people())
        .containsExactlyInAnyOrder(
            "anonymous_id:tablet email:ann@x.org user_id:ann", "email:bob@x.org user_id:bob");
  }

  @Test
  void whatATypeMayNotMergeStaysApartAndIsAConflict() {
    World world = new World(Tables.of(Strategy.MERGE, "user_id", "email!", "anonymous_id"));
    world.event("user_id:ann");
    world.event("email:a@x.org");
    Decision decision = world.event("user_id:ann email:a@x.org");
    assertThat(decision.resolution()).isEqualTo(new Resolution.Add("prf_1"));
    assertThat(decision.conflicts())
        .containsExactly(
            new Conflict(
                Reason.MAY_NOT_MERGE,
                World.identifier("email:a@x.org"),
                World.identifier("user_id:ann"),
                "prf_1",
                "prf_2"));
    assertThat(world.event("user_id:new email:a@x.org").resolution())
        .as("it finds whoever has it")
        .isEqualTo(new Resolution.Add("prf_2"));
  }

  @Test
  void theStrongestMatchWinsWhateverTheOrderOfIds() {
    World world = new World(Tables.of(Strategy.MERGE, "user_id!", "email!"));
    world.event("email:a@x.org");
    world.event("user_id:ann");
    assertThat(world.event("user_id:ann email:a@x.org").resolution())
        .isEqualTo(new Resolution.Add("prf_2"));
  }

  @Test
  void aSharedValueFindsOnlyWhereNothingBetterIsThere() {
    World world = new World(Tables.of(Strategy.MERGE, "user_id 1", "phone~"));
    world.event("user_id:ann phone:+31");
    world.event("user_id:bob phone:+31");
    assertThat(world.people())
        .containsExactlyInAnyOrder("phone:+31 user_id:ann", "phone:+31 user_id:bob");
    assertThat(world.event("phone:+31").resolution()).isEqualTo(new Resolution.Add("prf_1"));
  }

  @Test
  void aRollingLimitForgets() {
    World world = new World(Tables.of(Strategy.MERGE, "user_id", "anonymous_id 2 week"));
    world.event("user_id:ann anonymous_id:1");
    world.event("user_id:ann anonymous_id:2");
    assertThat(world.event("user_id:ann anonymous_id:3").claim().leftOut())
        .containsExactly(left("anonymous_id:3", Reason.LIMIT));
    world.pass(Duration.ofDays(7));
    assertThat(world.event("user_id:ann anonymous_id:4").claim().leftOut()).isEmpty();
  }

  @Test
  void whoIsOverALimitAlreadyOnlyGetsNoMore() {
    World world = new World(Tables.of(Strategy.MERGE, "user_id 1", "email 5"));
    world.event("user_id:a");
    world.event("user_id:b");
    world.byHand("user_id:a", "user_id:b");
    assertThat(world.event("user_id:a email:x@x.org").claim().leftOut()).isEmpty();
    assertThat(world.event("user_id:c email:x@x.org").claim().leftOut()).hasSize(1);
  }

  @Test
  void capsStopAPersonFromGrowingWithoutEnd() {
    IdentityRules open = Tables.open();
    World world = new World(new IdentityRules(Strategy.MERGE, 3, 1, 10, open.types()));
    world.event("user_id:a anonymous_id:1 anonymous_id:2");
    assertThat(world.event("user_id:a anonymous_id:3").claim().leftOut())
        .containsExactly(left("anonymous_id:3", Reason.TOO_MANY_IDENTIFIERS));
    world.event("user_id:x");
    world.event("email:x@x.org");
    world.event("user_id:x email:x@x.org");
    world.event("phone:+31");
    assertThat(world.event("user_id:x phone:+31").claim().leftOut())
        .containsExactly(left("phone:+31", Reason.TOO_MANY_MERGES));
  }

  @Test
  void whatAPersonKeptApartIsNotJoinedAndWhatTheyJoinIs() {
    Cuts cuts =
        new Cuts(
            Set.of(
                Cuts.Pair.of(
                    World.HERE, World.identifier("user_id:a"), World.identifier("user_id:b"))));
    World world = new World(Tables.open(), cuts);
    world.event("user_id:a");
    world.event("user_id:b anonymous_id:1");
    assertThat(world.event("user_id:a anonymous_id:1").claim().leftOut())
        .containsExactly(left("anonymous_id:1", Reason.KEPT_APART));
    assertThat(world.byHand("user_id:a", "user_id:b"))
        .isEqualTo(new Resolution.Merge("prf_1", List.of("prf_2")));
  }

  @Test
  void whatWasKeptApartIsNotJoinedThroughAThirdEither() {
    Cuts cuts =
        new Cuts(
            Set.of(
                Cuts.Pair.of(
                    World.HERE, World.identifier("email:c@x.org"), World.identifier("phone:+31"))));
    World world = new World(Tables.open(), cuts);
    world.event("email:c@x.org");
    world.event("phone:+31");
    world.event("user_id:a");
    Decision all = world.event("user_id:a email:c@x.org phone:+31");
    assertThat(all.claim().leftOut()).containsExactly(left("phone:+31", Reason.KEPT_APART));
    assertThat(world.people()).containsExactlyInAnyOrder("email:c@x.org user_id:a", "phone:+31");
  }

  @Test
  void onesOwnDeviceIsBetterThanAValueThatPeopleShare() {
    World world = new World(Tables.of(Strategy.CONVERSION, "user_id", "email~", "anonymous_id"));
    world.event("user_id:first email:us@x.org");
    world.event("user_id:ann email:us@x.org anonymous_id:hers");
    Decision decision = world.event("email:us@x.org anonymous_id:hers");
    assertThat(decision.resolution()).isEqualTo(new Resolution.Add("prf_2"));
    assertThat(decision.claim().leftOut()).isEmpty();
  }

  @Test
  void aValueThatPeopleShareIsNoConflict() {
    World world = new World(Tables.of(Strategy.MERGE, "user_id 1", "phone~ 1", "email"));
    world.event("user_id:ann phone:+31");
    world.event("user_id:bob phone:+32");
    Decision decision = world.event("user_id:bob phone:+31");
    assertThat(decision.claim().leftOut()).hasSize(1);
    assertThat(decision.conflicts()).isEmpty();
  }

  private static LeftOut left(String named, Reason reason) {
    return new LeftOut(World.identifier(named), reason);
  }
}
