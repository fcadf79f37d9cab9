package dev.tributary.destinations.connectors.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Json;
import dev.tributary.destinations.connector.Discovery;
import dev.tributary.destinations.connector.Egress.Answer;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Place;
import dev.tributary.destinations.connector.Place.Finding;
import dev.tributary.destinations.connector.Target;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
            HubSpotApi.get(target, path(object)), (answer, now) -> properties(object, answer)));
    List<String> pipelines = PIPELINES.getOrDefault(object, List.of());
    if (!pipelines.isEmpty()) {
      steps.add(
          new Discovery.Step(
              HubSpotApi.get(target, "/crm/v3/pipelines/" + object),
              (answer, now) -> pipelines(pipelines, answer)));
    }
    return new Discovery(
        steps,
        Stream.of("sensitive", "highly_sensitive")
            .map(sensitivity ->
                new Discovery.Step(
                    HubSpotApi.get(target, path(object) + "?dataSensitivity=" + sensitivity),
                    (answer, now) -> listed(object, answer)))
            .toList());
  }

  /** Our own property may be created after the fields were read. */
  private static Optional<List<Discovery.Field>> properties(String object, Answer answer) {
    return listed(object, answer)
        .filter(fields -> !fields.isEmpty())
        .map(fields -> {
          List<Discovery.Field> all = new ArrayList<>(fields);
          all.removeIf(field -> field.name().equals(OWN_ID));
          all.add(any(OWN_ID));
          return all;
        });
  }

  /** The list can lack stages, so it decides nothing about pipelines. */
  private static Optional<List<Discovery.Field>> listed(String object, Answer answer) {
    JsonNode results = HubSpotApi.json(answer).path("results");
    if (!answer.successful() || !results.isArray()) {
      return Optional.empty();
    }
    List<String> pipelines = PIPELINES.getOrDefault(object, List.of());
    List<Discovery.Field> fields = new ArrayList<>();
    for (JsonNode property : results) {
      String name = property.path("name").asText();
      fields.add(pipelines.contains(name) ? any(name) : field(property));
    }
    return Optional.of(fields);
  }

  private static Discovery.Field any(String name) {
    return field(name, List.of());
  }

  private static Discovery.Field field(JsonNode property) {
    boolean listed =
        property.path("type").asText().equals("enumeration")
            && !property.path("externalOptions").asBoolean(false);
    return new Discovery.Field(
        property.path("name").asText(),
        property.path("modificationMetadata").path("readOnlyValue").asBoolean(false),
        listed ? texts(property.path("options"), "value") : List.of(),
        property.path("fieldType").asText().equals("checkbox"));
  }

  private static Discovery.Field field(String name, List<String> options) {
    return new Discovery.Field(name, false, options, false);
  }

  private static Optional<List<Discovery.Field>> pipelines(List<String> names, Answer answer) {
    JsonNode results = HubSpotApi.json(answer).path("results");
    if (!answer.successful() || !results.isArray() || results.isEmpty()) {
      return Optional.empty();
    }
    List<String> stages = new ArrayList<>();
    results.forEach(pipeline -> stages.addAll(texts(pipeline.path("stages"), "id")));
    return Optional.of(
        List.of(field(names.get(0), texts(results, "id")), field(names.get(1), stages)));
  }

  private static List<String> texts(JsonNode array, String name) {
    return StreamSupport.stream(array.spliterator(), false)
        .map(each -> each.path(name).asText())
        .toList();
  }
}
