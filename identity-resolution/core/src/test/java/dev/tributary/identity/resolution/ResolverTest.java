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
    ProfilesInMemory profiles = new ProfilesInMemory(Tables.open());
    assertThat(profiles.event("user_id:a user_id:b").resolution())
        .isEqualTo(new Resolution.Create(new ProfileId("prf_1")));
    assertThat(profiles.event("user_id:b user_id:c").resolution())
        .isEqualTo(new Resolution.Add(new ProfileId("prf_1")));
    assertThat(profiles.resolver().fresh()).hasSize(3).containsValue(new ProfileId("prf_1"));
  }

  @Test
  void theSmallestIdSurvivesAndChainsOfMergesLeadToTheLastSurvivor() {
    ProfilesInMemory profiles = new ProfilesInMemory(Tables.open());
    profiles.event("user_id:a");
    profiles.event("user_id:b");
    profiles.event("user_id:c");
    assertThat(profiles.event("user_id:c user_id:x user_id:b").resolution())
        .isEqualTo(new Resolution.Merge(new ProfileId("prf_2"), List.of(new ProfileId("prf_3"))));
    assertThat(profiles.event("user_id:x user_id:a").resolution())
        .isEqualTo(new Resolution.Merge(new ProfileId("prf_1"), List.of(new ProfileId("prf_2"))));
    assertThat(
            profiles
                .resolver()
                .current(new WorkspaceId(ProfilesInMemory.HERE), new ProfileId("prf_3")))
        .isEqualTo(new ProfileId("prf_1"));
    assertThat(Set.copyOf(profiles.resolver().fresh().values()))
        .containsExactly(new ProfileId("prf_1"));
  }

  @Test
  void workspacesNeverMeet() {
    ProfilesInMemory profiles = new ProfilesInMemory(Tables.open());
    profiles.event("user_id:a");
    assertThat(profiles.event(new WorkspaceId("wsp_2"), "user_id:a").resolution())
        .isEqualTo(new Resolution.Create(new ProfileId("prf_2")));
  }

  @Test
  void theWeakestIsLeftOutUntilNoLimitIsBroken() {
    ProfilesInMemory profiles =
        new ProfilesInMemory(Tables.of(Strategy.MERGE, "user_id 1", "email 5", "anonymous_id 5"));
    profiles.event("user_id:ann email:ann@x.org anonymous_id:tablet");
    Decision bob = profiles.event("user_id:bob email:bob@x.org anonymous_id:tablet");
    TypeLimit oneUser = new TypeLimit("user_id", 1, Period.EVER);
    assertThat(bob.claim().leftOut()).containsExactly(left("anonymous_id:tablet", oneUser));
    assertThat(bob.conflicts())
        .containsExactly(
            new Conflict(
                Reason.LIMIT,
                oneUser,
                ProfilesInMemory.identifier("anonymous_id:tablet"),
                ProfilesInMemory.identifier("user_id:bob"),
                new ProfileId("prf_2"),
                new ProfileId("prf_1")));
    assertThat(profiles.people())
        .containsExactlyInAnyOrder(
            "anonymous_id:tablet email:ann@x.org user_id:ann", "email:bob@x.org user_id:bob");
  }

  @Test
  void ofSeveralLimitsTheStrongestTypesIsTold() {
    ProfilesInMemory profiles =
        new ProfilesInMemory(Tables.of(Strategy.MERGE, "user_id 1", "*", "email 1", "card 1"));
    profiles.event("user_id:ann card:1 email:ann@x.org");
    assertThat(profiles.event("card:2 email:ann@x.org").claim().leftOut())
        .containsExactly(left("email:ann@x.org", new TypeLimit("card", 1, Period.EVER)));
    assertThat(profiles.event("user_id:bob card:2 email:ann@x.org").claim().leftOut())
        .containsExactly(left("email:ann@x.org", new TypeLimit("user_id", 1, Period.EVER)));
  }

  @Test
  void aTypeWithoutALineOfItsOwnIsToldByItsName() {
    ProfilesInMemory profiles = new ProfilesInMemory(Tables.of(Strategy.MERGE, "user_id", "* 1"));
    profiles.event("user_id:ann card:1");
    assertThat(profiles.event("user_id:ann card:2").claim().leftOut())
        .containsExactly(left("card:2", new TypeLimit("card", 1, Period.EVER)));
  }

  @Test
  void whatATypeMayNotMergeStaysApartAndIsAConflict() {
    ProfilesInMemory profiles =
        new ProfilesInMemory(Tables.of(Strategy.MERGE, "user_id", "email!", "anonymous_id"));
    profiles.event("user_id:ann");
    profiles.event("email:a@x.org");
    Decision decision = profiles.event("user_id:ann email:a@x.org");
    assertThat(decision.resolution()).isEqualTo(new Resolution.Add(new ProfileId("prf_1")));
    assertThat(decision.conflicts())
        .containsExactly(
            new Conflict(
                Reason.MAY_NOT_MERGE,
                null,
                ProfilesInMemory.identifier("email:a@x.org"),
                ProfilesInMemory.identifier("user_id:ann"),
                new ProfileId("prf_1"),
                new ProfileId("prf_2")));
    assertThat(profiles.event("user_id:new email:a@x.org").resolution())
        .as("it finds whoever has it")
        .isEqualTo(new Resolution.Add(new ProfileId("prf_2")));
  }

  @Test
  void theStrongestMatchWinsWhateverTheOrderOfIds() {
    ProfilesInMemory profiles =
        new ProfilesInMemory(Tables.of(Strategy.MERGE, "user_id!", "email!"));
    profiles.event("email:a@x.org");
    profiles.event("user_id:ann");
    assertThat(profiles.event("user_id:ann email:a@x.org").resolution())
        .isEqualTo(new Resolution.Add(new ProfileId("prf_2")));
  }

  @Test
  void aSharedValueFindsOnlyWhereNothingBetterIsThere() {
    ProfilesInMemory profiles =
        new ProfilesInMemory(Tables.of(Strategy.MERGE, "user_id 1", "phone~"));
    profiles.event("user_id:ann phone:+31");
    profiles.event("user_id:bob phone:+31");
    assertThat(profiles.people())
        .containsExactlyInAnyOrder("phone:+31 user_id:ann", "phone:+31 user_id:bob");
    assertThat(profiles.event("phone:+31").resolution())
        .isEqualTo(new Resolution.Add(new ProfileId("prf_1")));
  }

  @Test
  void aRollingLimitForgets() {
    ProfilesInMemory profiles =
        new ProfilesInMemory(Tables.of(Strategy.MERGE, "user_id", "anonymous_id 2 week"));
    profiles.event("user_id:ann anonymous_id:1");
    profiles.event("user_id:ann anonymous_id:2");
    assertThat(profiles.event("user_id:ann anonymous_id:3").claim().leftOut())
        .containsExactly(left("anonymous_id:3", new TypeLimit("anonymous_id", 2, Period.WEEK)));
    profiles.pass(Duration.ofDays(7));
    assertThat(profiles.event("user_id:ann anonymous_id:4").claim().leftOut()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"DAY, 1", "WEEK, 7", "MONTH, 30", "YEAR, 365"})
  void aRollingLimitCountsUpToItsEdge(Period per, int days) {
    ProfilesInMemory profiles =
        new ProfilesInMemory(Tables.of(Strategy.MERGE, "user_id", "anonymous_id 1 " + per));
    profiles.event("user_id:ann anonymous_id:1");
    // Each event is a second after the one before.
    profiles.pass(Duration.ofDays(days).minusSeconds(2));
    assertThat(profiles.event("user_id:ann anonymous_id:2").claim().leftOut())
        .as("a second before the end")
        .containsExactly(left("anonymous_id:2", new TypeLimit("anonymous_id", 1, per)));
    assertThat(profiles.event("user_id:ann anonymous_id:3").claim().leftOut())
        .as("to the second at its end")
        .isEmpty();
  }

  @Test
  void aLimitForEverNeverForgets() {
    ProfilesInMemory profiles =
        new ProfilesInMemory(Tables.of(Strategy.MERGE, "user_id", "anonymous_id 1 ever"));
    profiles.event("user_id:ann anonymous_id:1");
    profiles.pass(Duration.ofDays(10_000));
    assertThat(profiles.event("user_id:ann anonymous_id:2").claim().leftOut()).hasSize(1);
  }

  @Test
  void whoIsOverALimitAlreadyOnlyGetsNoMore() {
    ProfilesInMemory profiles =
        new ProfilesInMemory(Tables.of(Strategy.MERGE, "user_id 1", "email 5"));
    profiles.event("user_id:a");
    profiles.event("user_id:b");
    profiles.byHand("user_id:a", "user_id:b");
    assertThat(profiles.event("user_id:a email:x@x.org").claim().leftOut()).isEmpty();
    assertThat(profiles.event("user_id:c email:x@x.org").claim().leftOut()).hasSize(1);
  }

  @Test
  void capsStopAPersonFromGrowingWithoutEnd() {
    IdentityRules open = Tables.open();
    ProfilesInMemory profiles =
        new ProfilesInMemory(new IdentityRules(Strategy.MERGE, 3, 1, 10, open.types()));
    profiles.event("user_id:a anonymous_id:1 anonymous_id:2");
    assertThat(profiles.event("user_id:a anonymous_id:3").claim().leftOut())
        .containsExactly(left("anonymous_id:3", Reason.TOO_MANY_IDENTIFIERS));
    profiles.event("user_id:x");
    profiles.event("email:x@x.org");
    profiles.event("user_id:x email:x@x.org");
    profiles.event("phone:+31");
    assertThat(profiles.event("user_id:x phone:+31").claim().leftOut())
        .containsExactly(left("phone:+31", Reason.TOO_MANY_MERGES));
  }

  @Test
  void whatAPersonKeptApartIsNotJoinedAndWhatTheyJoinIs() {
    Cuts cuts =
        new Cuts(
            Set.of(
                Cuts.Pair.of(
                    new WorkspaceId(ProfilesInMemory.HERE),
                    ProfilesInMemory.identifier("user_id:a"),
                    ProfilesInMemory.identifier("user_id:b"))));
    ProfilesInMemory profiles = new ProfilesInMemory(Tables.open(), cuts);
    profiles.event("user_id:a");
    profiles.event("user_id:b anonymous_id:1");
    assertThat(profiles.event("user_id:a anonymous_id:1").claim().leftOut())
        .containsExactly(left("anonymous_id:1", Reason.KEPT_APART));
    assertThat(profiles.byHand("user_id:a", "user_id:b"))
        .isEqualTo(new Resolution.Merge(new ProfileId("prf_1"), List.of(new ProfileId("prf_2"))));
  }

  @Test
  void whatWasKeptApartIsNotJoinedThroughAThirdEither() {
    Cuts cuts =
        new Cuts(
            Set.of(
                Cuts.Pair.of(
                    new WorkspaceId(ProfilesInMemory.HERE),
                    ProfilesInMemory.identifier("email:c@x.org"),
                    ProfilesInMemory.identifier("phone:+31"))));
    ProfilesInMemory profiles = new ProfilesInMemory(Tables.open(), cuts);
    profiles.event("email:c@x.org");
    profiles.event("phone:+31");
    profiles.event("user_id:a");
    Decision all = profiles.event("user_id:a email:c@x.org phone:+31");
    assertThat(all.claim().leftOut()).containsExactly(left("phone:+31", Reason.KEPT_APART));
    assertThat(profiles.people()).containsExactlyInAnyOrder("email:c@x.org user_id:a", "phone:+31");
  }

  @Test
  void whatWasKeptApartIsNotJoinedBeforeAnybodyHasMetThemEither() {
    Cuts cuts =
        new Cuts(
            Set.of(
                Cuts.Pair.of(
                    new WorkspaceId(ProfilesInMemory.HERE),
                    ProfilesInMemory.identifier("user_id:a"),
                    ProfilesInMemory.identifier("user_id:b"))));
    ProfilesInMemory profiles = new ProfilesInMemory(Tables.open(), cuts);
    assertThat(profiles.event("user_id:a user_id:b email:a@x.org").claim().leftOut())
        .containsExactly(left("user_id:b", Reason.KEPT_APART));
    assertThat(profiles.event("user_id:b email:a@x.org").claim().leftOut())
        .containsExactly(left("email:a@x.org", Reason.KEPT_APART));
    assertThat(profiles.people()).containsExactlyInAnyOrder("email:a@x.org user_id:a", "user_id:b");
  }

  @Test
  void aDeviceIsJudgedAnewOnceThePersonBesideItWasLeftOut() {
    ProfilesInMemory profiles =
        new ProfilesInMemory(Tables.of(Strategy.CONVERSION, "anonymous_id", "email 1", "user_id"));
    profiles.event("anonymous_id:1 email:a@x.org user_id:a");
    Decision decision = profiles.event("anonymous_id:1 email:b@x.org user_id:a");
    assertThat(decision.claim().leftOut())
        .containsExactly(
            left("user_id:a", new TypeLimit("email", 1, Period.EVER)),
            left("anonymous_id:1", Reason.SOMEONE_ELSES_DEVICE));
    assertThat(profiles.people())
        .containsExactlyInAnyOrder("anonymous_id:1 email:a@x.org user_id:a", "email:b@x.org");
  }

  @Test
  void aValueThatBothHaveCountsSinceTheEarlierOfThemHasIt() {
    ProfilesInMemory profiles =
        new ProfilesInMemory(Tables.of(Strategy.MERGE, "user_id", "anonymous_id~ 2 week"));
    profiles.event("user_id:b anonymous_id:shared");
    profiles.pass(Duration.ofDays(8));
    profiles.event("user_id:b anonymous_id:1");
    profiles.event("user_id:a anonymous_id:shared anonymous_id:2");
    assertThat(profiles.event("user_id:a user_id:b").claim().leftOut()).isEmpty();
  }

  @Test
  void onesOwnDeviceIsBetterThanAValueThatPeopleShare() {
    ProfilesInMemory profiles =
        new ProfilesInMemory(Tables.of(Strategy.CONVERSION, "user_id", "email~", "anonymous_id"));
    profiles.event("user_id:first email:us@x.org");
    profiles.event("user_id:ann email:us@x.org anonymous_id:hers");
    Decision decision = profiles.event("email:us@x.org anonymous_id:hers");
    assertThat(decision.resolution()).isEqualTo(new Resolution.Add(new ProfileId("prf_2")));
    assertThat(decision.claim().leftOut()).isEmpty();
  }

  @Test
  void aValueThatPeopleShareIsNoConflict() {
    ProfilesInMemory profiles =
        new ProfilesInMemory(Tables.of(Strategy.MERGE, "user_id 1", "phone~ 1", "email"));
    profiles.event("user_id:ann phone:+31");
    profiles.event("user_id:bob phone:+32");
    Decision decision = profiles.event("user_id:bob phone:+31");
    assertThat(decision.claim().leftOut()).hasSize(1);
    assertThat(decision.conflicts()).isEmpty();
  }

  private static LeftOut left(String named, TypeLimit limit) {
    return new LeftOut(ProfilesInMemory.identifier(named), Reason.LIMIT, limit);
  }

  private static LeftOut left(String named, Reason reason) {
    return new LeftOut(ProfilesInMemory.identifier(named), reason);
  }
}
