package dev.tributary.identity.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.Message;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.command.Command;
import dev.tributary.contracts.definition.ModelBody;
import dev.tributary.contracts.definition.ModelBody.Mapping;
import dev.tributary.contracts.event.CollectedEvent;
import dev.tributary.contracts.id.ModelId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.RunId;
import dev.tributary.contracts.id.SourceId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.profile.AppliedEvent;
import dev.tributary.contracts.profile.ConsentState;
import dev.tributary.contracts.profile.ProfileMessage;
import dev.tributary.contracts.profile.ProfileState;
import dev.tributary.contracts.profile.SubscriptionState;
import dev.tributary.contracts.quarantine.QuarantinedInput;
import dev.tributary.contracts.quarantine.QuarantinedInput.Stage;
import dev.tributary.contracts.row.RowChange;
import dev.tributary.contracts.row.RowChange.Change;
import dev.tributary.contracts.row.RowChangeBuilder;
import dev.tributary.identity.acceptance.AcceptedEvent;
import dev.tributary.identity.acceptance.MessageKey;
import dev.tributary.identity.postgres.Retention;
import dev.tributary.identity.resolution.Tables;
import dev.tributary.runtime.loop.Input;
import io.agroal.api.AgroalDataSource;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class IdentityEffectsTest {
  private static Identity identity;
  private final Inputs inputs = new Inputs(new WorkspaceId("wsp_" + System.nanoTime()));

  @BeforeAll
  static void migrate() {
    identity = Identity.migrated();
  }

  @Test
  void anEventOfSomebodyUnknownMakesAPerson() throws Exception {
    identity.apply(
        inputs.event(
            "{'type':'identify','messageId':'1','userId':'u1','anonymousId':'a1',"
                + "'traits':{'email':' Anna@Example.COM ','plan':'free'}}",
            1));
    ProfileState person = person("user_id", "u1");
    assertThat(person.version()).isEqualTo(1);
    assertThat(person.identifiers())
        .extracting(each -> each.type() + "=" + each.value())
        .containsExactly("anonymous_id=a1", "email=anna@example.com", "user_id=u1");
    assertThat(person.traits()).containsEntry("plan", new TextNode("free"));
  }

  @Test
  void twoPeopleWhoTurnOutToBeOneAreMergedIntoTheOlder() throws Exception {
    identity.apply(inputs.event("{'type':'page','messageId':'1','anonymousId':'a1'}", 1));
    identity.apply(
        inputs.event("{'type':'identify','messageId':'2','userId':'u1','traits':{'plan':'x'}}", 2));
    ProfileId older = person("anonymous_id", "a1").profile();
    ProfileId younger = person("user_id", "u1").profile();
    identity.apply(
        inputs.event(
            "{'type':'track','event':'Signed In','messageId':'3','userId':'u1','anonymousId':'a1'}",
            3));
    ProfileState one = person("user_id", "u1");
    assertThat(one.profile()).isEqualTo(older).isEqualTo(person("anonymous_id", "a1").profile());
    assertThat(one.traits()).containsEntry("plan", new TextNode("x"));
    assertThat(identity.aliases()).containsEntry(younger, older);
    assertThat(rows("select survivor from merged_profile where profile = '" + younger + "'"))
        .containsExactly(older.value());
    assertThat(rows("select distinct profile from identifier")).containsExactly(older.value());
  }

  @Test
  void mergesWithinOnePollFollowOneAnother() throws Exception {
    identity.apply(
        inputs.event("{'type':'page','messageId':'1','anonymousId':'a1'}", 1),
        inputs.event("{'type':'page','messageId':'2','anonymousId':'a2'}", 2),
        inputs.event("{'type':'page','messageId':'3','anonymousId':'a3'}", 3),
        inputs.event("{'type':'identify','messageId':'4','userId':'u1','anonymousId':'a3'}", 4),
        inputs.event("{'type':'identify','messageId':'5','userId':'u1','anonymousId':'a2'}", 5),
        inputs.event("{'type':'identify','messageId':'6','userId':'u1','anonymousId':'a1'}", 6));
    assertThat(mine()).singleElement().extracting(ProfileState::identifiers).asList().hasSize(4);
    assertThat(rows("select count(*) from profile")).containsExactly("1");
    assertThat(rows("select count(distinct survivor) from merged_profile")).containsExactly("1");
  }

  @Test
  void aRepeatedMessageIdHasNoSecondEffectAndOtherContentIsQuarantined() throws Exception {
    String first = "{'type':'track','event':'A','messageId':'m','userId':'u1'}";
    assertThat(identity.apply(inputs.event(first, 1), inputs.event(first, 2))).hasSize(1);
    assertThat(identity.apply(inputs.event(first, 3))).isEmpty();
    List<Message> outputs =
        identity.apply(
            inputs.event("{'type':'track','event':'B','messageId':'m','userId':'u1'}", 4));
    assertThat(rows("select outcome, reason is null from accepted_event order by event"))
        .hasSize(4)
        .containsExactlyInAnyOrder("applied t", "duplicate f", "duplicate f", "quarantined f");
    assertThat(outputs).singleElement().extracting(Identity::type).isEqualTo(QuarantinedInput.TYPE);
  }

  @Test
  void anEventThatSaysNothingNewLeavesThePersonAtTheirVersion() throws Exception {
    int day = 24 * 60;
    String identify = "{'type':'identify','messageId':'%s','userId':'u1','traits':{'plan':'%s'}}";
    String track = "{'type':'track','event':'A','messageId':'%s','userId':'u1'}";
    identity.apply(inputs.event(identify.formatted("1", "free"), 10));
    List<Message> told = identity.apply(inputs.event(track.formatted("2"), 20));
    assertThat(told).singleElement().extracting(Identity::type).isEqualTo(ProfileMessage.TYPE);
    assertThat(person("user_id", "u1").version()).isEqualTo(1);
    identity.apply(inputs.event(identify.formatted("3", "pro"), 30));
    assertThat(person("user_id", "u1").version()).isEqualTo(2);
    identity.apply(inputs.event(track.formatted("4"), 5));
    assertThat(person("user_id", "u1").version()).as("seen earlier").isEqualTo(3);
    identity.apply(inputs.event(track.formatted("5"), 40 + day));
    assertThat(person("user_id", "u1").version()).as("seen again after a day").isEqualTo(4);
    assertThat(rows("select version from profile")).containsExactly("4");
  }

  @Test
  void aMessageIdIsForgottenAfterSevenDays() throws Exception {
    String event = "{'type':'track','event':'A','messageId':'m','userId':'u1'}";
    int day = 24 * 60;
    identity.apply(inputs.event(event, 0));
    identity.apply(inputs.event(event, 7 * day - 1));
    assertThat(person("user_id", "u1").version()).isEqualTo(1);
    identity.apply(inputs.event(event, 7 * day));
    assertThat(person("user_id", "u1").version()).isEqualTo(2);
    identity.apply(inputs.event(event, 8 * day));
    assertThat(person("user_id", "u1").version()).isEqualTo(2);
  }

  @Test
  void whatAnEventSaysAtItsTopLevelReachesTheOtherServices() throws Exception {
    AppliedEvent page =
        told(
            "{'type':'page','messageId':'1','userId':'u1','name':'Shoes','category':'Catalogue',"
                + "'previousId':'of a page'}");
    assertThat(page.category()).isEqualTo("Catalogue");
    assertThat(page.previousId()).isNull();
    assertThat(page.others()).isNull();
    AppliedEvent alias =
        told("{'type':'alias','messageId':'2','userId':'u1','previousId':'before'}");
    assertThat(alias.previousId()).isEqualTo("before");
    assertThat(alias.category()).isNull();
    AppliedEvent track =
        told(
            "{'type':'track','event':'A','messageId':'3','userId':'u1','category':'x',"
                + "'tenant':{'id':7},'nothing':null}");
    assertThat(track.category()).isNull();
    assertThat(track.others())
        .isEqualTo(Json.MAPPER.readTree("{\"category\":\"x\",\"tenant\":{\"id\":7}}"));
  }

  /** As other services are told of an event. */
  private AppliedEvent told(String json) throws Exception {
    Input input = inputs.event(json, 1);
    identity.apply(input);
    return Objects.requireNonNull(identity.events().get(MessageHeaders.from(input.headers()).id()));
  }

  @Test
  void theNewestValueOfATraitWinsWhateverCameFirst() throws Exception {
    identity.apply(identify("1", "{'plan':'new','city':'Delft'}", "2026-03-01T09:00:00Z"));
    identity.apply(identify("2", "{'plan':'old','city':null}", "2026-03-01T08:00:00Z"));
    assertThat(person("user_id", "u1").traits())
        .containsEntry("plan", new TextNode("new"))
        .containsEntry("city", new TextNode("Delft"));
    identity.apply(identify("3", "{'city':null}", "2026-03-01T09:30:00Z"));
    assertThat(person("user_id", "u1").traits()).doesNotContainKey("city");
  }

  @Test
  void aRowGivesTraitsAndARemovedRowTakesThemBack() throws Exception {
    define(1);
    identity.apply(identify("1", "{'plan':'from web'}", "2026-03-01T08:00:00Z"));
    identity.apply(
        inputs.row(row(Change.ADDED, new RunId("run_1"), "u1", "gold", "2026-03-01T09:00:00Z")));
    ProfileState person = person("user_id", "u1");
    assertThat(person.traits()).containsEntry("plan", new TextNode("gold"));
    assertThat(person.consent()).containsEntry("marketing", ConsentState.GRANTED);
    identity.apply(
        inputs.row(row(Change.REMOVED, new RunId("run_2"), null, null, "2026-03-01T10:00:00Z")));
    ProfileState after = person("user_id", "u1");
    assertThat(after.traits()).containsEntry("plan", new TextNode("from web"));
    assertThat(after.version()).isEqualTo(person.version() + 1);
    assertThat(rows("select count(*) from model_row")).containsExactly("0");
  }

  @Test
  void aRowThatIsPublishedAgainHasNoSecondEffect() throws Exception {
    define(1);
    RowChange row = row(Change.ADDED, new RunId("run_1"), "u1", "gold", "2026-03-01T09:00:00Z");
    identity.apply(inputs.row(row), inputs.row(row));
    assertThat(identity.apply(inputs.row(row))).isEmpty();
    assertThat(person("user_id", "u1").version()).isEqualTo(1);
  }

  @Test
  void aLateCopyOfAnOlderChangeOfARowHasNoEffect() throws Exception {
    define(1);
    var first =
        inputs.row(row(Change.ADDED, new RunId("run_1"), "u1", "gold", "2026-03-01T09:00:00Z"));
    var second =
        inputs.row(row(Change.CHANGED, new RunId("run_2"), "u1", "silver", "2026-03-01T10:00:00Z"));
    identity.apply(first);
    identity.apply(second, first);
    assertThat(identity.apply(first)).isEmpty();
    assertThat(person("user_id", "u1").traits()).containsEntry("plan", new TextNode("silver"));
    identity.apply(
        inputs.row(row(Change.REMOVED, new RunId("run_3"), null, null, "2026-03-01T11:00:00Z")),
        second);
    assertThat(identity.apply(first, second)).isEmpty();
    assertThat(person("user_id", "u1").traits()).doesNotContainKey("plan");
    identity.apply(
        inputs.row(row(Change.ADDED, new RunId("run_4"), "u1", "bronze", "2026-03-01T12:00:00Z")));
    assertThat(person("user_id", "u1").traits()).containsEntry("plan", new TextNode("bronze"));
  }

  @Test
  void aRowThatSpeaksOfSomebodyElseNowMovesItsTraits() throws Exception {
    define(1);
    identity.apply(
        inputs.row(row(Change.ADDED, new RunId("run_1"), "u1", "gold", "2026-03-01T09:00:00Z")));
    identity.apply(
        inputs.row(row(Change.CHANGED, new RunId("run_2"), "u2", "gold", "2026-03-01T10:00:00Z")));
    assertThat(person("user_id", "u1").traits()).doesNotContainKey("plan");
    assertThat(person("user_id", "u2").traits()).containsEntry("plan", new TextNode("gold"));
  }

  @Test
  void aCorrectionByHandHoldsUntilSomethingNewerIsSaid() throws Exception {
    identity.apply(identify("1", "{'plan':'free'}", "2026-03-01T08:00:00Z"));
    ProfileId profile = person("user_id", "u1").profile();
    identity.apply(inputs.command(correct(profile, new IntNode(7), "2026-03-01T09:00:00Z")));
    identity.apply(identify("2", "{'plan':'late'}", "2026-03-01T08:30:00Z"));
    assertThat(person("user_id", "u1").traits()).containsEntry("plan", new IntNode(7));
    identity.apply(inputs.command(correct(profile, null, "2026-03-01T09:10:00Z")));
    assertThat(person("user_id", "u1").traits()).doesNotContainKey("plan");
    identity.apply(identify("3", "{'plan':'again'}", "2026-03-01T09:20:00Z"));
    assertThat(person("user_id", "u1").traits()).containsEntry("plan", new TextNode("again"));
    assertThat(rows("select type, name, outcome from accepted_event where source = 'manual'"))
        .containsExactlyInAnyOrder("correct-trait plan applied", "withdraw-trait plan applied");
  }

  @Test
  void aCorrectedIdentifierIsRecordedAndHasEvidenceWithTheOriginManual() throws Exception {
    identity.apply(identify("1", "{'email':'ann@exampel.com'}", "2026-03-01T08:00:00Z"));
    ProfileId profile = person("user_id", "u1").profile();
    identity.apply(
        inputs.command(address(profile, "ann@exampel.com", "ann@example.com")),
        inputs.command(address(profile, "gone@example.com", "ann@example.com")));
    identity.apply(identify("2", "{'email':'ann@exampel.com'}", "2026-03-01T10:00:00Z"));
    assertThat(person("user_id", "u1").traits())
        .containsEntry("email", new TextNode("ann@example.com"));
    assertThat(rows("select value from identifier where type = 'email' order by value"))
        .containsExactly("ann@exampel.com", "ann@example.com");
    assertThat(
            rows(
                "select type, name, outcome, reason from accepted_event where source = 'manual'"
                    + " order by outcome"))
        .containsExactly(
            "correct-identifier email applied null",
            "correct-identifier email quarantined identifier-moved");
    assertThat(rows("select left_value, right_value from edge where source = 'manual/identifier'"))
        .containsExactly("ann@exampel.com ann@example.com");
  }

  private Command address(ProfileId profile, String replaced, String replacement) {
    return new Command.CorrectIdentifier(
        inputs.workspace(),
        profile,
        "me",
        Instant.parse("2026-03-01T09:00:00Z"),
        new Identifier(Identifier.EMAIL, replaced),
        new Identifier(Identifier.EMAIL, replacement));
  }

  @Test
  void theStricterAnswerHoldsAfterAMergeUntilThePersonAnswersAgain() throws Exception {
    identity.apply(consent("1", "'anonymousId':'a1'", false, 1));
    identity.apply(consent("2", "'userId':'u1'", true, 2));
    identity.apply(
        inputs.event("{'type':'identify','messageId':'3','userId':'u1','anonymousId':'a1'}", 3));
    assertThat(person("user_id", "u1").consent()).containsEntry("ads", ConsentState.DENIED);
    identity.apply(consent("4", "'userId':'u1'", true, 4));
    assertThat(person("user_id", "u1").consent()).containsEntry("ads", ConsentState.GRANTED);
    assertThat(rows("select name, state from answer order by happened_at"))
        .containsExactly("ads denied", "ads granted", "ads granted");
  }

  @Test
  void answersOverRestCountLikeAnyOther() throws Exception {
    identity.apply(consent("1", "'anonymousId':'a1'", true, 1));
    ProfileId profile = person("anonymous_id", "a1").profile();
    Instant later = Inputs.START.plusSeconds(3600);
    identity.apply(
        inputs.command(
            new Command.SetConsent(
                inputs.workspace(), profile, "me", later, "ads", ConsentState.DENIED)),
        inputs.command(
            new Command.SetSubscription(
                inputs.workspace(), profile, "me", later, "email", SubscriptionState.SUBSCRIBED)));
    ProfileState person = person("anonymous_id", "a1");
    assertThat(person.consent()).containsEntry("ads", ConsentState.DENIED);
    assertThat(person.subscriptions()).containsEntry("email", SubscriptionState.SUBSCRIBED);
  }

  @Test
  void anEventThatTheCollectorQuarantinedIsKeptWholeAndRedrivenOnce() throws Exception {
    var event =
        inputs.collected(
            "{'type':'track','event':'A','messageId':'q','userId':'u1'}", Inputs.START);
    identity.apply(
        inputs.quarantined(
            new QuarantinedInput(
                event, "event-too-large", "Too big", null, QuarantinedInput.Stage.COLLECTOR)));
    // Its sender finds it by the messageId that it came under.
    assertThat(
            rows(
                "select outcome, reason from accepted_event where message_hash = decode('%s', 'hex')"
                    .formatted(
                        MessageKey.of(inputs.workspace(), new SourceId("src_web"), "q").hash())))
        .containsExactly("quarantined event-too-large");
    Command redrive =
        new Command.Redrive(inputs.workspace(), event.eventId().value(), "me", Inputs.START);
    identity.apply(inputs.command(redrive));
    identity.apply(inputs.command(redrive), inputs.command(redrive));
    assertThat(person("user_id", "u1").version()).isEqualTo(1);
    assertThat(rows("select state, redrives from quarantined_input")).containsExactly("redriven 1");
    assertThat(
            rows(
                "select type, outcome from accepted_event where event = '%s'"
                    .formatted(event.eventId())))
        .containsExactly("track applied");
  }

  @Test
  void aProfileThatWouldOutgrowItsLimitsKeepsWhatItHas() throws Exception {
    StringBuilder traits = new StringBuilder();
    for (int i = 0; i < 1_001; i++) {
      traits.append(i == 0 ? "" : ",").append("'t").append(i).append("':1");
    }
    identity.apply(
        identify("1", "{'plan':'free'}", "2026-03-01T08:00:00Z"),
        identify("2", "{" + traits + "}", "2026-03-01T08:00:00Z"),
        identify("3", "{'plan':'gold'}", "2026-03-01T09:00:00Z"));
    assertThat(person("user_id", "u1").traits())
        .hasSize(1)
        .containsEntry("plan", new TextNode("gold"));
    assertThat(rows("select reason from accepted_event where outcome = 'quarantined'"))
        .containsExactly("profile-too-large");
  }

  @Test
  void anAliasJoinsAUserToTheirBrowserUnderTheDefaultLimits() throws Exception {
    identity.apply(inputs.event("{'type':'page','messageId':'1','anonymousId':'old'}", 1));
    identity.apply(
        inputs.event("{'type':'alias','messageId':'2','userId':'u1','previousId':'old'}", 2));
    assertThat(mine()).hasSize(1);
    assertThat(rows("select left_out from accepted_event where type = 'alias'"))
        .containsExactly(
            "[{\"type\": \"user_id\", \"limit\": {\"per\": \"ever\", \"type\": \"user_id\","
                + " \"values\": 1}, \"value\": \"old\", \"reason\": \"limit\"}]");
  }

  @Test
  void aliasJoinsThePreviousIdAsAUserAndAsABrowser() throws Exception {
    identity.rules(inputs.workspace(), 1, Tables.open());
    identity.apply(inputs.event("{'type':'page','messageId':'1','anonymousId':'old'}", 1));
    identity.apply(
        inputs.event("{'type':'alias','messageId':'2','userId':'u1','previousId':'old'}", 2));
    identity.apply(inputs.event("{'type':'track','event':'A','messageId':'3','userId':'old'}", 3));
    assertThat(mine()).hasSize(1);
  }

  @Test
  void whatBecameOfEventsIsForgottenWithThemButWhatWaitsStays() throws Exception {
    identity.apply(
        inputs.event("{'type':'page','messageId':'1','anonymousId':'a'}", 0),
        inputs.event("{'type':'page','messageId':'2','anonymousId':'a'}", 2),
        inputs.event("{'type':'page','messageId':'3'}", 0));
    try (AgroalDataSource worker = identity.pool()) {
      new Retention(worker).forget(Inputs.START.plus(AcceptedEvent.KEPT).plusSeconds(60));
    }
    assertThat(rows("select outcome from accepted_event"))
        .containsExactlyInAnyOrder("applied", "quarantined");
    assertThat(person("anonymous_id", "a").version()).isEqualTo(1);
  }

  @Test
  void aCommandThatCannotBeProcessedIsOnRecordForWhoeverWaitsForIt() throws Exception {
    Input command =
        inputs.command(correct(new ProfileId("prf_1"), text("x"), "2026-03-01T10:00:00Z"));
    try (Connection tx = identity.connect()) {
      identity.effects().quarantine(tx, command, new IllegalStateException("broken"));
      tx.commit();
    }
    String id = MessageHeaders.from(command.headers()).id();
    assertThat(rows("select event, type, outcome, reason from accepted_event"))
        .containsExactly(id + " correct-trait quarantined processing-failed");
    assertThat(rows("select id, reason from quarantined_input"))
        .containsExactly(id + " processing-failed");
  }

  /** A recreated log gives its offsets out again. */
  @Test
  void twoInputsOfOnePositionWhoseHeadersCannotBeReadAreBothKept() throws Exception {
    long offset = 1L << 40;
    for (String value : List.of("old", "fresh", "old")) {
      Input input =
          new Input(
              new TopicPartition(Topic.EVENTS.topicName(), 3),
              offset,
              null,
              value.getBytes(StandardCharsets.UTF_8),
              Map.of());
      try (Connection tx = identity.connect()) {
        identity.effects().quarantine(tx, input, new IllegalStateException("no headers"));
        tx.commit();
      }
    }
    assertThat(
            identity.rows(
                "select convert_from(message_value, 'UTF8'), redrives from quarantined_input"
                    + " where position = "
                    + offset))
        .containsExactlyInAnyOrder("old 1", "fresh 0");
  }

  @Test
  void anInputWhoseHeadersNoColumnHoldsIsQuarantinedWhole() throws Exception {
    Map<String, String> unstorable =
        Map.of(
            MessageHeaders.ID, "evt_\0",
            MessageHeaders.TYPE, "type\0",
            MessageHeaders.WORKSPACE, inputs.workspace().value() + '\0',
            CollectedEvent.SOURCE_ID, "src\0",
            CollectedEvent.RECEIVED_AT, "+200000-01-01T00:00:00Z",
            MessageHeaders.ROOT_RECEIVED_AT, Long.toString(Long.MAX_VALUE));
    for (Map.Entry<String, String> each : unstorable.entrySet()) {
      Input event = inputs.event("{'type':'page','messageId':'m','anonymousId':'a'}", 1);
      Map<String, byte[]> headers = new HashMap<>(event.headers());
      headers.put(each.getKey(), each.getValue().getBytes(StandardCharsets.UTF_8));
      try (Connection tx = identity.connect()) {
        identity
            .effects()
            .quarantine(
                tx,
                new Input(event.partition(), event.offset(), event.key(), event.value(), headers),
                new IllegalStateException("broken"));
        tx.commit();
      }
      assertThat(
              identity.rows(
                  "select count(*) from quarantined_input where workspace like '%s%%' and position = %d"
                      .formatted(inputs.workspace(), event.offset())))
          .as(each.getKey())
          .containsExactly("1");
    }
  }

  /** As an idempotent producer leaves it whose broker stalled. */
  @Test
  void aRecordThatTheLogHoldsTwiceHasNoSecondEffect() throws Exception {
    define(1);
    Input person = identify("1", "{'plan':'x'}", "2026-03-01T08:00:00Z");
    identity.apply(person);
    ProfileId profile = person("user_id", "u1").profile();
    CollectedEvent unread = inputs.collected("{'type':'what'}", Inputs.START);
    Input correction = inputs.command(correct(profile, text("y"), "2026-03-01T10:00:00Z"));
    Command redrive =
        new Command.Redrive(inputs.workspace(), unread.eventId().value(), "me", Inputs.START);
    List<Input> records =
        List.of(
            inputs.event("{'type':'track','event':'A','messageId':'2','userId':'u1'}", 1),
            inputs.event("{'type':'track','event':'A','messageId':'2','userId':'u1'}", 2),
            inputs.event("{'type':'track','event':'B','messageId':'2','userId':'u1'}", 3),
            inputs.event("{'type':'page','messageId':'3'}", 4),
            inputs.event("{'type':'what','messageId':'4','userId':'u1'}", 5),
            inputs.quarantined(
                new QuarantinedInput(unread, "unknown-type", "", null, Stage.COLLECTOR)),
            inputs.command(redrive),
            correction,
            inputs.command(
                correct(new ProfileId("prf_nobody"), text("z"), "2026-03-01T10:00:00Z")));
    int once = records.size() + 1;
    for (Input record : records) {
      List<Message> told = identity.apply(record, record);
      long version = person("user_id", "u1").version();
      assertThat(identity.apply(record)).as("told of a copy, after %s", told).isEmpty();
      assertThat(person("user_id", "u1").version()).isEqualTo(version);
    }
    assertThat(rows("select count(*) from accepted_event")).containsExactly("" + once);

    double before = identity.copies();
    List<Input> mixed = new ArrayList<>(records.reversed());
    mixed.add(person);
    mixed.add(inputs.event("{'type':'track','event':'A','messageId':'5','userId':'u1'}", 6));
    assertThat(identity.apply(mixed.toArray(Input[]::new))).as("only what is new").hasSize(1);
    assertThat(identity.copies()).isEqualTo(before + 1);
    assertThat(rows("select count(*) from accepted_event")).containsExactly("" + (once + 1));
    assertThat(person("user_id", "u1").traits()).containsEntry("plan", text("y"));
    try (Connection tx = identity.connect()) {
      for (Input record : mixed) {
        assertThat(identity.effects().quarantine(tx, record, new IllegalStateException("broken")))
            .isEmpty();
      }
      tx.commit();
    }
    assertThat(rows("select count(*) from accepted_event")).containsExactly("" + (once + 1));
  }

  private static JsonNode text(String value) {
    return new TextNode(value);
  }

  private Input identify(String messageId, String traits, String time) {
    return inputs.event(
        "{'type':'identify','messageId':'%s','userId':'u1','timestamp':'%s','traits':%s}"
            .formatted(messageId, time, traits),
        600);
  }

  private Input consent(String messageId, String who, boolean ads, int minutes) {
    return inputs.event(
        ("{'type':'track','event':'Segment Consent Preference Updated','messageId':'%s',%s,"
                + "'context':{'consent':{'categoryPreferences':{'ads':%s}}}}")
            .formatted(messageId, who, ads),
        minutes);
  }

  private Command correct(ProfileId profile, JsonNode value, String at) {
    return new Command.CorrectTrait(
        inputs.workspace(), profile, "me", Instant.parse(at), "plan", value);
  }

  private void define(long version) {
    identity.define(
        inputs.workspace(),
        "mdl_" + inputs.workspace(),
        version,
        new ModelBody(
            ModelBody.PERSON,
            List.of("id"),
            Map.of(),
            new Mapping(
                Map.of("user", "user_id"),
                Map.of("plan", "plan"),
                Map.of("ads", "marketing"),
                Map.of(),
                null)));
  }

  private RowChange row(Change change, RunId run, String user, String plan, String at) {
    Instant time = Instant.parse(at);
    return RowChangeBuilder.builder()
        .workspace(inputs.workspace())
        .model(new ModelId("mdl_" + inputs.workspace()))
        .modelVersion(1)
        .change(change)
        .key(Map.of("id", new IntNode(1)))
        .row(
            user == null
                ? Map.of()
                : Map.of("user", text(user), "plan", text(plan), "ads", BooleanNode.TRUE))
        .columnTimes(Map.of("plan", time))
        .changed(List.of())
        .hash("hash of " + user + plan)
        .run(run)
        .runStartedAt(time)
        .build();
  }

  private List<ProfileState> mine() {
    return identity.people().stream()
        .filter(state -> state.workspace().equals(inputs.workspace()))
        .toList();
  }

  private ProfileState person(String type, String value) {
    return mine().stream()
        .filter(state ->
            state.identifiers().stream()
                .anyMatch(each -> each.type().equals(type) && each.value().equals(value)))
        .reduce((one, other) -> {
          throw new AssertionError(value + " leads to two people");
        })
        .orElseThrow(() -> new AssertionError(value + " leads to nobody"));
  }

  /** Of this test's workspace only. */
  private List<String> rows(String query) throws Exception {
    String from = query.contains("where") ? " and" : " where";
    int order = query.indexOf(" order by");
    String head = order < 0 ? query : query.substring(0, order);
    String tail = order < 0 ? "" : query.substring(order);
    return identity.rows(head + from + " workspace = '" + inputs.workspace() + "'" + tail);
  }
}
