package dev.tributary.identity.resolution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.claim.LeftOut;
import dev.tributary.identity.claim.LeftOut.Reason;
import dev.tributary.identity.rules.IdentityRules;
import dev.tributary.identity.rules.Period;
import dev.tributary.identity.rules.Strategy;
import dev.tributary.identity.rules.TypeLimit;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResolverTest {

  @Test
  void unknownIdentifiersMakeAPersonAndKnownOnesAddToThem() {
    World world = new World(Tables.open());
    assertThat(world.event("user_id:a user_id:b").resolution())
        .isEqualTo(new Resolution.Create(new ProfileId("prf_1")));
    assertThat(world.event("user_id:b user_id:c").resolution())
        .isEqualTo(new Resolution.Add(new ProfileId("prf_1")));
    assertThat(world.resolver().fresh()).hasSize(3).containsValue(new ProfileId("prf_1"));
  }

  @Test
  void theSmallestIdSurvivesAndChainsOfMergesLeadToTheLastSurvivor() {
    World world = new World(Tables.open());
    world.event("user_id:a");
    world.event("user_id:b");
    world.event("user_id:c");
    assertThat(world.event("user_id:c user_id:x user_id:b").resolution())
        .isEqualTo(new Resolution.Merge(new ProfileId("prf_2"), List.of(new ProfileId("prf_3"))));
    assertThat(world.event("user_id:x user_id:a").resolution())
        .isEqualTo(new Resolution.Merge(new ProfileId("prf_1"), List.of(new ProfileId("prf_2"))));
    assertThat(world.resolver().current(new WorkspaceId(World.HERE), new ProfileId("prf_3")))
        .isEqualTo(new ProfileId("prf_1"));
    assertThat(Set.copyOf(world.resolver().fresh().values()))
        .containsExactly(new ProfileId("prf_1"));
  }

  @Test
  void workspacesNeverMeet() {
    World world = new World(Tables.open());
    world.event("user_id:a");
    assertThat(world.event(new WorkspaceId("wsp_2"), "user_id:a").resolution())
        .isEqualTo(new Resolution.Create(new ProfileId("prf_2")));
  }

  @Test
  void theWeakestIsLeftOutUntilNoLimitIsBroken() {
    World world = new World(Tables.of(Strategy.MERGE, "user_id 1", "email 5", "anonymous_id 5"));
    world.event("user_id:ann email:ann@x.org anonymous_id:tablet");
    Decision bob = world.event("user_id:bob email:bob@x.org anonymous_id:tablet");
    TypeLimit oneUser = new TypeLimit("user_id", 1, Period.EVER);
    assertThat(bob.claim().leftOut()).containsExactly(left("anonymous_id:tablet", oneUser));
    assertThat(bob.conflicts())
        .containsExactly(
            new Conflict(
                Reason.LIMIT,
                oneUser,
                World.identifier("anonymous_id:tablet"),
                World.identifier("user_id:bob"),
                new ProfileId("prf_2"),
                new ProfileId("prf_1")));
    assertThat(world.people())
        .containsExactlyInAnyOrder(
            "anonymous_id:tablet email:ann@x.org user_id:ann", "email:bob@x.org user_id:bob");
  }

  @Test
  void ofSeveralLimitsTheStrongestTypesIsTold() {
    World world = new World(Tables.of(Strategy.MERGE, "user_id 1", "*", "email 1", "card 1"));
    world.event("user_id:ann card:1 email:ann@x.org");
    assertThat(world.event("card:2 email:ann@x.org").claim().leftOut())
        .containsExactly(left("email:ann@x.org", new TypeLimit("card", 1, Period.EVER)));
    assertThat(world.event("user_id:bob card:2 email:ann@x.org").claim().leftOut())
        .containsExactly(left("email:ann@x.org", new TypeLimit("user_id", 1, Period.EVER)));
  }

  @Test
  void aTypeWithoutALineOfItsOwnIsToldByItsName() {
    World world = new World(Tables.of(Strategy.MERGE, "user_id", "* 1"));
    world.event("user_id:ann card:1");
    assertThat(world.event("user_id:ann card:2").claim().leftOut())
        .containsExactly(left("card:2", new TypeLimit("card", 1, Period.EVER)));
  }

  @Test
  void whatATypeMayNotMergeStaysApartAndIsAConflict() {
    World world = new World(Tables.of(Strategy.MERGE, "user_id", "email!", "anonymous_id"));
    world.event("user_id:ann");
    world.event("email:a@x.org");
    Decision decision = world.event("user_id:ann email:a@x.org");
    assertThat(decision.resolution()).isEqualTo(new Resolution.Add(new ProfileId("prf_1")));
    assertThat(decision.conflicts())
        .containsExactly(
            new Conflict(
                Reason.MAY_NOT_MERGE,
                null,
                World.identifier("email:a@x.org"),
                World.identifier("user_id:ann"),
                new ProfileId("prf_1"),
                new ProfileId("prf_2")));
    assertThat(world.event("user_id:new email:a@x.org").resolution())
        .as("it finds whoever has it")
        .isEqualTo(new Resolution.Add(new ProfileId("prf_2")));
  }

  @Test
  void theStrongestMatchWinsWhateverTheOrderOfIds() {
    World world = new World(Tables.of(Strategy.MERGE, "user_id!", "email!"));
    world.event("email:a@x.org");
    world.event("user_id:ann");
    assertThat(world.event("user_id:ann email:a@x.org").resolution())
        .isEqualTo(new Resolution.Add(new ProfileId("prf_2")));
  }

  @Test
  void aSharedValueFindsOnlyWhereNothingBetterIsThere() {
    World world = new World(Tables.of(Strategy.MERGE, "user_id 1", "phone~"));
    world.event("user_id:ann phone:+31");
    world.event("user_id:bob phone:+31");
    assertThat(world.people())
        .containsExactlyInAnyOrder("phone:+31 user_id:ann", "phone:+31 user_id:bob");
    assertThat(world.event("phone:+31").resolution())
        .isEqualTo(new Resolution.Add(new ProfileId("prf_1")));
  }

  @Test
  void aRollingLimitForgets() {
    World world = new World(Tables.of(Strategy.MERGE, "user_id", "anonymous_id 2 week"));
    world.event("user_id:ann anonymous_id:1");
    world.event("user_id:ann anonymous_id:2");
    assertThat(world.event("user_id:ann anonymous_id:3").claim().leftOut())
        .containsExactly(left("anonymous_id:3", new TypeLimit("anonymous_id", 2, Period.WEEK)));
    world.pass(Duration.ofDays(7));
    assertThat(world.event("user_id:ann anonymous_id:4").claim().leftOut()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"DAY, 1", "WEEK, 7", "MONTH, 30", "YEAR, 365"})
  void aRollingLimitCountsUpToItsEdge(Period per, int days) {
    World world = new World(Tables.of(Strategy.MERGE, "user_id", "anonymous_id 1 " + per));
    world.event("user_id:ann anonymous_id:1");
    // Each event is a second after the one before.
    world.pass(Duration.ofDays(days).minusSeconds(2));
    assertThat(world.event("user_id:ann anonymous_id:2").claim().leftOut())
        .as("a second before the end")
        .containsExactly(left("anonymous_id:2", new TypeLimit("anonymous_id", 1, per)));
    assertThat(world.event("user_id:ann anonymous_id:3").claim().leftOut())
        .as("to the second at its end")
        .isEmpty();
  }

  @Test
  void aLimitForEverNeverForgets() {
    World world = new World(Tables.of(Strategy.MERGE, "user_id", "anonymous_id 1 ever"));
    world.event("user_id:ann anonymous_id:1");
    world.pass(Duration.ofDays(10_000));
    assertThat(world.event("user_id:ann anonymous_id:2").claim().leftOut()).hasSize(1);
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
                    new WorkspaceId(World.HERE),
                    World.identifier("user_id:a"),
                    World.identifier("user_id:b"))));
    World world = new World(Tables.open(), cuts);
    world.event("user_id:a");
    world.event("user_id:b anonymous_id:1");
    assertThat(world.event("user_id:a anonymous_id:1").claim().leftOut())
        .containsExactly(left("anonymous_id:1", Reason.KEPT_APART));
    assertThat(world.byHand("user_id:a", "user_id:b"))
        .isEqualTo(new Resolution.Merge(new ProfileId("prf_1"), List.of(new ProfileId("prf_2"))));
  }

  @Test
  void whatWasKeptApartIsNotJoinedThroughAThirdEither() {
    Cuts cuts =
        new Cuts(
            Set.of(
                Cuts.Pair.of(
                    new WorkspaceId(World.HERE),
                    World.identifier("email:c@x.org"),
                    World.identifier("phone:+31"))));
    World world = new World(Tables.open(), cuts);
    world.event("email:c@x.org");
    world.event("phone:+31");
    world.event("user_id:a");
    Decision all = world.event("user_id:a email:c@x.org phone:+31");
    assertThat(all.claim().leftOut()).containsExactly(left("phone:+31", Reason.KEPT_APART));
    assertThat(world.people()).containsExactlyInAnyOrder("email:c@x.org user_id:a", "phone:+31");
  }

  @Test
  void whatWasKeptApartIsNotJoinedBeforeAnybodyHasMetThemEither() {
    Cuts cuts =
        new Cuts(
            Set.of(
                Cuts.Pair.of(
                    new WorkspaceId(World.HERE),
                    World.identifier("user_id:a"),
                    World.identifier("user_id:b"))));
    World world = new World(Tables.open(), cuts);
    assertThat(world.event("user_id:a user_id:b email:a@x.org").claim().leftOut())
        .containsExactly(left("user_id:b", Reason.KEPT_APART));
    assertThat(world.event("user_id:b email:a@x.org").claim().leftOut())
        .containsExactly(left("email:a@x.org", Reason.KEPT_APART));
    assertThat(world.people()).containsExactlyInAnyOrder("email:a@x.org user_id:a", "user_id:b");
  }

  @Test
  void aDeviceIsJudgedAnewOnceThePersonBesideItWasLeftOut() {
    World world = new World(Tables.of(Strategy.CONVERSION, "anonymous_id", "email 1", "user_id"));
    world.event("anonymous_id:1 email:a@x.org user_id:a");
    Decision decision = world.event("anonymous_id:1 email:b@x.org user_id:a");
    assertThat(decision.claim().leftOut())
        .containsExactly(
            left("user_id:a", new TypeLimit("email", 1, Period.EVER)),
            left("anonymous_id:1", Reason.SOMEONE_ELSES_DEVICE));
    assertThat(world.people())
        .containsExactlyInAnyOrder("anonymous_id:1 email:a@x.org user_id:a", "email:b@x.org");
  }

  @Test
  void aValueThatBothHaveCountsSinceTheEarlierOfThemHasIt() {
    World world = new World(Tables.of(Strategy.MERGE, "user_id", "anonymous_id~ 2 week"));
    world.event("user_id:b anonymous_id:shared");
    world.pass(Duration.ofDays(8));
    world.event("user_id:b anonymous_id:1");
    world.event("user_id:a anonymous_id:shared anonymous_id:2");
    assertThat(world.event("user_id:a user_id:b").claim().leftOut()).isEmpty();
  }

  @Test
  void onesOwnDeviceIsBetterThanAValueThatPeopleShare() {
    World world = new World(Tables.of(Strategy.CONVERSION, "user_id", "email~", "anonymous_id"));
    world.event("user_id:first email:us@x.org");
    world.event("user_id:ann email:us@x.org anonymous_id:hers");
    Decision decision = world.event("email:us@x.org anonymous_id:hers");
    assertThat(decision.resolution()).isEqualTo(new Resolution.Add(new ProfileId("prf_2")));
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

  private static LeftOut left(String named, TypeLimit limit) {
    return new LeftOut(World.identifier(named), Reason.LIMIT, limit);
  }

  private static LeftOut left(String named, Reason reason) {
    return new LeftOut(World.identifier(named), reason);
  }
}
