package dev.tributary.identity.claim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.event.CollectedEvent;
import dev.tributary.contracts.event.CollectedEventBuilder;
import dev.tributary.contracts.event.EventReader;
import dev.tributary.contracts.event.Reading;
import dev.tributary.contracts.event.SourceKind;
import dev.tributary.contracts.id.EventId;
import dev.tributary.contracts.id.SourceId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.profile.ConsentState;
import dev.tributary.contracts.profile.SubscriptionState;
import dev.tributary.identity.rules.IdentifierType;
import dev.tributary.identity.rules.IdentifierType.LetterCase;
import dev.tributary.identity.rules.IdentifierType.Part;
import dev.tributary.identity.rules.IdentifierTypeBuilder;
import dev.tributary.identity.rules.IdentityRules;
import dev.tributary.identity.rules.Strategy;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventClaimsTest {
  private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

  @Test
  void identifiersComeStrongestFirst() {
    Claim claim =
        claim(
            "{'type':'identify','anonymousId':'a','userId':'u','traits':{'phone':'0612345678'},"
                + "'context':{'traits':{'email':'A@b.nl'},'externalIds':["
                + "{'id':'g1','type':'ga_client_id','collection':'users'},"
                + "{'id':'acme','type':'account_id','collection':'accounts'}]}}");
    assertThat(named(claim))
        .containsExactly(
            "user_id=u", "email=a@b.nl", "phone=+31612345678", "ga_client_id=g1", "anonymous_id=a");
  }

  @Test
  void aPhoneNumberThatIsNoneStaysATraitOnly() {
    Claim claim = claim("{'type':'identify','userId':'u','traits':{'phone':'none'}}");
    assertThat(named(claim)).containsExactly("user_id=u");
    assertThat(claim.traits()).containsKey("phone");
  }

  @Test
  void onlyIdentifySaysTraits() {
    Claim claim = claim("{'type':'group','userId':'u','groupId':'g','traits':{'size':3}}");
    assertThat(claim.traits()).isEmpty();
    assertThat(claim.group()).isEqualTo("g");
  }

  @Test
  void aTraitOfABrowserIsNotOfTheFuture() {
    String identify = "{'type':'identify','userId':'u','timestamp':'%s','traits':{'plan':'free'}}";
    String future = identify.formatted("9999-12-31T00:00:00Z");
    Claim claim = claim(future, SourceKind.BROWSER);
    assertThat(claim.traits().get("plan").stamp().time()).isEqualTo(NOW);
    assertThat(claim.stamp().time()).isEqualTo(Instant.parse("9999-12-31T00:00:00Z"));
    assertThat(claim(future, SourceKind.SERVER).traits().get("plan").stamp().time())
        .isEqualTo(Instant.parse("9999-12-31T00:00:00Z"));
    String past = identify.formatted("2025-01-01T00:00:00Z");
    assertThat(claim(past, SourceKind.BROWSER).traits().get("plan").stamp().time())
        .isEqualTo(Instant.parse("2025-01-01T00:00:00Z"));
  }

  @Test
  void anEventsOwnConsentIsNoAnswerButTheConsentEventIs() {
    String context =
        "'context':{'consent':{'categoryPreferences':{'Advertising':true,'Analytics':false}}}}";
    assertThat(claim("{'type':'track','event':'Viewed','userId':'u'," + context).consent())
        .isEmpty();
    var answers =
        claim(
                "{'type':'track','event':'Segment Consent Preference Updated','userId':'u',"
                    + context)
            .consent();
    assertThat(answers.get("Advertising").state()).isEqualTo(ConsentState.GRANTED);
    assertThat(answers.get("Analytics").state()).isEqualTo(ConsentState.DENIED);
  }

  @Test
  void subscriptionsAreReadAsSegmentSendsThem() {
    var answers =
        claim(
                "{'type':'identify','userId':'u','context':{'messaging_subscriptions':["
                    + "{'key':'a@b.nl','type':'EMAIL','status':'UNSUBSCRIBED'},"
                    + "{'key':'+316','type':'SMS','status':'DID_NOT_SUBSCRIBE'}]}}")
            .subscriptions();
    assertThat(answers.get("email").state()).isEqualTo(SubscriptionState.UNSUBSCRIBED);
    assertThat(answers).doesNotContainKey("sms");
  }

  @Test
  void aliasNamesThePreviousIdTwice() {
    Claim claim = claim("{'type':'alias','userId':'u','previousId':'p'}");
    assertThat(named(claim)).containsExactlyInAnyOrder("user_id=u", "user_id=p", "anonymous_id=p");
  }

  private static final String PHONE =
      "{'type':'track','event':'E','userId':'u','context':{'device':{'type':'iOS','id':'d1',"
          + "'advertisingId':'%s','adTrackingEnabled':%s,'token':'t1'}}}";

  @Test
  void aDeviceNamesNobodyUnlessTheRulesNameItsIds() {
    assertThat(named(claim(PHONE.formatted("AD-1", true)))).containsExactly("user_id=u");
    assertThat(named(claim(PHONE.formatted("AD-1", true), "ios.id")))
        .containsExactly("user_id=u", "ios.id=d1");
    assertThat(
            named(claim(PHONE.formatted("AD-1", true), "ios.idfa", "ios.push_token", "android.id")))
        .containsExactly("user_id=u", "ios.idfa=AD-1", "ios.push_token=t1");
  }

  @Test
  void anAndroidPhoneIsNamedByItsAdvertisingIdWhereTrackingIsAllowed() {
    String phone = PHONE.replace("iOS", "Android");
    assertThat(named(claim(phone.formatted("AD-1", true), "android.idfa", "ios.idfa")))
        .containsExactly("user_id=u", "android.idfa=AD-1");
    assertThat(named(claim(phone.formatted("AD-1", false), "android.idfa")))
        .containsExactly("user_id=u");
  }

  @Test
  void anAdvertisingIdCountsOnlyWhereTrackingIsAllowed() {
    assertThat(named(claim(PHONE.formatted("AD-1", false), "ios.idfa")))
        .containsExactly("user_id=u");
    assertThat(
            named(
                claim(PHONE.replace("'adTrackingEnabled':%s,", "").formatted("AD-1"), "ios.idfa")))
        .containsExactly("user_id=u");
    assertThat(
            named(claim(PHONE.formatted("00000000-0000-0000-0000-000000000000", true), "ios.idfa")))
        .containsExactly("user_id=u");
  }

  private static List<String> named(Claim claim) {
    return claim.identifiers().stream().map(each -> each.type() + "=" + each.value()).toList();
  }

  /**
   * @param types that the table names beside the default ones
   */
  private static Claim claim(String json, String... types) {
    return claim(json, SourceKind.SERVER, types);
  }

  private static Claim claim(String json, SourceKind by, String... types) {
    CollectedEvent collected =
        CollectedEventBuilder.builder()
            .eventId(new EventId("evt_1"))
            .workspace(new WorkspaceId("wsp_1"))
            .source(new SourceId("src_1"))
            .sourceKind(by)
            .pathType(null)
            .receivedAt(NOW)
            .acceptedAt(NOW)
            .clientAddress(null)
            .envelope("{}".getBytes(StandardCharsets.UTF_8))
            .item(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8))
            .build();
    Reading reading = EventReader.read(collected);
    assertThat(reading).isInstanceOf(Reading.Readable.class);
    return EventClaims.of(
        ((Reading.Readable) reading).event(), by, new IdentifierReader(table(types), 0, "NL"));
  }

  private static IdentityRules table(String... types) {
    List<IdentifierType> lines = new ArrayList<>(IdentityRules.DEFAULT.types());
    for (String type : types) {
      lines.add(
          IdentifierTypeBuilder.builder()
              .type(type)
              .merges(true)
              .unique(true)
              .limit(null)
              .letterCase(LetterCase.KEEP)
              .plusTags(Part.KEEP)
              .dots(Part.KEEP)
              .region(null)
              .pattern(null)
              .blocked(List.of())
              .build());
    }
    return new IdentityRules(Strategy.MERGE, 100, 100, 10, lines);
  }
}
