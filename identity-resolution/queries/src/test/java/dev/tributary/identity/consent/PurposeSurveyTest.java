package dev.tributary.identity.consent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.profile.ConsentState;
import dev.tributary.identity.claim.Answer;
import dev.tributary.identity.claim.ClaimBuilder;
import dev.tributary.identity.claim.Origin;
import dev.tributary.identity.claim.Stamp;
import dev.tributary.identity.profile.Profile;
import dev.tributary.identity.profile.TraitPolicies;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PurposeSurveyTest {
  private final PurposeSurvey survey = new PurposeSurvey();
  private int people;

  @Test
  void theAnswersOfPeopleAreCountedByPurpose() {
    person(Map.of("marketing", ConsentState.GRANTED, "ads", ConsentState.DENIED));
    person(Map.of("marketing", ConsentState.DENIED));
    person(Map.of("marketing", ConsentState.GRANTED));
    person(Map.of());
    assertThat(survey.people()).isEqualTo(4);
    assertThat(survey.result())
        .containsExactly(new PurposeTally("marketing", 2, 1), new PurposeTally("ads", 0, 1));
  }

  @Test
  void thePurposesWithTheMostAnswersAreKept() {
    for (int i = 0; i < PurposeSurvey.MOST_PURPOSES + 50; i++) {
      person(Map.of("purpose" + i, ConsentState.GRANTED, "marketing", ConsentState.GRANTED));
    }
    assertThat(survey.result()).hasSize(PurposeSurvey.MOST_PURPOSES);
    assertThat(survey.result().getFirst().purpose()).isEqualTo("marketing");
  }

  /** The attack: a source that invents a purpose for each answer. */
  @Test
  void theSampleEndsAfterManyDifferentPurposes() {
    int each = 100;
    for (int person = 0; person < PurposeSurvey.MOST_NAMES / each; person++) {
      assertThat(survey.full()).isFalse();
      int first = person * each;
      person(
          IntStream.range(first, first + each)
              .boxed()
              .collect(Collectors.toMap(i -> "purpose" + i, _ -> ConsentState.GRANTED)));
    }
    assertThat(survey.full()).isTrue();
  }

  private void person(Map<String, ConsentState> answers) {
    people++;
    Stamp stamp = new Stamp(Instant.EPOCH.plusSeconds(people), "evt_" + people);
    Map<String, Answer<ConsentState>> consent = new TreeMap<>();
    answers.forEach(
        (purpose, state) -> consent.put(purpose, new Answer<>(state, stamp, "src_shop")));
    Profile person = new Profile(new WorkspaceId("wsp_1"), new ProfileId("prf_" + people));
    person.apply(
        ClaimBuilder.builder()
            .workspace(new WorkspaceId("wsp_1"))
            .origin(Origin.of("src_shop"))
            .stamp(stamp)
            .identifiers(List.of(new Identifier("user_id", "u" + people)))
            .leftOut(List.of())
            .traits(Map.of())
            .consent(consent)
            .subscriptions(Map.of())
            .group(null)
            .build(),
        TraitPolicies.LATEST);
    survey.add(person, TraitPolicies.LATEST);
  }
}
