package dev.tributary.identity.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.event.SourceKind;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.profile.AppliedEvent;
import dev.tributary.contracts.profile.ConsentState;
import dev.tributary.contracts.profile.ProfileState;
import dev.tributary.contracts.profile.SubscriptionState;
import dev.tributary.runtime.loop.Input;
import java.util.Comparator;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Somebody who has a public write key tries to grant in the name of somebody else. */
class BrowserKeyTest {
  private static final String VICTIM = "'userId':'u1'";
  private static Identity identity;
  private final Inputs inputs = new Inputs(new WorkspaceId("wsp_" + System.nanoTime()));
  private int messages;

  @BeforeAll
  static void migrate() {
    identity = Identity.migrated();
  }

  @BeforeEach
  void somebodyIsKnownWhoDeniesAdsAndNeverAnsweredAboutNews() throws Exception {
    identity.apply(
        event(
            SourceKind.SERVER,
            "'type':'identify'," + VICTIM + ",'traits':{'email':'anna@example.com'}"),
        consent(SourceKind.SERVER, VICTIM, "'ads':false"));
  }

  @Test
  void aUserIdIsNoWayIn() throws Exception {
    identity.apply(grant(VICTIM, ""));
    assertNothingGranted();
  }

  @Test
  void anEmailIsNoWayIn() throws Exception {
    identity.apply(grant("'anonymousId':'a1'", ",'traits':{'email':'anna@example.com'}"));
    assertNothingGranted();
    assertThat(person("anonymous_id", "a1").profile()).isEqualTo(victim().profile());
  }

  @Test
  void anAnonymousIdThatIsMergedLaterIsNoWayIn() throws Exception {
    identity.apply(grant("'anonymousId':'a1'", ""));
    assertThat(person("anonymous_id", "a1").consent()).containsEntry("ads", ConsentState.GRANTED);
    identity.apply(event(SourceKind.BROWSER, "'type':'identify','anonymousId':'a1'," + VICTIM));
    assertThat(person("anonymous_id", "a1").profile()).isEqualTo(victim().profile());
    assertNothingGranted();
  }

  @Test
  void anAliasIsNoWayIn() throws Exception {
    identity.apply(grant("'anonymousId':'a1'", ""));
    identity.apply(event(SourceKind.BROWSER, "'type':'alias','previousId':'a1'," + VICTIM));
    assertThat(person("anonymous_id", "a1").profile()).isEqualTo(victim().profile());
    assertNothingGranted();
  }

  @Test
  void anIdentifyThatSubscribesIsNoWayIn() throws Exception {
    identity.apply(identify(SourceKind.BROWSER, "SUBSCRIBED"));
    assertThat(victim().subscriptions()).isEmpty();
    identity.apply(identify(SourceKind.SERVER, "SUBSCRIBED"));
    assertThat(victim().subscriptions()).containsEntry("email", SubscriptionState.SUBSCRIBED);
  }

  @Test
  void thePersonsOwnBrowserWithdrawsAtAnyTime() throws Exception {
    identity.apply(
        consent(SourceKind.SERVER, VICTIM, "'ads':true,'news':true"),
        consent(SourceKind.BROWSER, VICTIM, "'ads':false"),
        identify(SourceKind.SERVER, "SUBSCRIBED"),
        identify(SourceKind.BROWSER, "UNSUBSCRIBED"));
    assertThat(victim().consent())
        .containsEntry("ads", ConsentState.DENIED)
        .containsEntry("news", ConsentState.GRANTED);
    assertThat(victim().subscriptions()).containsEntry("email", SubscriptionState.UNSUBSCRIBED);
    identity.apply(grant(VICTIM, ""));
    assertThat(victim().consent()).containsEntry("ads", ConsentState.DENIED);
    identity.apply(consent(SourceKind.SERVER, VICTIM, "'ads':true"));
    assertThat(victim().consent()).containsEntry("ads", ConsentState.GRANTED);
  }

  @Test
  void aDenialOfTheFutureIsTakenBackByALaterAnswerOfAServer() throws Exception {
    identity.apply(
        event(
            SourceKind.BROWSER,
            ("'timestamp':'2090-01-01T00:00:00Z','type':'track',%s,"
                    + "'event':'Segment Consent Preference Updated',"
                    + "'context':{'consent':{'categoryPreferences':{'news':false}}}")
                .formatted(VICTIM)));
    assertThat(victim().consent()).containsEntry("news", ConsentState.DENIED);
    identity.apply(consent(SourceKind.SERVER, VICTIM, "'news':true"));
    assertThat(victim().consent()).containsEntry("news", ConsentState.GRANTED);
  }

  @Test
  void aTraitOfTheFutureIsReplacedByALaterValueOfAServer() throws Exception {
    identity.apply(
        event(
            SourceKind.BROWSER,
            "'timestamp':'9999-12-31T00:00:00Z','type':'identify',"
                + VICTIM
                + ",'traits':{'plan':'free','email':'eve@example.com'}"));
    assertThat(trait("plan")).isEqualTo("free");
    identity.apply(
        event(
            SourceKind.SERVER,
            "'type':'identify',"
                + VICTIM
                + ",'traits':{'plan':'gold','email':'anna@example.com'}"));
    assertThat(trait("plan")).isEqualTo("gold");
    assertThat(trait("email")).isEqualTo("anna@example.com");
  }

  @Test
  void aTraitOfAServerMayLieInTheFuture() throws Exception {
    identity.apply(
        event(
            SourceKind.SERVER,
            "'timestamp':'2090-01-01T00:00:00Z','type':'identify',"
                + VICTIM
                + ",'traits':{'plan':'gold'}"),
        event(SourceKind.SERVER, "'type':'identify'," + VICTIM + ",'traits':{'plan':'free'}"));
    assertThat(trait("plan")).isEqualTo("gold");
  }

  @Test
  void theHistoryNotesOfWhoseKeyAnAnswerIs() throws Exception {
    identity.apply(grant(VICTIM, ""));
    assertThat(
            identity.rows(
                "select name, state, key_kind from answer where workspace = '%s' order by cause, name"
                    .formatted(inputs.workspace())))
        .containsExactly("ads denied server", "ads granted browser", "news granted browser");
  }

  @Test
  void anEventsOwnGrantIsNoWayIn() throws Exception {
    String order =
        "'type':'track','event':'Order',%s,"
            + "'context':{'consent':{'categoryPreferences':{'news':true,'ads':false}}}";
    identity.apply(event(SourceKind.BROWSER, order.formatted(VICTIM)));
    assertThat(ownConsent()).isEqualTo(Map.of("ads", false));
    identity.apply(event(SourceKind.SERVER, order.formatted(VICTIM)));
    assertThat(ownConsent()).isEqualTo(Map.of("news", true, "ads", false));
    identity.apply(event(SourceKind.BROWSER, order.formatted("'anonymousId':'visitor'")));
    assertThat(ownConsent()).isEqualTo(Map.of("news", true, "ads", false));
  }

  /** Of the newest order. */
  private Map<String, Boolean> ownConsent() {
    return identity.events().values().stream()
        .filter(event -> "Order".equals(event.name()))
        .max(Comparator.comparing(AppliedEvent::receivedAt))
        .orElseThrow()
        .consent();
  }

  private void assertNothingGranted() throws Exception {
    assertThat(victim().consent()).containsEntry("ads", ConsentState.DENIED).hasSize(1);
  }

  private Input grant(String who, String context) {
    return consent(SourceKind.BROWSER, who, "'ads':true,'news':true", context);
  }

  private Input consent(SourceKind by, String who, String preferences) {
    return consent(by, who, preferences, "");
  }

  private Input consent(SourceKind by, String who, String preferences, String context) {
    return event(
        by,
        ("'type':'track','event':'Segment Consent Preference Updated',%s,"
                + "'context':{'consent':{'categoryPreferences':{%s}}%s}")
            .formatted(who, preferences, context));
  }

  private Input identify(SourceKind by, String status) {
    return event(
        by,
        ("'type':'identify',%s,"
                + "'context':{'messaging_subscriptions':[{'type':'EMAIL','status':'%s'}]}")
            .formatted(VICTIM, status));
  }

  private Input event(SourceKind by, String fields) {
    messages++;
    String json = "{%s,'messageId':'%d'}".formatted(fields, messages);
    return inputs.event(
        inputs.nextRequest().collected(json, Inputs.START.plusSeconds(60L * messages)).sentBy(by));
  }

  private String trait(String name) throws Exception {
    return victim().traits().get(name).asText();
  }

  private ProfileState victim() throws Exception {
    return person("user_id", "u1");
  }

  private ProfileState person(String type, String value) throws Exception {
    return identity.people().stream()
        .filter(state -> state.workspace().equals(inputs.workspace()))
        .filter(state ->
            state.identifiers().stream()
                .anyMatch(each -> each.type().equals(type) && each.value().equals(value)))
        .findFirst()
        .orElseThrow();
  }
}
