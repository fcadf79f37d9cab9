package dev.tributary.identity.profile;

import static dev.tributary.contracts.profile.ConsentState.DENIED;
import static dev.tributary.contracts.profile.ConsentState.GRANTED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.event.SourceKind;
import dev.tributary.contracts.profile.ConsentState;
import dev.tributary.identity.claim.Answer;
import dev.tributary.identity.claim.Stamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BrowserAnswersTest {
  private static final Identifier DEVICE = new Identifier("anonymous_id", "a");
  private static final Identifier USER = new Identifier("user_id", "u");
  private final Answers<ConsentState> answers = new Answers<>(DENIED);

  @Test
  void aBrowserGrantsAndWithdrawsForWhomNobodyKnows() {
    answers.put("ads", DEVICE, browser(1, DENIED));
    answers.put("ads", DEVICE, browser(2, GRANTED));
    assertThat(anonymous()).isEqualTo(GRANTED);
    answers.put("ads", DEVICE, browser(3, DENIED));
    assertThat(anonymous()).isEqualTo(DENIED);
  }

  @Test
  void aBrowserGrantsNothingForWhoIsIdentified() {
    answers.put("ads", USER, browser(1, GRANTED));
    assertThat(answers.states(true, List.of())).isEmpty();
  }

  @Test
  void aGrantThatABrowserGaveBeforeCountsNoMoreOnceThePersonIsIdentified() {
    answers.put("ads", DEVICE, browser(1, GRANTED));
    assertThat(anonymous()).isEqualTo(GRANTED);
    assertThat(answers.states(true, List.of(joinedAt(2)))).isEmpty();
  }

  @Test
  void aBrowserWithdrawsWhatAServerGrantedAndDoesNotGrantItAgain() {
    answers.put("ads", USER, server(1, GRANTED));
    answers.put("ads", USER, browser(2, DENIED));
    answers.put("ads", USER, browser(3, GRANTED));
    assertThat(identified()).isEqualTo(DENIED);
    answers.put("ads", USER, server(4, GRANTED));
    assertThat(identified()).isEqualTo(GRANTED);
  }

  @Test
  void aBrowserDoesNotGrantWhatAServerDeniesEvenForWhomNobodyKnows() {
    answers.put("ads", DEVICE, server(1, DENIED));
    answers.put("ads", DEVICE, browser(2, GRANTED));
    assertThat(anonymous()).isEqualTo(DENIED);
    answers.put("ads", DEVICE, server(3, GRANTED));
    assertThat(anonymous()).isEqualTo(GRANTED);
  }

  @Test
  void aBrowsersDenialMakesNoRoomForItsGrants() {
    Identifier other = new Identifier("anonymous_id", "b");
    Identifier third = new Identifier("anonymous_id", "c");
    answers.put("ads", other, server(1, GRANTED));
    answers.put("ads", third, server(2, DENIED));
    answers.put("ads", DEVICE, browser(4, DENIED));
    List<Edge> edges = List.of(edge(DEVICE, other, 3), edge(other, third, 3));
    answers.settle(edges);
    answers.put("ads", DEVICE, browser(5, GRANTED));
    assertThat(answers.states(false, edges)).containsOnly(Map.entry("ads", DENIED));
  }

  @Test
  void aBrowsersGrantReplacesNoDenialForGood() {
    answers.put("ads", USER, browser(1, DENIED));
    answers.put("ads", DEVICE, browser(4, GRANTED));
    List<Edge> edges = List.of(joinedAt(2));
    answers.settle(edges);
    assertThat(answers.states(true, edges)).containsOnly(Map.entry("ads", DENIED));
  }

  @Test
  void whoIsTakenApartHasTheirOwnBrowsersGrantAgain() {
    answers.put("ads", USER, server(1, DENIED));
    answers.put("ads", DEVICE, browser(2, GRANTED));
    assertThat(answers.states(true, List.of(joinedAt(3)))).containsOnly(Map.entry("ads", DENIED));
    Answers<ConsentState> left = new Answers<>(DENIED);
    answers.moveTo(left, DEVICE::equals, USER, DEVICE);
    assertThat(left.states(false, List.of())).containsOnly(Map.entry("ads", GRANTED));
    assertThat(identified()).isEqualTo(DENIED);
  }

  @Test
  void anAnswerByHandReplacesABrowsersDenialWhoeverGaveIt() {
    answers.put("ads", DEVICE, browser(2, DENIED));
    answers.putForAll("ads", USER, new Answer<>(GRANTED, stamp(3), "manual"));
    assertThat(identified()).isEqualTo(GRANTED);
  }

  private ConsentState anonymous() {
    return answers.states(false, List.of()).get("ads");
  }

  private ConsentState identified() {
    return answers.states(true, List.of()).get("ads");
  }

  private static Edge joinedAt(int second) {
    return edge(DEVICE, USER, second);
  }

  private static Edge edge(Identifier left, Identifier right, int second) {
    return new Edge(left, right, stamp(second), "src_1", null, 0);
  }

  private static Answer<ConsentState> browser(int second, ConsentState state) {
    return new Answer<>(state, stamp(second), "src_web", SourceKind.BROWSER);
  }

  private static Answer<ConsentState> server(int second, ConsentState state) {
    return new Answer<>(state, stamp(second), "src_shop");
  }

  private static Stamp stamp(int second) {
    return new Stamp(Instant.EPOCH.plusSeconds(second), "evt_" + second);
  }
}
