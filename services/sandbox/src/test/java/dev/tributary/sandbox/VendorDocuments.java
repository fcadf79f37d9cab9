package dev.tributary.sandbox;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.LevelResolverFactory;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.restassured.filter.Filter;
import io.restassured.filter.FilterContext;
import io.restassured.response.Response;
import io.restassured.specification.FilterableRequestSpecification;
import io.restassured.specification.FilterableResponseSpecification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** Holds every answer that passes through against HubSpot's own OpenAPI documents. */
final class VendorDocuments implements Filter {
  static final Path FOLDER =
      Path.of(
              System.getProperty(
                  "tributary.vendor-openapi",
                  System.getProperty("tributary.root", "..") + "/../shared/vendor-openapi"))
          .resolve("hubspot");
  static final String ABSENT =
      "SKIPPED: HubSpot's OpenAPI documents are not in %s, so no answer is held against them"
          .formatted(FOLDER.normalize());
  static final AtomicInteger CHECKED = new AtomicInteger();

  private static final Map<String, String> FILES =
      Map.of(
          "/crm/v3/objects/contacts", "CRM_Contacts_Rollouts_424_v3_contacts.json",
          "/crm/v3/objects/companies", "CRM_Companies_Rollouts_424_v3_companies.json",
          "/crm/v3/lists", "CRM_Lists_Rollouts_144891_v3_lists.json");
  private static final Map<String, OpenApiInteractionValidator> VALIDATORS = new LinkedHashMap<>();

  static {
    if (!atHand()) {
      System.out.println(ABSENT);
    }
  }

  static boolean atHand() {
    return Files.isDirectory(FOLDER);
  }

  @Override
  public Response filter(
      FilterableRequestSpecification request,
      FilterableResponseSpecification ignored,
      FilterContext context) {
    var response = context.next(request, ignored);
    var path = URI.create(request.getURI()).getRawPath();
    validator(path).ifPresent(validator -> check(validator, path, request.getMethod(), response));
    return response;
  }

  private static void check(
      OpenApiInteractionValidator validator, String path, String method, Response response) {
    var answer = new SimpleResponse.Builder(response.statusCode());
    response.getHeaders().forEach(header -> answer.withHeader(header.getName(), header.getValue()));
    var body = response.asString();
    var report =
        validator.validateResponse(
            path,
            Request.Method.valueOf(method),
            (body.isEmpty() ? answer : answer.withBody(body)).build());
    if (report.hasErrors()) {
      throw new AssertionError(
          "%s %s answered %d, not as the vendor documents: %s%n%s"
              .formatted(method, path, response.statusCode(), report.getMessages(), body));
    }
    CHECKED.incrementAndGet();
  }

  private static synchronized Optional<OpenApiInteractionValidator> validator(String path) {
    if (!atHand()) {
      return Optional.empty();
    }
    return FILES.keySet().stream()
        .filter(path::startsWith)
        .findFirst()
        .map(prefix -> VALIDATORS.computeIfAbsent(prefix, VendorDocuments::load));
  }

  private static OpenApiInteractionValidator load(String prefix) {
    try {
      var document = Json.LENIENT.readTree(FOLDER.resolve(FILES.get(prefix)).toFile());
      return OpenApiInteractionValidator.createForInlineApiSpecification(pruned(document))
          .withLevelResolver(LevelResolverFactory.withAdditionalPropertiesIgnored())
          .build();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Only what answers are made of: the validator unfolds whatever it is given, and the filters of
   * dynamic lists, which the stand-in does not have, are recursive without end.
   */
  private static String pruned(JsonNode document) {
    var schemas = (ObjectNode) document.at("/components/schemas");
    for (var schema : schemas) {
      if (schema.path("properties") instanceof ObjectNode properties) {
        properties.remove("filterBranch");
      }
    }
    for (var path : document.path("paths")) {
      for (var operation : path) {
        ((ObjectNode) operation).remove(List.of("requestBody", "security"));
      }
    }
    var needed = new LinkedHashSet<String>();
    referenced(document.path("paths"), schemas, needed);
    referenced(document.at("/components/responses"), schemas, needed);
    schemas.retain(needed);
    return document.toString();
  }

  private static void referenced(JsonNode node, JsonNode schemas, Set<String> found) {
    for (var reference : node.findValuesAsText("$ref")) {
      var name = reference.substring(reference.lastIndexOf('/') + 1);
      if (reference.contains("/schemas/") && found.add(name)) {
        referenced(schemas.path(name), schemas, found);
      }
    }
  }
}
