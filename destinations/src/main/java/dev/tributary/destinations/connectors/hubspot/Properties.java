package dev.tributary.destinations.connectors.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Json;
import dev.tributary.destinations.connector.Discovery;
import dev.tributary.destinations.connector.Discovery.Option;
import dev.tributary.destinations.connector.Discovery.Options;
import dev.tributary.destinations.connector.Egress.Answer;
import dev.tributary.destinations.connector.Manifest.FieldType;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Place;
import dev.tributary.destinations.connector.Place.Finding;
import dev.tributary.destinations.connector.Target;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The properties of HubSpot's objects: the one that Tributary creates for itself, and the reading
 * of all of them.
 */
final class Properties {
  /** Names a record; unique. */
  static final String OWN_ID = "tributary_id";

  /** The properties of each object that name a pipeline and its stage. */
  private static final Map<String, List<String>> PIPELINES =
      Map.of(
          "deals", List.of("pipeline", "dealstage"),
          "tickets", List.of("hs_pipeline", "hs_pipeline_stage"));

  /** HubSpot's types of values. */
  private static final Map<String, FieldType> TYPES =
      Map.of(
          "string", FieldType.TEXT,
          "phone_number", FieldType.TEXT,
          "number", FieldType.NUMBER,
          "bool", FieldType.BOOLEAN,
          "date", FieldType.DATE,
          "datetime", FieldType.TIMESTAMP,
          "enumeration", FieldType.PICKLIST);

  private Properties() {}

  /** The property {@link #OWN_ID}, which is found or created. */
  static Place ownId(Target target, String object) {
    return new Place(
        "property %s of %s".formatted(OWN_ID, object),
        OWN_ID,
        new Place.Step(
            HubSpotApi.get(target, path(object) + "/" + OWN_ID),
            (answer, now) -> found(object, answer, now)),
        new Place.Step(
            HubSpotApi.post(target, path(object), creation(object)),
            (answer, now) -> created(object, answer, now)));
  }

  private static String path(String object) {
    return "/crm/v3/properties/" + object;
  }

  private static ObjectNode creation(String object) {
    return Json.MAPPER
        .createObjectNode()
        .put("groupName", HubSpotApi.singular(object) + "information")
        .put("name", OWN_ID)
        .put("label", "Tributary ID")
        .put("description", "Names the record. Tributary finds the record by it.")
        .put("type", "string")
        .put("fieldType", "text")
        .put("hasUniqueValue", true)
        .put("formField", false);
  }

  private static Finding found(String object, Answer answer, Instant now) {
    if (answer.status() == 404) {
      return new Finding.Missing(HubSpotApi.failure(answer, now).words());
    }
    if (!answer.successful()) {
      return new Finding.Failed(refusal(object, answer, now));
    }
    JsonNode body = HubSpotApi.json(answer);
    if (!body.path("name").asText("").equals(OWN_ID)) {
      return new Finding.Failed(
          new Outcome.Transient("HubSpot's answer about a property cannot be read", null));
    }
    return !body.path("hasUniqueValue").asBoolean(false)
        ? new Finding.Failed(
            new Outcome.Misconfigured(
                "The property %s of %s exists, but its values are not unique. Delete or rename it"
                    .formatted(OWN_ID, object)))
        : new Finding.Found(OWN_ID);
  }

  /** HubSpot refuses the name of a property that another client has created. */
  private static Finding created(String object, Answer answer, Instant now) {
    return answer.status() == 400 || answer.status() == 409
        ? new Finding.Refused(HubSpotApi.failure(answer, now).words())
        : found(object, answer, now);
  }

  private static Outcome refusal(String object, Answer answer, Instant now) {
    Outcome failure = HubSpotApi.failure(answer, now);
    return answer.status() == 403
        ? new Outcome.Misconfigured(
            "Tributary needs the property %s of %s. Create it, or use an access token with the scope %s. HubSpot's answer: %s"
                .formatted(OWN_ID, object, HubSpotApi.schemaScope(object), failure.words()))
        : failure;
  }

  /**
   * Properties, then the stages of pipelines. HubSpot leaves properties with sensitive data out of
   * its list, and lists them without a right to their values.
   */
  static Discovery discovery(Target target, String object) {
    List<Discovery.Step> steps = new ArrayList<>();
    steps.add(
        new Discovery.Step(
            HubSpotApi.get(target, path(object)),
            (answer, now) -> properties(object, answer, now),
            false));
    List<String> pipelines = PIPELINES.getOrDefault(object, List.of());
    if (!pipelines.isEmpty()) {
      steps.add(
          new Discovery.Step(
              HubSpotApi.get(target, "/crm/v3/pipelines/" + object),
              (answer, now) -> pipelines(pipelines, answer, now),
              true));
    }
    return new Discovery(
        steps,
        Stream.of("sensitive", "highly_sensitive")
            .map(sensitivity ->
                new Discovery.Step(
                    HubSpotApi.get(target, path(object) + "?dataSensitivity=" + sensitivity),
                    (answer, now) -> listed(object, answer, now),
                    false))
            .toList(),
        Set.of(),
        Discovery.Compared.FIELDS);
  }

  /** Our own property may be created after the fields were read. */
  private static Discovery.Read properties(String object, Answer answer, Instant now) {
    Discovery.Read read = listed(object, answer, now);
    if (!(read instanceof Discovery.Read.Fields(List<Discovery.Field> fields, boolean all, _))) {
      return read;
    }
    if (fields.isEmpty()) {
      return unreadable();
    }
    List<Discovery.Field> with = new ArrayList<>(fields);
    with.removeIf(field -> field.name().equals(OWN_ID));
    with.add(
        new Discovery.Field(
            OWN_ID, "Tributary ID", FieldType.TEXT, false, true, false, Options.NONE, null));
    return new Discovery.Read.Fields(with, all);
  }

  /** The list can lack stages, so it decides nothing about pipelines. */
  private static Discovery.Read listed(String object, Answer answer, Instant now) {
    if (!answer.successful()) {
      return new Discovery.Read.Failed(HubSpotApi.failure(answer, now));
    }
    JsonNode results = HubSpotApi.json(answer).path("results");
    if (!results.isArray()) {
      return unreadable();
    }
    List<String> pipelines = PIPELINES.getOrDefault(object, List.of());
    List<Discovery.Field> fields = new ArrayList<>();
    for (JsonNode property : results) {
      String name = property.path("name").asText("");
      if (!name.isEmpty()) {
        boolean ofPipeline = pipelines.contains(name);
        fields.add(field(property, ofPipeline ? Options.NONE : options(property)));
      }
    }
    return new Discovery.Read.Fields(fields, true);
  }

  private static Discovery.Read unreadable() {
    return new Discovery.Read.Failed(
        new Outcome.Transient("HubSpot's answer about properties cannot be read", null));
  }

  private static Discovery.Field field(JsonNode property, Options options) {
    String label = property.path("label").asText("");
    String reference = property.path("referencedObjectType").asText("");
    return new Discovery.Field(
        property.path("name").asText(),
        label.isEmpty() ? null : label,
        TYPES.get(property.path("type").asText()),
        false,
        property.path("hasUniqueValue").asBoolean(false),
        property.path("modificationMetadata").path("readOnlyValue").asBoolean(false),
        options,
        reference.isEmpty() ? null : reference);
  }

  private static Options options(JsonNode property) {
    boolean listed =
        property.path("type").asText().equals("enumeration")
            && !property.path("externalOptions").asBoolean(false);
    return listed
        ? new Options(
            options(property.path("options"), "value"),
            true,
            property.path("fieldType").asText().equals("checkbox"))
        : Options.NONE;
  }

  private static Discovery.Read pipelines(List<String> names, Answer answer, Instant now) {
    if (!answer.successful()) {
      return new Discovery.Read.Failed(HubSpotApi.failure(answer, now));
    }
    JsonNode results = HubSpotApi.json(answer).path("results");
    if (!results.isArray() || results.isEmpty()) {
      return unreadable();
    }
    List<Option> stages = new ArrayList<>();
    results.forEach(pipeline -> stages.addAll(options(pipeline.path("stages"), "id")));
    return new Discovery.Read.Fields(
        List.of(
            ofPipeline(names.get(0), "Pipeline", options(results, "id")),
            ofPipeline(names.get(1), "Stage", stages)),
        true);
  }

  private static Discovery.Field ofPipeline(String name, String label, List<Option> options) {
    Options closed = new Options(options, true, false);
    return new Discovery.Field(name, label, FieldType.PICKLIST, false, false, false, closed, null);
  }

  private static List<Option> options(JsonNode array, String name) {
    return StreamSupport.stream(array.spliterator(), false)
        .map(each -> {
          String value = each.path(name).asText();
          return new Option(value, each.path("label").asText(value));
        })
        .toList();
  }
}
