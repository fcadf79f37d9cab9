package dev.tributary.destinations.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.definition.ModelBody;
import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.ModelId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.Manifest.Fault;
import dev.tributary.destinations.connector.Mode;
import dev.tributary.destinations.connector.manifest.InstalledConnectors;
import dev.tributary.destinations.destination.DestinationSpec;
import dev.tributary.destinations.mapping.Transform;
import dev.tributary.destinations.sync.SyncSpec.FieldMapping;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SyncCheckTest {
  private static final Connector HUBSPOT = InstalledConnectors.load().require("hubspot");
  private static final Connector CUSTOMER_IO = InstalledConnectors.load().require("customer-io");
  private static final Connector ZENDESK = InstalledConnectors.load().require("zendesk");
  private static final Connector WEBHOOK = InstalledConnectors.load().require("webhook");
  private static final FieldMapping EMAIL =
      new FieldMapping("email", new ValueSource.IdentifierOf("email"));
  private static final SyncId OTHER = new SyncId("syn_1");
  private static final SyncSource AUDIENCE = new SyncSource.Audience(new AudienceId("aud_1"));

  @Test
  void anUnknownFieldIsNamedWithItsPlaceUnlessTheSettingsDeclareIt() {
    SyncSpec sync = people(new SyncSource.Profiles(), "contacts", trait("loyalty_tier"));
    assertThat(new SyncCheck(HUBSPOT, Set.of()).faults(sync, null))
        .extracting(Fault::pointer)
        .containsExactly("/mapping/0/field");
    assertThat(new SyncCheck(HUBSPOT, Set.of("loyalty_tier")).faults(sync, null)).isEmpty();
  }

  @Test
  void anObjectOfAFurtherApiNeedsItsCredentials() {
    SyncCheck check = new SyncCheck(CUSTOMER_IO, Set.of());
    assertThat(check.missing("named-segment-members", "Newsletter", Set.of("apiKey")))
        .singleElement()
        .satisfies(fault -> {
          assertThat(fault.pointer()).isEqualTo("/object");
          assertThat(fault.toString())
              .contains("“App API key”", "the destination Newsletter lacks", "App API keys");
        });
    assertThat(check.missing("named-segment-members", "Newsletter", Set.of("apiKey", "appApiKey")))
        .isEmpty();
    assertThat(check.missing("people", "Newsletter", Set.of("apiKey"))).isEmpty();
  }

  @Test
  void aFieldMayNotBeMappedTwice() {
    SyncSpec sync =
        people(
            new SyncSource.Profiles(), "contacts", trait("firstname"), trait("firstname"), EMAIL);
    assertThat(new SyncCheck(HUBSPOT, Set.of()).faults(sync, null))
        .extracting(Fault::pointer)
        .containsExactly("/mapping/1/field", "/mapping/2/field");
  }

  @Test
  void anAudienceBecomesAListWithOrWithoutFieldsBesideIt() {
    SyncCheck check = new SyncCheck(HUBSPOT, Set.of());
    assertThat(check.faults(people(AUDIENCE, "contacts", trait("firstname")), null)).isEmpty();
    assertThat(check.faults(people(AUDIENCE, "list-memberships"), null)).isEmpty();
    assertThat(check.faults(people(AUDIENCE, "list-memberships", trait("firstname")), null))
        .extracting(Fault::pointer)
        .containsExactly("/mapping");
    assertThat(check.faults(people(new SyncSource.Profiles(), "list-memberships"), null))
        .extracting(Fault::pointer)
        .contains("/from");
    SyncSpec withoutList =
        new SyncSpec(
            new DestinationId("dst_1"),
            AUDIENCE,
            "list-memberships",
            EMAIL,
            List.of(),
            Mode.MIRROR,
            Json.MAPPER.createObjectNode(),
            null);
    assertThat(check.faults(withoutList, null))
        .extracting(Fault::pointer)
        .containsExactly("/settings/list");
  }

  @Test
  void onlyARecordThatIsItsMatchValueNeedsNoMapping() {
    SyncSpec hashes =
        new SyncSpec(
            new DestinationId("dst_1"),
            AUDIENCE,
            "emails",
            EMAIL,
            List.of(),
            Mode.MIRROR,
            Json.MAPPER.createObjectNode().put("audience", "Loyal but at risk"),
            null);
    Connector meta = InstalledConnectors.load().require("meta-audiences");
    assertThat(new SyncCheck(meta, Set.of()).faults(hashes, null)).isEmpty();
    SyncSpec contacts = people(new SyncSource.Profiles(), "contacts");
    assertThat(new SyncCheck(HUBSPOT, Set.of()).faults(contacts, null))
        .extracting(Fault::pointer)
        .containsExactly("/mapping");
  }

  @Test
  void syncsOfOneObjectShareItWithDisjointFieldsOnly() {
    SyncCheck check = new SyncCheck(HUBSPOT, Set.of());
    SyncSpec first = people(new SyncSource.Profiles(), "contacts", trait("firstname"));
    List<SyncCheck.Existing> others =
        List.of(new SyncCheck.Existing(new SyncId("syn_1"), "First", first));
    assertThat(check.overlaps(people(AUDIENCE, "contacts", trait("lastname")), others)).isEmpty();
    assertThat(check.overlaps(people(AUDIENCE, "list-memberships"), others)).isEmpty();
    assertThat(check.overlaps(people(AUDIENCE, "contacts", trait("firstname")), others))
        .singleElement()
        .satisfies(fault -> {
          assertThat(fault.pointer()).isEqualTo("/mapping");
          assertThat(fault.words()).contains("First").contains("firstname");
        });
  }

  /** A tombstone of one of them would remove the record of the other. */
  @Test
  void recordsAndMembersDoNotShareATopic() {
    Connector kafka = InstalledConnectors.load().require("kafka");
    SyncCheck check = new SyncCheck(kafka, Set.of());
    SyncSpec members = inTopic(people(AUDIENCE, "audience-members", trait("plan")), "people");
    List<SyncCheck.Existing> others = List.of(new SyncCheck.Existing(OTHER, "Members", members));
    SyncSpec records = people(new SyncSource.Profiles(), "records", trait("name"));
    assertThat(check.overlaps(inTopic(records, "people"), others))
        .containsExactly(
            new Fault("/object", "The sync Members writes audience-members to the same place"));
    assertThat(check.overlaps(inTopic(records, "others"), others)).isEmpty();
  }

  private static SyncSpec inTopic(SyncSpec sync, String topic) {
    return new SyncSpec(
        sync.destination(),
        sync.from(),
        sync.object(),
        sync.match(),
        sync.mapping(),
        sync.mode(),
        Json.MAPPER.createObjectNode().put("topic", topic),
        sync.filing());
  }

  @Test
  void whatPassesEverythingOnOverlapsWithEverything() {
    SyncSpec all = webhook(List.of());
    List<SyncCheck.Existing> others =
        List.of(new SyncCheck.Existing(new SyncId("syn_1"), "All", all));
    assertThat(new SyncCheck(WEBHOOK, Set.of()).overlaps(webhook(List.of(trait("name"))), others))
        .hasSize(1);
  }

  @Test
  void anUnknownColumnIsNamedWithTheModelsColumns() {
    ModelBody model =
        new ModelBody("order", List.of("id"), Map.of("id", "text"), ModelBody.Mapping.NONE);
    SyncSpec sync =
        new SyncSpec(
            new DestinationId("dst_1"),
            new SyncSource.Model(new ModelId("mdl_1"), null),
            "records",
            new FieldMapping("id", new ValueSource.Column("id")),
            List.of(new FieldMapping("total", new ValueSource.Column("totall"))),
            Mode.MIRROR,
            Json.MAPPER.createObjectNode(),
            null);
    assertThat(new SyncCheck(WEBHOOK, Set.of()).faults(sync, model))
        .singleElement()
        .satisfies(fault -> assertThat(fault.pointer()).isEqualTo("/mapping/0/from/name"));
  }

  @Test
  void aSourceThatTheKindOfSyncLacksIsRefused() {
    SyncSpec sync =
        webhook(List.of(new FieldMapping("total", new ValueSource.EventProperty("total"))));
    assertThat(new SyncCheck(WEBHOOK, Set.of()).faults(sync, null))
        .extracting(Fault::pointer)
        .containsExactly("/mapping/0/from");
  }

  /** Steps that could never work, with the place and the remedy. */
  static Stream<Arguments> impossibleSteps() {
    return Stream.of(
        Arguments.of(
            "contacts", "firstname", "{{context.ip}}", "/mapping/0/transform/0", "no value"),
        Arguments.of(
            "contacts", "firstname", "{{columns.x}}", "/mapping/0/transform/0", "no value"),
        Arguments.of(
            "contacts", "firstname", "{{profile.age}}", "/mapping/0/transform/0", "no value"),
        Arguments.of(
            "contacts", "firstname", "{{fields.city}}", "/mapping/0/transform/0", "not mapped"),
        Arguments.of(
            "contacts", "firstname", "{{fields.firstname}}", "/mapping", "need each other"));
  }

  @ParameterizedTest
  @MethodSource("impossibleSteps")
  void aStepThatNamesAValueThatThereIsNotIsRefused(
      String object, String field, String template, String pointer, String words) {
    SyncSpec sync =
        people(
            new SyncSource.Profiles(),
            object,
            steps(field, new ValueSource.Trait("a"), new Transform.Template(template)));
    assertThat(new SyncCheck(HUBSPOT, Set.of()).faults(sync, null))
        .singleElement()
        .satisfies(fault -> {
          assertThat(fault.pointer()).isEqualTo(pointer);
          assertThat(fault.words()).contains(words);
        });
  }

  @Test
  void aTypeThatNoValueCanHaveIsRefused() {
    SyncSpec sync =
        people(
            new SyncSource.Profiles(),
            "contacts",
            steps("firstname", new ValueSource.Trait("a"), new Transform.ToList(null)),
            steps("lastname", new ValueSource.Identifiers("email")),
            steps("city", new ValueSource.Identifiers("email"), new Transform.Join(";")),
            steps(
                "date_of_birth",
                new ValueSource.Constant(TextNode.valueOf("x")),
                new Transform.Hash(Transform.Algorithm.MD5)));
    assertThat(new SyncCheck(HUBSPOT, Set.of()).faults(sync, null))
        .extracting(Fault::pointer, Fault::words)
        .containsExactly(
            tuple(
                "/mapping/0/transform",
                "The result is a list, and the field takes text; change the last step, or map"
                    + " another field"),
            tuple(
                "/mapping/1/transform",
                "The result is a list, and the field takes text; change the last step, or map"
                    + " another field"),
            tuple(
                "/mapping/3/transform",
                "The result is a hash, and the field takes date; change the last step, or map"
                    + " another field"));
  }

  @Test
  void aCycleOfFieldsIsRefusedAndAFieldMayNameALaterOne() {
    FieldMapping greeting =
        steps("firstname", new ValueSource.Trait("a"), new Transform.Template("{{fields.city}}!"));
    SyncCheck check = new SyncCheck(HUBSPOT, Set.of());
    assertThat(
            check.faults(
                people(new SyncSource.Profiles(), "contacts", greeting, trait("city")), null))
        .isEmpty();
    assertThat(
            check.faults(
                people(
                    new SyncSource.Profiles(),
                    "contacts",
                    greeting,
                    steps(
                        "city",
                        new ValueSource.Trait("a"),
                        new Transform.Template("{{fields.firstname}}"))),
                null))
        .extracting(Fault::pointer, Fault::words)
        .containsExactly(
            tuple(
                "/mapping",
                "The fields [firstname, city] need each other; use the source of one of them in"
                    + " place of its field"));
  }

  @Test
  void theFieldsWithStepsAndTheExpressionsOfASyncAreLimited() {
    SyncCheck check = new SyncCheck(WEBHOOK, Set.of());
    Transform list = new Transform.ToList(null);
    Transform expression = new Transform.Jsonata("value");
    assertThat(check.faults(webhook(many(200, list)), null)).isEmpty();
    assertThat(check.faults(webhook(many(201, list)), null))
        .extracting(Fault::pointer, Fault::words)
        .containsExactly(
            tuple(
                "/mapping",
                "201 fields have steps, and a sync has at most 200; map the others without"
                    + " transform"));
    assertThat(check.faults(webhook(many(25, expression, expression)), null)).isEmpty();
    assertThat(check.faults(webhook(many(26, expression, expression)), null))
        .extracting(Fault::pointer, Fault::words)
        .containsExactly(
            tuple(
                "/mapping",
                "The steps have 52 expressions, and a sync has at most 50; use other steps"));
    assertThat(
            check.faults(
                webhook(IntStream.range(0, 201).mapToObj(i -> trait("f" + i)).toList()), null))
        .isEmpty();
  }

  private static List<FieldMapping> many(int count, Transform... transform) {
    return IntStream.range(0, count)
        .mapToObj(i -> steps("f" + i, new ValueSource.Trait("a"), transform))
        .toList();
  }

  @Test
  void aMatchValueHasNoSteps() {
    SyncSpec sync =
        new SyncSpec(
            new DestinationId("dst_1"),
            new SyncSource.Profiles(),
            "contacts",
            steps("email", new ValueSource.Trait("email")),
            List.of(trait("city")),
            Mode.UPSERT,
            Json.MAPPER.createObjectNode(),
            null);
    assertThat(new SyncCheck(HUBSPOT, Set.of()).faults(sync, null))
        .extracting(Fault::pointer)
        .containsExactly("/match/transform");
  }

  @Test
  void aTemplateOverRowsNamesColumnsOfTheModel() {
    ModelBody model =
        new ModelBody("order", List.of("id"), Map.of("id", "text"), ModelBody.Mapping.NONE);
    SyncSpec sync =
        new SyncSpec(
            new DestinationId("dst_1"),
            new SyncSource.Model(new ModelId("mdl_1"), null),
            "records",
            new FieldMapping("id", new ValueSource.Column("id")),
            List.of(
                steps(
                    "total",
                    new ValueSource.Column("id"),
                    new Transform.Template("{{value}} {{id}} {{columns.id}} {{totall}}"))),
            Mode.MIRROR,
            Json.MAPPER.createObjectNode(),
            null);
    assertThat(new SyncCheck(WEBHOOK, Set.of()).faults(sync, model))
        .extracting(Fault::pointer, Fault::words)
        .containsExactly(
            tuple("/mapping/0/transform/0", "Unknown column totall; the model has [id]"));
  }

  @Test
  void eventsAreNeitherMatchedNorMirrored() {
    SyncSpec sync =
        new SyncSpec(
            new DestinationId("dst_1"),
            new SyncSource.Events(List.of()),
            "events",
            EMAIL,
            List.of(),
            Mode.MIRROR,
            Json.MAPPER.createObjectNode(),
            null);
    assertThat(new SyncCheck(WEBHOOK, Set.of()).faults(sync, null))
        .extracting(Fault::pointer)
        .contains("/match", "/mode");
  }

  @Test
  void aModeThatTheObjectCannotIsRefusedWithTheModesThatItCan() {
    SyncSpec updates = webhook(List.of(trait("name")), Mode.UPDATE_ONLY);
    assertThat(new SyncCheck(WEBHOOK, Set.of()).faults(updates, null))
        .containsExactly(
            new Fault(
                "/mode", "Records of Webhook cannot be updated only; accepted are upsert, delete"));
    SyncSpec deletes = mode(people(AUDIENCE, "contacts", trait("firstname")), Mode.DELETE);
    assertThat(new SyncCheck(HUBSPOT, Set.of()).faults(deletes, null))
        .contains(
            new Fault(
                "/mode",
                "Contacts of HubSpot cannot be deleted by their match field; accepted are upsert,"
                    + " update-only, mirror"));
    for (Mode mode : List.of(Mode.UPSERT, Mode.UPDATE_ONLY, Mode.MIRROR)) {
      SyncSpec sync = mode(people(AUDIENCE, "contacts", trait("firstname")), mode);
      assertThat(new SyncCheck(HUBSPOT, Set.of()).faults(sync, null)).isEmpty();
    }
  }

  /** The membership of a contact that exists already would wait for its id for ever. */
  @Test
  void anAudienceThatBecomesAListIsNotSyncedByCreationsOnly() {
    SyncCheck check = new SyncCheck(HUBSPOT, Set.of());
    SyncSpec members = mode(people(AUDIENCE, "contacts", trait("firstname")), Mode.CREATE_ONLY);
    assertThat(check.faults(members, null))
        .containsExactly(
            new Fault(
                "/mode",
                "Members whose record exists already could not be put on the list; accepted are"
                    + " upsert, update-only, mirror"));
    SyncSpec everyone =
        mode(people(new SyncSource.Profiles(), "contacts", trait("firstname")), Mode.CREATE_ONLY);
    assertThat(check.faults(everyone, null)).isEmpty();
  }

  @Test
  void aSyncSharesItsRecordsOnlyWithSyncsWhoseModeDoesNotContradict() {
    SyncCheck check = new SyncCheck(HUBSPOT, Set.of());
    for (Mode mode : List.of(Mode.UPDATE_ONLY, Mode.CREATE_ONLY)) {
      SyncSpec sync = mode(people(AUDIENCE, "contacts", trait("firstname")), mode);
      SyncSpec same = mode(people(AUDIENCE, "contacts", trait("lastname")), mode);
      SyncSpec other = people(AUDIENCE, "contacts", trait("lastname"));
      assertThat(check.overlaps(sync, List.of(new SyncCheck.Existing(OTHER, "Other", other))))
          .containsExactly(
              new Fault(
                  "/mode",
                  "The sync Other writes to the same records with the mode mirror, and the two"
                      + " modes exclude each other. Use upsert or mirror, or delete that sync"));
      assertThat(check.overlaps(sync, List.of(new SyncCheck.Existing(OTHER, "Same", same))))
          .hasSize(mode == Mode.UPDATE_ONLY ? 0 : 1);
    }
  }

  @Test
  void aSyncThatDeletesHasNoFieldsAndSharesItsRecordsWithNone() {
    SyncCheck check = new SyncCheck(WEBHOOK, Set.of());
    SyncSpec deletes = webhook(List.of(), Mode.DELETE);
    assertThat(check.faults(deletes, null)).isEmpty();
    assertThat(check.faults(webhook(List.of(trait("name")), Mode.DELETE), null))
        .extracting(Fault::pointer)
        .containsExactly("/mapping");
    SyncSpec writes = webhook(List.of(trait("name")));
    for (List<SyncSpec> pair : List.of(List.of(deletes, writes), List.of(writes, deletes))) {
      List<SyncCheck.Existing> others =
          List.of(new SyncCheck.Existing(new SyncId("syn_1"), "First", pair.getLast()));
      assertThat(check.overlaps(pair.getFirst(), others))
          .singleElement()
          .satisfies(fault -> assertThat(fault.pointer()).isEqualTo("/mode"));
    }
  }

  /** Syncs of events were stored with the mode upsert before objects declared modes. */
  @Test
  void aStoredSyncOfEventsAppendsAndSendsTheSame() {
    ObjectNode stored =
        Json.MAPPER.valueToTree(
            new SyncSpec(
                new DestinationId("dst_1"),
                new SyncSource.Events(List.of()),
                "events",
                null,
                List.of(),
                Mode.APPEND,
                Json.MAPPER.createObjectNode(),
                null));
    SyncSpec now = Json.read(Json.write(stored), SyncSpec.class);
    SyncSpec before = Json.read(Json.write(stored.put("mode", "upsert")), SyncSpec.class);
    assertThat(before.mode()).isEqualTo(Mode.APPEND);
    assertThat(before.sendsLike(now)).isTrue();
    assertThat(new SyncCheck(WEBHOOK, Set.of()).faults(before, null)).isEmpty();
  }

  private static SyncSpec mode(SyncSpec sync, Mode mode) {
    return new SyncSpec(
        sync.destination(),
        sync.from(),
        sync.object(),
        sync.match(),
        sync.mapping(),
        mode,
        sync.settings(),
        sync.filing());
  }

  private static SyncSpec webhook(List<FieldMapping> mapping, Mode mode) {
    return mode(webhook(mapping), mode);
  }

  @Test
  void onlyFieldsOfRecordsAreSetOnce() {
    List<FieldMapping> once =
        List.of(new FieldMapping("id", new ValueSource.ProfileId(), null, true));
    assertThat(new SyncCheck(WEBHOOK, Set.of()).faults(webhook(once), null)).isEmpty();
    SyncSpec events =
        new SyncSpec(
            new DestinationId("dst_1"),
            new SyncSource.Events(List.of()),
            "events",
            null,
            once,
            Mode.UPSERT,
            Json.MAPPER.createObjectNode(),
            null);
    assertThat(new SyncCheck(WEBHOOK, Set.of()).faults(events, null))
        .extracting(Fault::pointer)
        .containsExactly("/mapping/0/setOnce");
    SyncSpec matched =
        new SyncSpec(
            new DestinationId("dst_1"),
            new SyncSource.Profiles(),
            "records",
            new FieldMapping(EMAIL.field(), EMAIL.from(), null, true),
            List.of(),
            Mode.UPSERT,
            Json.MAPPER.createObjectNode(),
            null);
    assertThat(new SyncCheck(WEBHOOK, Set.of()).faults(matched, null))
        .extracting(Fault::pointer)
        .containsExactly("/match/setOnce");
  }

  @Test
  void aFieldOfARecordThatIsWrittenAsAWholeIsNotSetOnce() {
    Connector s3 = InstalledConnectors.load().require("s3");
    FieldMapping once = new FieldMapping("city", trait("city").from(), null, true);
    for (FieldMapping mapping : List.of(trait("city"), once)) {
      SyncSpec sync =
          new SyncSpec(
              new DestinationId("dst_1"),
              new SyncSource.Profiles(),
              "records",
              EMAIL,
              List.of(mapping),
              Mode.UPSERT,
              Json.MAPPER.createObjectNode().put("path", "people"),
              null);
      assertThat(new SyncCheck(s3, Set.of()).faults(sync, null))
          .extracting(Fault::pointer)
          .isEqualTo(mapping.equals(once) ? List.of("/mapping/0/setOnce") : List.of());
    }
  }

  @Test
  void aMappingSaysOnlyThenThatAFieldIsSetOnceIfItIs() {
    FieldMapping often = trait("city");
    FieldMapping once = new FieldMapping("city", often.from(), null, true);
    assertThat(Json.MAPPER.valueToTree(often).has("setOnce")).isFalse();
    for (FieldMapping mapping : List.of(often, once)) {
      assertThat(Json.read(Json.write(mapping), FieldMapping.class)).isEqualTo(mapping);
    }
  }

  @Test
  void furtherMatchFieldsAreMappedFieldsThatTheObjectCanSearchBy() {
    SyncCheck check = new SyncCheck(ZENDESK, Set.of());
    FieldMapping[] mapped = {trait("email"), trait("phone"), trait("name")};
    assertThat(check.faults(users(List.of("email", "phone"), Mode.UPSERT, mapped), null)).isEmpty();
    assertThat(check.faults(users(List.of("email"), Mode.UPSERT), null))
        .as("all values are sent")
        .isEmpty();
    assertThat(
            check.faults(
                users(List.of("name", "external_id", "email", "email"), Mode.UPSERT, mapped), null))
        .containsExactly(
            new Fault("/furtherMatches/0", "Must be one of [email, phone]"),
            new Fault("/furtherMatches/1", "Must be one of [email, phone]"),
            new Fault("/furtherMatches/3", "The field email names the record already"));
    assertThat(check.faults(users(List.of("phone"), Mode.UPSERT, trait("name")), null))
        .containsExactly(
            new Fault("/furtherMatches/0", "Map the field phone: the search is for its value"));
    assertThat(check.faults(users(List.of("email"), Mode.DELETE), null))
        .extracting(Fault::pointer)
        .containsExactly("/furtherMatches");
  }

  @Test
  void objectsThatDoNotSearchRefuseFurtherMatchFieldsAndNameThoseThatDo() {
    SyncSpec deals =
        SyncSpecBuilder.builder(people(new SyncSource.Profiles(), "deals", trait("dealname")))
            .match(new FieldMapping("tributary_id", new ValueSource.ProfileId()))
            .furtherMatches(List.of("email"))
            .build();
    assertThat(new SyncCheck(HUBSPOT, Set.of()).faults(deals, null))
        .containsExactly(
            new Fault(
                "/furtherMatches",
                "Deals of HubSpot are found by the match field only, leave it out; objects with"
                    + " further match fields are contacts"));
    SyncSpec all =
        SyncSpecBuilder.builder(webhook(List.of(trait("name"))))
            .furtherMatches(List.of("name"))
            .build();
    assertThat(new SyncCheck(WEBHOOK, Set.of()).faults(all, null))
        .singleElement()
        .satisfies(fault -> assertThat(fault.words()).endsWith("fields are none"));
  }

  @Test
  void syncsOfOneObjectDoNotDifferInTheirFurtherMatchFields() {
    SyncCheck check = new SyncCheck(ZENDESK, Set.of());
    SyncSpec byEmail = users(List.of("email"), Mode.UPSERT, trait("email"));
    List<SyncCheck.Existing> others = List.of(new SyncCheck.Existing(OTHER, "First", byEmail));
    assertThat(check.overlaps(users(List.of(), Mode.UPSERT, trait("name")), others)).isEmpty();
    assertThat(check.overlaps(users(List.of("phone"), Mode.UPSERT, trait("phone")), others))
        .containsExactly(
            new Fault(
                "/furtherMatches",
                "The sync First finds the same records by [email]; leave it out, and both do so"));
  }

  /** A definition of an earlier version has no such part, and is written as before. */
  @Test
  void aSyncWithoutFurtherMatchFieldsIsStoredAsBefore() {
    SyncSpec none = users(List.of(), Mode.UPSERT, trait("name"));
    assertThat(Json.MAPPER.valueToTree(none).has("furtherMatches")).isFalse();
    assertThat(Json.read(Json.write(none), SyncSpec.class)).isEqualTo(none);
    SyncSpec some = users(List.of("email"), Mode.UPSERT, trait("email"));
    assertThat(Json.read(Json.write(some), SyncSpec.class)).isEqualTo(some);
    assertThat(some.sendsLike(none)).isFalse();
  }

  @Test
  void syncsToTheSameRecordsSearchAlike() {
    Catalogue.Sync searches = bound("syn_1", users(List.of("email"), Mode.UPSERT, trait("email")));
    Catalogue.Sync other = bound("syn_2", users(List.of(), Mode.UPSERT, trait("name")));
    Catalogue catalogue =
        new Catalogue(
            Map.of(), Map.of(searches.id(), searches, other.id(), other), Map.of(), Set.of());
    assertThat(catalogue.syncs().values())
        .allSatisfy(sync -> assertThat(sync.furtherMatches()).containsExactly("email"));
    Catalogue alone = new Catalogue(Map.of(), Map.of(other.id(), other), Map.of(), Set.of());
    assertThat(alone.syncs().get(other.id()).furtherMatches()).isEmpty();
  }

  private static Catalogue.Sync bound(String id, SyncSpec spec) {
    WorkspaceId workspace = new WorkspaceId("wsp_1");
    Catalogue.Sync bound =
        Catalogue.Sync.bound(
            workspace,
            new SyncId(id),
            id,
            1,
            spec,
            new Catalogue.Destination(
                workspace,
                spec.destination(),
                "Zendesk",
                1,
                new DestinationSpec(
                    "zendesk", Json.MAPPER.createObjectNode(), Map.of(), List.of(), null, null),
                ZENDESK));
    return Objects.requireNonNull(bound);
  }

  private static SyncSpec users(List<String> further, Mode mode, FieldMapping... mapping) {
    return SyncSpecBuilder.builder()
        .destination(new DestinationId("dst_1"))
        .from(new SyncSource.Profiles())
        .object("users")
        .match(new FieldMapping("external_id", new ValueSource.ProfileId()))
        .mapping(List.of(mapping))
        .mode(mode)
        .settings(Json.MAPPER.createObjectNode())
        .filing(null)
        .furtherMatches(further)
        .build();
  }

  private static SyncSpec webhook(List<FieldMapping> mapping) {
    return new SyncSpec(
        new DestinationId("dst_1"),
        new SyncSource.Profiles(),
        "records",
        EMAIL,
        mapping,
        Mode.UPSERT,
        Json.MAPPER.createObjectNode(),
        null);
  }

  private static SyncSpec people(SyncSource from, String object, FieldMapping... mapping) {
    ObjectNode settings = Json.MAPPER.createObjectNode();
    if (from instanceof SyncSource.Audience) {
      settings.put("list", "Members");
    }
    return new SyncSpec(
        new DestinationId("dst_1"),
        from,
        object,
        EMAIL,
        List.of(mapping),
        from instanceof SyncSource.Audience ? Mode.MIRROR : Mode.UPSERT,
        settings,
        null);
  }

  private static FieldMapping steps(String field, ValueSource from, Transform... transform) {
    return new FieldMapping(field, from, List.of(transform));
  }

  private static FieldMapping trait(String field) {
    return new FieldMapping(field, new ValueSource.Trait(field));
  }
}
