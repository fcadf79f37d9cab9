package dev.tributary.contracts.asyncapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.asyncapi.TopicDocument.Carried;
import dev.tributary.contracts.audit.AdministrationEntry;
import dev.tributary.contracts.audit.PersonalDataRead;
import dev.tributary.contracts.audit.ReadEntry;
import dev.tributary.contracts.change.PublishedChanges;
import dev.tributary.contracts.command.Command;
import dev.tributary.contracts.definition.AudienceBody;
import dev.tributary.contracts.definition.Definition;
import dev.tributary.contracts.definition.DestinationBody;
import dev.tributary.contracts.definition.EventPropertyBody;
import dev.tributary.contracts.definition.ModelBody;
import dev.tributary.contracts.definition.SourceBody;
import dev.tributary.contracts.definition.SyncBody;
import dev.tributary.contracts.definition.TraitBody;
import dev.tributary.contracts.definition.WorkspaceBody;
import dev.tributary.contracts.delivery.DeliveryOutcome;
import dev.tributary.contracts.event.Tick;
import dev.tributary.contracts.fact.PublishedFacts;
import dev.tributary.contracts.membership.AudiencesDecided;
import dev.tributary.contracts.membership.MembershipChange;
import dev.tributary.contracts.profile.ProfileMessage;
import dev.tributary.contracts.row.RowChange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/**
 * docs/reference/asyncapi.json describes every topic as the contracts' records are; {@code
 * -Dtributary.write-reference=true} writes it anew.
 */
class AsyncApiTest {
  private static final Path FILE =
      Path.of(System.getProperty("tributary.root", "../.."))
          .resolve("docs/reference/asyncapi.json");

  private final JsonNode document = new TopicDocument(carried()).json();

  @Test
  void theCommittedDocumentIsCurrent() throws IOException {
    String current = pretty(document);
    if (Boolean.getBoolean("tributary.write-reference")) {
      Files.writeString(FILE, current);
    }
    assertThat(Files.readString(FILE))
        .as("%s; write it anew with -Dtributary.write-reference=true", FILE)
        .isEqualTo(current);
  }

  @Test
  void everyTopicIsDescribed() {
    assertThat(document.path("channels").fieldNames())
        .toIterable()
        .containsExactlyInAnyOrderElementsOf(
            Stream.of(Topic.values()).map(Topic::topicName).toList());
  }

  @Test
  void everyRecordedMessageFitsItsSchema() {
    int examples = 0;
    for (JsonNode message : document.path("components").path("messages")) {
      for (JsonNode example : message.path("examples")) {
        assertFits(example.path("name").asText(), message.path("payload"), example.path("payload"));
        examples++;
      }
    }
    assertThat(examples).isGreaterThan(15);
  }

  /** As much of JSON Schema as the schemas use. */
  private static void assertFits(String place, JsonNode schema, JsonNode value) {
    if (schema.has("oneOf")) {
      JsonNode variant =
          StreamSupport.stream(schema.path("oneOf").spliterator(), false)
              .filter(one -> one.at("/properties/kind/const").equals(value.path("kind")))
              .findFirst()
              .orElseThrow(() -> new AssertionError(place + " is of no known kind"));
      assertFits(place, variant, value);
      return;
    }
    schema
        .path("required")
        .forEach(name -> assertThat(value.has(name.asText())).as(place + "/" + name).isTrue());
    if (schema.path("type").asText().equals("array")) {
      assertThat(value.isArray()).as(place).isTrue();
      value.forEach(item -> assertFits(place + "/*", schema.path("items"), item));
    }
    if (schema.has("enum")) {
      assertThat(schema.path("enum")).as(place).contains(value);
    }
    if (schema.has("properties")) {
      value
          .properties()
          .forEach(field -> {
            String inner = place + "/" + field.getKey();
            assertThat(schema.path("properties").has(field.getKey())).as(inner).isTrue();
            assertFits(inner, schema.path("properties").path(field.getKey()), field.getValue());
          });
    }
  }

  private static Map<Topic, List<Carried>> carried() {
    Map<Topic, List<Carried>> carried = new EnumMap<>(Topic.class);
    ObjectNode item = Json.MAPPER.createObjectNode().put("type", "object");
    item.put("description", "The client's own item, byte for byte; the rest is in the headers");
    Carried event = new Carried("event", "An accepted event", item, List.of("event"));
    Carried tick = of("tick", "The time, in every partition", Tick.class, "tick", "tick-held-back");
    carried.put(Topic.EVENTS, List.of(event, tick));
    carried.put(
        Topic.COMMANDS,
        List.of(
            of(
                "command",
                "What HTTP asks of hot state",
                Command.class,
                "command-correct-trait",
                "command-withdraw-trait",
                "command-withdraw-correction",
                "command-correct-identifier",
                "command-set-consent",
                "command-set-subscription",
                "command-merge-people",
                "command-redrive")));
    carried.put(
        Topic.PROFILES,
        List.of(
            of(
                "profile",
                "A person's new version, or a profile that is gone",
                ProfileMessage.class,
                "profile-updated",
                "profile-merged"),
            tick));
    carried.put(
        Topic.MEMBERSHIPS,
        List.of(
            of("membership", "Enter or leave", MembershipChange.class, "membership"),
            of(
                "audiencesDecided",
                "All changes of memberships that follow from an unmerge are published",
                AudiencesDecided.class,
                "audiences-decided")));
    carried.put(
        Topic.DELIVERIES,
        List.of(of("delivery", "What became of an attempt", DeliveryOutcome.class, "delivery")));
    carried.put(
        Topic.QUARANTINE,
        List.of(
            new Carried(
                "quarantined",
                "An input that could not be processed; the headers say why",
                item,
                List.of("quarantined"))));
    carried.put(
        Topic.READS,
        List.of(
            of(
                "personal-data-read",
                "A user is about to see personal data",
                PersonalDataRead.class,
                "personal-data-read"),
            of(
                "read-entry",
                "An entry of the trail that another service has kept until now",
                ReadEntry.class,
                "read-entry")));
    carried.put(
        Topic.AUDIT,
        List.of(
            of(
                "administration-entry",
                "A user changed the configuration of a workspace, or was refused",
                AdministrationEntry.class,
                "administration-entry")));
    carried.put(
        Topic.FACTS,
        List.of(
            of(
                "facts",
                "Facts of a service about workspaces, from which the control plane opens alerts",
                PublishedFacts.class,
                "facts")));
    carried.put(
        Topic.CHANGES,
        List.of(
            of(
                "changes",
                "Which objects of workspaces have changed since the last message",
                PublishedChanges.class,
                "changes")));
    carried.put(Topic.ROWS, List.of(of("row", "A changed row", RowChange.class, "row")));
    Map.of(
            Topic.WORKSPACES, WorkspaceBody.class,
            Topic.SOURCES, SourceBody.class,
            Topic.MODELS, ModelBody.class,
            Topic.AUDIENCES, AudienceBody.class,
            Topic.DESTINATIONS, DestinationBody.class,
            Topic.SYNCS, SyncBody.class,
            Topic.TRAITS, TraitBody.class,
            Topic.EVENT_PROPERTIES, EventPropertyBody.class)
        .forEach((topic, body) -> carried.put(topic, List.of(definition(topic, body))));
    return carried;
  }

  private static Carried of(String name, String title, Class<?> type, String... examples) {
    return new Carried(name, title, TypeSchema.of(type), List.of(examples));
  }

  private static Carried definition(Topic topic, Class<?> body) {
    ObjectNode payload = TypeSchema.of(Definition.class);
    payload.withObjectProperty("properties").set("body", TypeSchema.of(body));
    String name = "definition-" + topic.topicName();
    return new Carried(name, "The newest version of a definition", payload, List.of(name));
  }

  private static String pretty(JsonNode json) throws JsonProcessingException {
    return Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n";
  }
}
