package dev.tributary.destinations.connectors.hubspot;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request;
import com.atlassian.oai.validator.model.SimpleRequest;
import com.atlassian.oai.validator.report.LevelResolverFactory;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Holds requests against HubSpot's own OpenAPI documents, or says that they are not there. */
final class VendorDocuments {
  static final Path FOLDER =
      Path.of(
              System.getProperty(
                  "tributary.vendor-openapi",
                  System.getProperty("tributary.root", "..") + "/../shared/vendor-openapi"))
          .resolve("hubspot");
  static final AtomicInteger CHECKED = new AtomicInteger();

  private static final Map<String, String> FILES =
      Map.of(
          "/crm/v3/objects/contacts", "CRM_Contacts_Rollouts_424_v3_contacts.json",
          "/crm/v3/objects/companies", "CRM_Companies_Rollouts_424_v3_companies.json",
          "/crm/v3/lists", "CRM_Lists_Rollouts_144891_v3_lists.json");
  private static final Map<String, OpenApiInteractionValidator> VALIDATORS =
      new ConcurrentHashMap<>();

  static {
    if (!atHand()) {
      System.out.printf(
          "SKIPPED: HubSpot's OpenAPI documents are not in %s, so no request is held against them%n",
          FOLDER.normalize());
    }
  }

  private VendorDocuments() {}

  static boolean atHand() {
    return Files.isDirectory(FOLDER);
  }

  /**
   * @throws AssertionError with what HubSpot's document says against the request
   */
  static void check(String method, String path, Map<String, String> headers, String body) {
    String prefix = FILES.keySet().stream().filter(path::startsWith).findFirst().orElse(null);
    if (!atHand() || prefix == null) {
      return;
    }
    SimpleRequest.Builder request = new SimpleRequest.Builder(Request.Method.valueOf(method), path);
    headers.forEach(request::withHeader);
    if (!body.isEmpty()) {
      request.withBody(body);
    }
    var report =
        VALIDATORS.computeIfAbsent(prefix, VendorDocuments::load).validateRequest(request.build());
    if (report.hasErrors()) {
      throw new AssertionError(
          "%s %s is not as the vendor documents: %s%n%s"
              .formatted(method, path, report.getMessages(), body));
    }
    CHECKED.incrementAndGet();
  }

  private static OpenApiInteractionValidator load(String prefix) {
    try {
      JsonNode document = Json.MAPPER.readTree(FOLDER.resolve(FILES.get(prefix)).toFile());
      return OpenApiInteractionValidator.createForInlineApiSpecification(pruned(document))
          .withLevelResolver(LevelResolverFactory.withAdditionalPropertiesIgnored())
          .build();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Only what requests are made of: the validator unfolds whatever it is given, and the filters of
   * dynamic lists, which we never create, are recursive without end.
   */
  private static String pruned(JsonNode document) {
    ObjectNode schemas = (ObjectNode) document.at("/components/schemas");
    for (JsonNode schema : schemas) {
      if (schema.path("properties") instanceof ObjectNode properties) {
        properties.remove("filterBranch");
      }
    }
    for (JsonNode path : document.path("paths")) {
      for (JsonNode operation : path) {
        ObjectNode kept = (ObjectNode) operation;
        kept.remove("security");
        kept.set(
            "responses",
            Json.MAPPER
                .createObjectNode()
                .set("default", Json.MAPPER.createObjectNode().put("description", "")));
      }
    }
    ((ObjectNode) document.path("components")).remove("responses");
    Set<String> needed = new LinkedHashSet<>();
    referenced(document.path("paths"), schemas, needed);
    schemas.retain(needed);
    return document.toString();
  }

  private static void referenced(JsonNode node, JsonNode schemas, Set<String> found) {
    List<String> references = node.findValuesAsText("$ref");
    for (String reference : references) {
      String name = reference.substring(reference.lastIndexOf('/') + 1);
      if (reference.contains("/schemas/") && found.add(name)) {
        referenced(schemas.path(name), schemas, found);
      }
    }
  }
}
