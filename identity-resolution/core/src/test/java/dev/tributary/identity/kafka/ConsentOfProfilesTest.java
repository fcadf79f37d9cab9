package dev.tributary.identity.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.profile.ConsentState;
import dev.tributary.contracts.profile.ProfileConsents.ProfileConsent;
import dev.tributary.contracts.profile.ProfileState;
import dev.tributary.identity.postgres.profile.PostgresProfileQueries;
import dev.tributary.identity.profile.ProfileQueries;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The consent of profiles, as another service asks for it. */
class ConsentOfProfilesTest {
  private static final String ANSWER =
      "{'type':'track','event':'Segment Consent Preference Updated','messageId':'2','userId':'u1',"
          + "'context':{'consent':{'categoryPreferences':{'marketing':true}}}}";
  private static final Map<String, ConsentState> GRANTED =
      Map.of("marketing", ConsentState.GRANTED);

  private static Identity identity;
  private static ProfileQueries reads;
  private final Inputs inputs = new Inputs(new WorkspaceId("wsp_" + System.nanoTime()));

  @BeforeAll
  static void migrate() throws SQLException {
    identity = Identity.migrated();
    reads = new PostgresProfileQueries(identity.requests());
  }

  @Test
  void eachAskedProfileHasItsOwn() throws Exception {
    identity.apply(
        inputs.event("{'type':'page','messageId':'1','anonymousId':'a1'}", 1),
        inputs.event(ANSWER, 2));
    ProfileState silent = person("anonymous_id", "a1");
    ProfileState answered = person("user_id", "u1");
    ProfileConsent one = new ProfileConsent(silent.profile(), silent.version(), Map.of());
    ProfileConsent other = new ProfileConsent(answered.profile(), answered.version(), GRANTED);
    assertThat(
            consents(
                inputs.workspace(),
                silent.profile(),
                answered.profile(),
                new ProfileId("prf_nobody")))
        .containsExactlyInAnyOrder(one, other);
    assertThat(consents(inputs.workspace(), silent.profile())).containsExactly(one);
    assertThat(consents(new WorkspaceId("wsp_other"), silent.profile())).isEmpty();
  }

  /** Another service may not have read of the merge. */
  @Test
  void aMergedProfileHasThatOfTheProfileThatItLeadsTo() throws Exception {
    identity.apply(
        inputs.event("{'type':'page','messageId':'1','anonymousId':'a1'}", 1),
        inputs.event(ANSWER, 2));
    List<ProfileState> before = List.of(person("anonymous_id", "a1"), person("user_id", "u1"));
    identity.apply(
        inputs.event("{'type':'identify','messageId':'3','userId':'u1','anonymousId':'a1'}", 3));
    ProfileState survivor = person("user_id", "u1");
    ProfileState merged =
        before.stream()
            .filter(each -> !each.profile().equals(survivor.profile()))
            .findFirst()
            .orElseThrow();
    List<ProfileConsent> found = consents(inputs.workspace(), merged.profile());
    assertThat(found).extracting(ProfileConsent::profile).containsExactly(merged.profile());
    assertThat(found).extracting(ProfileConsent::consent).containsExactly(GRANTED);
    assertThat(found.getFirst().version()).isGreaterThanOrEqualTo(merged.version());
  }

  private static List<ProfileConsent> consents(WorkspaceId workspace, ProfileId... profiles) {
    return reads.consents(workspace, List.of(profiles));
  }

  private ProfileState person(String type, String value) {
    return identity.people().stream()
        .filter(state -> state.workspace().equals(inputs.workspace()))
        .filter(state -> state.identifiers().contains(new Identifier(type, value)))
        .findFirst()
        .orElseThrow();
  }
}
