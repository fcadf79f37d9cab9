package dev.tributary.identity.profile;

import static dev.tributary.contracts.profile.ConsentState.DENIED;
import static dev.tributary.contracts.profile.ConsentState.GRANTED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.profile.ConsentState;
import dev.tributary.identity.claim.Answer;
import dev.tributary.identity.claim.Stamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AnswersTest {
  private static final Identifier BROWSER = new Identifier("anonymous_id", "a");
  private static final Identifier USER = new Identifier("user_id", "u");
  private final Answers<ConsentState> answers = new Answers<>(DENIED);

  @Test
  void theNewestAnswerOfOneIdentifierHolds() {
    answers.put("ads", USER, at(2, GRANTED));
    answers.put("ads", USER, at(1, DENIED));
    assertThat(answers.disputed(true)).isFalse();
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
    assertThat(answers.disputed(true)).isFalse();
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
    Answers<ConsentState> left = new Answers<>(DENIED);
    answers.moveTo(left, BROWSER::equals, USER, BROWSER);
    assertThat(left.states(true, List.of())).containsEntry("ads", DENIED);
    assertThat(answers.states(true, List.of())).containsEntry("ads", GRANTED);
  }

  @Test
  void anAnswerForTheWholePersonHoldsForBothWhoAreTakenApart() {
    answers.putForAll("ads", USER, new Answer<>(DENIED, stamp(2), "manual"));
    answers.put("news", BROWSER, at(1, GRANTED));
    Answers<ConsentState> left = new Answers<>(DENIED);
    answers.moveTo(left, BROWSER::equals, USER, BROWSER);
    assertThat(left.states(true, List.of()))
        .containsEntry("ads", DENIED)
        .containsEntry("news", GRANTED);
    assertThat(answers.states(true, List.of())).containsOnly(Map.entry("ads", DENIED));
  }

  @Test
  void withinARequestTheLaterItemHoldsAtOneTime() {
    assertThat(inEachOrder(item(1, 0, GRANTED), item(1, 1, DENIED))).containsOnly(DENIED);
    assertThat(inEachOrder(item(1, 0, DENIED), item(1, 1, GRANTED))).containsOnly(GRANTED);
  }

  @Test
  void betweenRequestsTheDenialHoldsAtOneTime() {
    assertThat(inEachOrder(item(1, 0, DENIED), item(2, 0, GRANTED))).containsOnly(DENIED);
    assertThat(inEachOrder(item(1, 0, GRANTED), item(2, 0, DENIED))).containsOnly(DENIED);
  }

  @Test
  void aDenialThatItsOwnRequestTookBackDoesNotCount() {
    assertThat(inEachOrder(item(1, 0, DENIED), item(1, 1, GRANTED), item(2, 0, GRANTED)))
        .containsOnly(GRANTED);
    assertThat(inEachOrder(item(1, 0, DENIED), item(1, 1, GRANTED), item(2, 0, DENIED)))
        .containsOnly(DENIED);
    assertThat(
            inEachOrder(
                item(1, 0, DENIED), item(1, 1, GRANTED), item(2, 0, DENIED), item(2, 1, GRANTED)))
        .containsOnly(GRANTED);
  }

  @Test
  void rowsOfOneRunHaveNoOrder() {
    Answer<ConsentState> allows = new Answer<>(GRANTED, new Stamp(TIED, "run_1"), "mdl_1/2");
    Answer<ConsentState> denies = new Answer<>(DENIED, new Stamp(TIED, "run_1"), "mdl_1/1");
    assertThat(inEachOrder(allows, denies)).containsOnly(DENIED);
  }

  @Test
  void betweenRequestsOfOnePersonsIdentifiersTheDenialHoldsToo() {
    answers.put("ads", USER, item(1, 0, DENIED));
    answers.put("ads", BROWSER, item(2, 0, GRANTED));
    assertThat(states(joinedAt(1))).isEqualTo(DENIED);
  }

  @Test
  void withinARequestOfOnePersonsIdentifiersTheLaterItemHoldsToo() {
    answers.put("ads", USER, item(1, 0, DENIED));
    answers.put("ads", BROWSER, item(1, 1, GRANTED));
    assertThat(states(joinedAt(1))).isEqualTo(GRANTED);
  }

  @Test
  void howManyRequestsAreTiedIsBounded() {
    for (int request = 1; request < 1_000; request++) {
      answers.put("ads", USER, item(request, 0, request == 7 ? DENIED : GRANTED));
    }
    assertThat(states(joinedAt(1))).isEqualTo(DENIED);
    answers.forEach((_, anchors) ->
        assertThat(anchors.values())
            .singleElement()
            .satisfies(answer -> assertThat(answer.tied()).hasSize(AnswerOrder.MOST_TIED)));
  }

  private static final Instant TIED = Instant.EPOCH.plusSeconds(9);

  private static Answer<ConsentState> item(int request, int place, ConsentState state) {
    String event = "evt_01900000-0000-7000-8000-%08x%04x".formatted(request, place);
    return new Answer<>(state, new Stamp(TIED, event), "src_1");
  }

  /** What holds after these came, for each order in which they may. */
  @SafeVarargs
  private static Set<ConsentState> inEachOrder(Answer<ConsentState>... given) {
    Set<ConsentState> outcomes = EnumSet.noneOf(ConsentState.class);
    permute(List.of(), List.of(given), outcomes);
    return outcomes;
  }

  private static void permute(
      List<Answer<ConsentState>> came,
      List<Answer<ConsentState>> left,
      Set<ConsentState> outcomes) {
    if (left.isEmpty()) {
      Answers<ConsentState> of = new Answers<>(DENIED);
      came.forEach(answer -> of.put("ads", USER, answer));
      outcomes.add(of.states(true, List.of()).get("ads"));
    }
    for (Answer<ConsentState> next : left) {
      List<Answer<ConsentState>> more = new ArrayList<>(came);
      more.add(next);
      List<Answer<ConsentState>> fewer = new ArrayList<>(left);
      fewer.remove(next);
      permute(more, fewer, outcomes);
    }
  }

  private ConsentState states(Edge edge) {
    return answers.states(true, List.of(edge)).get("ads");
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
