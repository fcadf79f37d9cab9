package dev.tributary.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.contracts.audit.AdministrationEntry;
import dev.tributary.contracts.audit.FieldChange;
import dev.tributary.contracts.audit.PersonalDataRead;
import dev.tributary.contracts.audit.ReadEntry;
import dev.tributary.contracts.audit.ReadEntryBuilder;
import dev.tributary.contracts.change.ChangeSubject;
import dev.tributary.contracts.change.ChangedObjects;
import dev.tributary.contracts.change.PublishedChanges;
import dev.tributary.contracts.command.Command;
import dev.tributary.contracts.definition.AudienceBody;
import dev.tributary.contracts.definition.Classification;
import dev.tributary.contracts.definition.DeclaredType;
import dev.tributary.contracts.definition.Definition;
import dev.tributary.contracts.definition.DestinationBody;
import dev.tributary.contracts.definition.EventPropertyBody;
import dev.tributary.contracts.definition.ModelBody;
import dev.tributary.contracts.definition.SourceBody;
import dev.tributary.contracts.definition.SyncBody;
import dev.tributary.contracts.definition.TraitBody;
import dev.tributary.contracts.definition.WorkspaceBody;
import dev.tributary.contracts.delivery.DeliveryOutcome;
import dev.tributary.contracts.delivery.DeliveryOutcomeBuilder;
import dev.tributary.contracts.event.CallType;
import dev.tributary.contracts.event.CollectedEvent;
import dev.tributary.contracts.event.CollectedEventBuilder;
import dev.tributary.contracts.event.SourceKind;
import dev.tributary.contracts.event.Tick;
import dev.tributary.contracts.fact.Fact;
import dev.tributary.contracts.fact.Facts;
import dev.tributary.contracts.fact.PublishedFacts;
import dev.tributary.contracts.golden.Golden;
import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.EventId;
import dev.tributary.contracts.id.ModelId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.RunId;
import dev.tributary.contracts.id.SourceId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.membership.AudiencesDecided;
import dev.tributary.contracts.membership.MembershipChange;
import dev.tributary.contracts.membership.MembershipChangeBuilder;
import dev.tributary.contracts.profile.AppliedEvent;
import dev.tributary.contracts.profile.AppliedEventBuilder;
import dev.tributary.contracts.profile.ConsentState;
import dev.tributary.contracts.profile.ProfileMessage;
import dev.tributary.contracts.profile.ProfileState;
import dev.tributary.contracts.profile.ProfileStateBuilder;
import dev.tributary.contracts.profile.SubscriptionState;
import dev.tributary.contracts.quarantine.QuarantinedInput;
import dev.tributary.contracts.row.RowChange;
import dev.tributary.contracts.row.RowChangeBuilder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What stands on topics, byte for byte, and that it comes back as it went. */
class WireFormatsTest {
  private static final Instant AT = Instant.parse("2026-01-15T12:00:00.123456Z");
  private static final MessageHeaders HEADERS =
      new MessageHeaders("msg_2", "type.v1", new WorkspaceId("wsp_1"), "evt_1", AT, "msg_1");

  /** A message under the name of its file. */
  record NamedMessage(String name, Object value, Message message) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<NamedMessage> messages() {
    return Stream.of(commands(), profiles(), definitions(), others()).flatMap(stream -> stream);
  }

  @ParameterizedTest
  @MethodSource("messages")
  void areWrittenAsRecordedAndReadBack(NamedMessage named) {
    Golden.assertMatches("wire/" + named.name() + ".json", json(named.message()));
    byte[] value = named.message().value();
    assertThat(value).isNotNull();
    assertThat(Json.read(value, named.value().getClass())).isEqualTo(named.value());
  }

  @ParameterizedTest
  @MethodSource("commands")
  void aCommandIsReadBackAsTheKindItIs(NamedMessage named) {
    assertThat(Json.read(named.message().value(), Command.class)).isEqualTo(named.value());
  }

  @ParameterizedTest
  @MethodSource("profiles")
  void aProfileMessageIsReadBackAsTheKindItIs(NamedMessage named) {
    assertThat(Json.read(named.message().value(), ProfileMessage.class)).isEqualTo(named.value());
  }

  @Test
  void anEventIsItsItemAndItsHeaders() {
    CollectedEvent event = event();
    Message message = event.toMessage("key");
    Golden.assertMatches("wire/event.json", json(message));
    assertSame(CollectedEvent.from(message.headers(), event.item()), event);
  }

  @Test
  void anEventWithoutAClientsAddressHasNoHeaderForIt() {
    CollectedEvent event = event(null);
    Message message = event.toMessage("key");
    assertThat(message.headers()).doesNotContainKey(CollectedEvent.CLIENT_ADDRESS);
    assertSame(CollectedEvent.from(message.headers(), event.item()), event);
  }

  @Test
  void aQuarantinedInputIsItsEventAndWhy() {
    QuarantinedInput input =
        new QuarantinedInput(
            event(),
            "missing-ids",
            "Every call needs a userId or an anonymousId",
            "/userId",
            QuarantinedInput.Stage.COLLECTOR);
    Message message = input.toMessage("key");
    Golden.assertMatches("wire/quarantined.json", json(message));
    QuarantinedInput back = QuarantinedInput.from(message.headers(), event().item());
    assertSame(back.event(), input.event());
    assertThat(back.reason()).isEqualTo(input.reason());
    assertThat(back.detail()).isEqualTo(input.detail());
    assertThat(back.pointer()).isEqualTo(input.pointer());
    assertThat(back.stage()).isEqualTo(input.stage());
  }

  @Test
  void headersComeBackAsTheyWent() {
    // Latency is measured in milliseconds; finer digits of the root's time are not carried.
    MessageHeaders coarse =
        new MessageHeaders(
            "msg_2",
            "type.v1",
            new WorkspaceId("wsp_1"),
            "evt_1",
            Instant.ofEpochMilli(AT.toEpochMilli()),
            null);
    assertThat(MessageHeaders.from(coarse.toHeaders())).isEqualTo(coarse);
  }

  private static CollectedEvent event() {
    return event("192.0.2.7").sentBy(SourceKind.BROWSER);
  }

  private static CollectedEvent event(@Nullable String clientAddress) {
    return CollectedEventBuilder.builder()
        .eventId(new EventId("evt_1"))
        .workspace(new WorkspaceId("wsp_1"))
        .source(new SourceId("src_1"))
        .sourceKind(SourceKind.SERVER)
        .pathType(CallType.TRACK)
        .receivedAt(AT)
        .acceptedAt(Instant.ofEpochMilli(AT.toEpochMilli()))
        .clientAddress(clientAddress)
        .envelope(utf8("{\"context\":{\"ip\":\"192.0.2.1\"}}"))
        .item(utf8("{\"event\":\"E\", \"userId\":\"u\"}"))
        .build();
  }

  private static void assertSame(CollectedEvent actual, CollectedEvent expected) {
    assertThat(actual).usingRecursiveComparison().isEqualTo(expected);
  }

  private static Stream<NamedMessage> commands() {
    return Stream.of(
            Map.entry(
                "command-correct-trait",
                new Command.CorrectTrait(
                    new WorkspaceId("wsp_1"),
                    new ProfileId("prf_1"),
                    "sub-1",
                    AT,
                    "plan",
                    TextNode.valueOf("pro"))),
            Map.entry(
                "command-withdraw-trait",
                new Command.CorrectTrait(
                    new WorkspaceId("wsp_1"), new ProfileId("prf_1"), "sub-1", AT, "plan", null)),
            Map.entry(
                "command-withdraw-correction",
                new Command.WithdrawCorrection(
                    new WorkspaceId("wsp_1"), new ProfileId("prf_1"), "sub-1", AT, "plan")),
            Map.entry(
                "command-correct-identifier",
                new Command.CorrectIdentifier(
                    new WorkspaceId("wsp_1"),
                    new ProfileId("prf_1"),
                    "sub-1",
                    AT,
                    new Identifier("email", "ann@exampel.com"),
                    new Identifier("email", "ann@example.com"))),
            Map.entry(
                "command-set-consent",
                new Command.SetConsent(
                    new WorkspaceId("wsp_1"),
                    new ProfileId("prf_1"),
                    "sub-1",
                    AT,
                    "marketing",
                    ConsentState.DENIED)),
            Map.entry(
                "command-set-subscription",
                new Command.SetSubscription(
                    new WorkspaceId("wsp_1"),
                    new ProfileId("prf_1"),
                    "sub-1",
                    AT,
                    "email",
                    SubscriptionState.UNSUBSCRIBED)),
            Map.entry(
                "command-merge-people",
                new Command.MergePeople(
                    new WorkspaceId("wsp_1"),
                    new ProfileId("prf_1"),
                    "sub-1",
                    AT,
                    new ProfileId("prf_2"),
                    new Identifier("user_id", "u-1"),
                    new Identifier("email", "ann@example.com"))),
            Map.entry(
                "command-unmerge-person",
                new Command.UnmergePerson(
                    new WorkspaceId("wsp_1"),
                    new ProfileId("prf_1"),
                    "sub-1",
                    AT,
                    List.of(new Identifier("user_id", "u-1")))),
            Map.entry(
                "command-redecide-trait",
                new Command.RedecideTrait(
                    new WorkspaceId("wsp_1"), "plan", "sub-1", AT, new ProfileId("prf_1"))),
            Map.entry(
                "command-rebuild-people",
                new Command.RebuildPeople(
                    new WorkspaceId("wsp_1"),
                    "rbd_1",
                    "sub-1",
                    AT,
                    4,
                    List.of(new ProfileId("prf_1")))),
            Map.entry(
                "command-redrive",
                new Command.Redrive(new WorkspaceId("wsp_1"), "evt_1", "sub-1", AT)))
        .map(entry ->
            new NamedMessage(
                entry.getKey(), entry.getValue(), entry.getValue().toMessage(HEADERS)));
  }

  private static Stream<NamedMessage> profiles() {
    ProfileState state =
        ProfileStateBuilder.builder()
            .workspace(new WorkspaceId("wsp_1"))
            .profile(new ProfileId("prf_1"))
            .version(7)
            .identifiers(
                List.of(new Identifier("email", "a@example.test"), new Identifier("user_id", "u")))
            .traits(Map.of("plan", TextNode.valueOf("pro")))
            .consent(Map.of("marketing", ConsentState.GRANTED))
            .subscriptions(Map.of("email", SubscriptionState.SUBSCRIBED))
            .lastGroup("group-1")
            .firstSeen(AT)
            .lastSeen(AT.plusSeconds(60))
            .build();
    AppliedEvent event =
        AppliedEventBuilder.builder()
            .eventId(new EventId("evt_1"))
            .messageId("m-1")
            .source(new SourceId("src_1"))
            .type(CallType.TRACK)
            .name("Order Completed")
            .timestamp(AT)
            .receivedAt(AT.plusSeconds(1))
            .userId("u")
            .anonymousId(null)
            .groupId(null)
            .properties(object("{\"revenue\":9.90}"))
            .context(object("{\"ip\":\"192.0.2.1\"}"))
            .integrations(object("{\"All\":true}"))
            .consent(Map.of("marketing", true))
            .category("Sport")
            .previousId("before")
            .others(object("{\"channel\":\"web\"}"))
            .build();
    ProfileMessage updated =
        new ProfileMessage.Updated(
            state, event, List.of(new ProfileMessage.Absorbed(new ProfileId("prf_2"), 3)));
    ProfileMessage merged =
        new ProfileMessage.Merged(
            new WorkspaceId("wsp_1"), new ProfileId("prf_2"), 4, new ProfileId("prf_1"));
    ProfileMessage unmerged =
        new ProfileMessage.Unmerged(
            new WorkspaceId("wsp_1"),
            new ProfileId("prf_1"),
            8,
            new ProfileId("prf_3"),
            List.of(new ProfileId("prf_2")),
            List.of(new EventId("evt_1"), new EventId("evt_2")));
    ProfileMessage separated = new ProfileMessage.UnmergedFrom(state, new ProfileId("prf_0"), 8);
    return Stream.of(
        new NamedMessage("profile-updated", updated, updated.toMessage(HEADERS)),
        new NamedMessage("profile-merged", merged, merged.toMessage(HEADERS)),
        new NamedMessage("profile-unmerged", unmerged, unmerged.toMessage(HEADERS)),
        new NamedMessage("profile-separated", separated, separated.toMessage(HEADERS)));
  }

  private static Stream<NamedMessage> definitions() {
    return Stream.of(
            Map.entry(
                Topic.WORKSPACES,
                new WorkspaceBody(
                    WorkspaceBody.Kind.TEST, "Europe/Amsterdam", 1_000, List.of("service"), "NL")),
            Map.entry(
                Topic.SOURCES,
                new SourceBody(
                    true,
                    1_000,
                    SourceKind.BROWSER,
                    List.of(
                        new SourceBody.WriteKey("key_1", "ab12", "wk_abcde", AT, null),
                        new SourceBody.WriteKey("key_2", "cd34", "wk_fghij", AT, AT)))),
            Map.entry(
                Topic.MODELS,
                new ModelBody(
                    ModelBody.PERSON,
                    List.of("id"),
                    Map.of("id", "integer"),
                    new ModelBody.Mapping(
                        Map.of("id", "user_id"),
                        Map.of("plan", "plan"),
                        Map.of("optin", "marketing"),
                        Map.of("news", "email"),
                        "updated_at"))),
            Map.entry(Topic.AUDIENCES, new AudienceBody(List.of(new AudienceId("aud_2")))),
            Map.entry(Topic.DESTINATIONS, new DestinationBody("hubspot", List.of("marketing"))),
            Map.entry(Topic.SYNCS, new SyncBody(new DestinationId("dst_1"), "audience", "aud_1")),
            Map.entry(Topic.TRAITS, new TraitBody(Classification.SENSITIVE, DeclaredType.NUMBER)),
            Map.entry(
                Topic.EVENT_PROPERTIES,
                new EventPropertyBody(
                    CallType.TRACK, "Order Completed", "total", DeclaredType.DATE_TIME)))
        .map(entry -> {
          JsonNode body = Json.read(Json.write(entry.getValue()), JsonNode.class);
          Definition definition =
              new Definition(new WorkspaceId("wsp_1"), "id_1", 3, "key", "Name", false, body);
          assertThat(definition.bodyAs(entry.getValue().getClass())).isEqualTo(entry.getValue());
          return new NamedMessage(
              "definition-" + entry.getKey().topicName(),
              definition,
              Message.of(entry.getKey(), "id_1", Json.write(definition), HEADERS));
        });
  }

  private static Stream<NamedMessage> others() {
    Tick tick = new Tick(AT, Map.of(new WorkspaceId("wsp_1"), 3_600_000L));
    Tick heldBack =
        Tick.of(
            AT,
            Map.of(new WorkspaceId("wsp_2"), AT.minusSeconds(90)),
            Map.of(new WorkspaceId("wsp_1"), 3_600_000L));
    RowChange row =
        RowChangeBuilder.builder()
            .workspace(new WorkspaceId("wsp_1"))
            .model(new ModelId("mdl_1"))
            .modelVersion(2)
            .change(RowChange.Change.CHANGED)
            .key(Map.of("id", Json.MAPPER.valueToTree(1)))
            .row(Map.of("plan", TextNode.valueOf("pro")))
            .columnTimes(Map.of("plan", AT))
            .changed(List.of("plan"))
            .hash("ab12")
            .run(new RunId("run_1"))
            .runStartedAt(AT)
            .build();
    MembershipChange membership =
        MembershipChangeBuilder.builder()
            .workspace(new WorkspaceId("wsp_1"))
            .audience(new AudienceId("aud_1"))
            .audienceVersion(2)
            .profile(new ProfileId("prf_1"))
            .change(MembershipChange.Change.ENTER)
            .reason(MembershipChange.Reason.TIME)
            .sequence(5)
            .profileVersion(7)
            .at(AT)
            .build();
    AudiencesDecided decided =
        new AudiencesDecided(new WorkspaceId("wsp_1"), new ProfileId("prf_1"), 7);
    DeliveryOutcome delivery =
        DeliveryOutcomeBuilder.builder()
            .workspace(new WorkspaceId("wsp_1"))
            .delivery("dlv_1")
            .destination(new DestinationId("dst_1"))
            .sync(new SyncId("syn_1"))
            .record("rec-1")
            .profile(new ProfileId("prf_1"))
            .attempt(2)
            .outcome("retrying")
            .reason("rate-limited")
            .at(AT)
            .latencyMillis(250)
            .build();
    PublishedFacts facts =
        new PublishedFacts(
            "warehouse-ingestion",
            AT,
            Map.of(
                new WorkspaceId("wsp_1"),
                new Facts(
                    List.of(new Fact.HeldRun(new RunId("run_1"), new ModelId("mdl_1"), "Orders")))),
            Map.of(new WorkspaceId("wsp_2"), new Facts(List.of()).digest()));
    PublishedChanges changes =
        new PublishedChanges(
            "identity-resolution",
            AT,
            Map.of(
                new WorkspaceId("wsp_1"),
                List.of(
                    new ChangedObjects(ChangeSubject.EVENTS, List.of()),
                    new ChangedObjects(ChangeSubject.PROFILES, List.of("prf_1")))));
    PersonalDataRead read =
        new PersonalDataRead(
            new WorkspaceId("wsp_1"),
            "sub-1",
            "anna",
            "readDelivery",
            List.of(new ProfileId("prf_1")),
            "dlv_1",
            AT);
    ReadEntry readEntry =
        ReadEntryBuilder.builder()
            .id("ade_1")
            .workspace(new WorkspaceId("wsp_1"))
            .actor("sub-1")
            .actorName("anna")
            .operation("readDelivery")
            .profile(new ProfileId("prf_1"))
            .part("dlv_1")
            .reads(2)
            .firstAt(AT)
            .lastAt(AT.plusSeconds(7))
            .build();
    AdministrationEntry entry =
        new AdministrationEntry(
            "ade_1",
            new WorkspaceId("wsp_1"),
            AT,
            new AdministrationEntry.Actor("sub-1", "anna", AdministrationEntry.Actor.Kind.PERSON),
            new AdministrationEntry.Act("changeDestination", "destination", "dst_1", "CRM"),
            new AdministrationEntry.Result(AdministrationEntry.Outcome.DONE, 200, 1),
            new AdministrationEntry.Origin("destinations", "request-1", "192.0.2.7"),
            List.of(
                FieldChange.open("/name", TextNode.valueOf("Old"), TextNode.valueOf("CRM")),
                FieldChange.personal("/emails/0", null, "anna@example.test"),
                FieldChange.secret("/secrets/token")));
    return Stream.of(
        new NamedMessage("tick", tick, tick.toMessage(Topic.EVENTS, 3)),
        new NamedMessage("tick-held-back", heldBack, heldBack.toMessage(Topic.PROFILES, 3)),
        new NamedMessage("row", row, row.toMessage("key", HEADERS)),
        new NamedMessage("membership", membership, membership.toMessage(HEADERS)),
        new NamedMessage("audiences-decided", decided, decided.toMessage(HEADERS)),
        new NamedMessage("delivery", delivery, delivery.toMessage(HEADERS)),
        new NamedMessage("facts", facts, facts.toMessage("msg_2")),
        new NamedMessage("changes", changes, changes.toMessage("msg_3")),
        new NamedMessage("personal-data-read", read, read.toMessage("key", HEADERS)),
        new NamedMessage("read-entry", readEntry, readEntry.toMessage(HEADERS)),
        new NamedMessage("administration-entry", entry, entry.toMessage(HEADERS)));
  }

  private static JsonNode json(Message message) {
    ObjectNode json = Json.MAPPER.createObjectNode();
    json.put("topic", message.topic().topicName());
    if (message.partition() != null) {
      json.put("partition", message.partition());
    }
    json.put("key", new String(message.key(), StandardCharsets.UTF_8));
    ObjectNode headers = json.putObject("headers");
    message
        .headers()
        .forEach((name, value) -> headers.put(name, new String(value, StandardCharsets.UTF_8)));
    byte[] value = message.value();
    if (value != null) {
      json.set("value", object(new String(value, StandardCharsets.UTF_8)));
    }
    return json;
  }

  private static ObjectNode object(String json) {
    return Json.read(utf8(json), ObjectNode.class);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
