package dev.tributary.identity.profile;

import static dev.tributary.contracts.profile.ConsentState.DENIED;
import static dev.tributary.contracts.profile.ConsentState.GRANTED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.profile.ConsentState;
import dev.tributary.identity.claim.Answer;
import dev.tributary.identity.claim.Stamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AnswersTest {
  private static final Identifier BROWSER = new Identifier("anonymous_id", "a");
  private static final Identifier USER = new Identifier("user_id", "u");
  private final Answers<ConsentState> answers = new Answers<>(ConsentState::stricter);

  @Test
  void theNewestAnswerOfOneIdentifierHolds() {
    answers.put("ads", USER, at(2, GRANTED));
    answers.put("ads", USER, at(1, DENIED));
    assertThat(answers.disputed()).isFalse();
    assertThat(states(joinedAt(9))).isEqualTo(GRANTED);
  }

  @Test
  void whoeverAnsweredBeforeTheyWereKnownAsOneIsHeldToTheStricterAnswer() {
    answers.put("ads", BROWSER, at(1, DENIED));
    answers.put("ads", USER, at(2, GRANTED));
    assertThat(states(joinedAt(3))).isEqualTo(DENIED);
  }

  @Test
  void anAnswerGivenAfterwardsReplacesBoth() {
    answers.put("ads", BROWSER, at(1, DENIED));
    answers.put("ads", USER, at(4, GRANTED));
    assertThat(states(joinedAt(3))).isEqualTo(GRANTED);
  }

  @Test
  void evidenceAndAnswerOfOneEventJoinFirst() {
    answers.put("ads", BROWSER, at(1, DENIED));
    answers.put("ads", USER, at(3, GRANTED));
    assertThat(states(joinedAt(3))).isEqualTo(GRANTED);
  }

  @Test
  void whoChangesTheirMindAsOnePersonIsNotDisputed() {
    answers.put("ads", BROWSER, at(1, DENIED));
    answers.put("ads", USER, at(4, GRANTED));
    answers.settle(List.of(joinedAt(3)));
    assertThat(answers.disputed()).isFalse();
    assertThat(states(joinedAt(3))).isEqualTo(GRANTED);
  }

  @Test
  void answersFromBeforeTheJoiningStayWhateverSettles() {
    answers.put("ads", BROWSER, at(1, DENIED));
    answers.put("ads", USER, at(2, GRANTED));
    answers.settle(List.of(joinedAt(3)));
    assertThat(states(joinedAt(3))).isEqualTo(DENIED);
  }

  @Test
  void whatWasReplacedHoldsAgainForWhoIsTakenApart() {
    answers.put("ads", BROWSER, at(1, DENIED));
    answers.put("ads", USER, at(4, GRANTED));
    answers.settle(List.of(joinedAt(3)));
    Answers<ConsentState> left = new Answers<>(ConsentState::stricter);
    answers.moveTo(left, BROWSER::equals, USER, BROWSER);
    assertThat(left.states(List.of())).containsEntry("ads", DENIED);
    assertThat(answers.states(List.of())).containsEntry("ads", GRANTED);
  }

  @Test
  void anAnswerForTheWholePersonHoldsForBothWhoAreTakenApart() {
    answers.putForAll("ads", USER, new Answer<>(DENIED, stamp(2), "manual"));
    answers.put("news", BROWSER, at(1, GRANTED));
    Answers<ConsentState> left = new Answers<>(ConsentState::stricter);
    answers.moveTo(left, BROWSER::equals, USER, BROWSER);
    assertThat(left.states(List.of())).containsEntry("ads", DENIED).containsEntry("news", GRANTED);
    assertThat(answers.states(List.of())).containsOnly(Map.entry("ads", DENIED));
  }

  private ConsentState states(Edge edge) {
    return answers.states(List.of(edge)).get("ads");
  }

  private static Edge joinedAt(int second) {
    return new Edge(BROWSER, USER, stamp(second), "src_1", null, 0);
  }

  private static Answer<ConsentState> at(int second, ConsentState state) {
    return new Answer<>(state, stamp(second), "src_1");
  }

  private static Stamp stamp(int second) {
    return new Stamp(Instant.EPOCH.plusSeconds(second), "evt_" + second);
  }
}
