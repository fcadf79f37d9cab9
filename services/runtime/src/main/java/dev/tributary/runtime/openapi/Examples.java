package dev.tributary.runtime.openapi;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.tributary.contracts.Json;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/**
 * Adds the examples of the contracts: {@code request-examples.json} has one per request body, and
 * {@code response-examples.json} one per schema of an answer. A page gets a list of one; a page
 * with further fields has its own example, under the name of its items and {@code Page}. An answer
 * without a named schema has its example under the id of the operation. The end-to-end tests send
 * the examples of requests to an installation.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD, priority = Examples.LAST)
public final class Examples implements OASFilter {
  static final int LAST = -1;

  private final Map<String, Object> requests = read("/request-examples.json");
  private final Map<String, Object> responses = read("/response-examples.json");

  @Override
  public void filterOpenAPI(OpenAPI document) {
    document
        .getPaths()
        .getPathItems()
        .forEach((path, item) ->
            item.getOperations()
                .forEach((method, operation) -> addTo(operation, method + " " + path)));
    ComponentSchemas.change(
        document, schemas -> schemas.forEach((name, schema) -> addTo(name, schema)));
  }

  private void addTo(Operation operation, String route) {
    if (operation.getRequestBody() != null) {
      addTo(Stream.ofNullable(operation.getRequestBody().getContent()), requests.get(route));
    }
    addTo(
        operation.getResponses().getAPIResponses().values().stream().map(APIResponse::getContent),
        responses.get(String.valueOf(operation.getOperationId())));
  }

  private static void addTo(Stream<Content> contents, @Nullable Object example) {
    if (example != null) {
      contents
          .filter(Objects::nonNull)
          .flatMap(content -> content.getMediaTypes().entrySet().stream())
          .filter(media -> media.getKey().endsWith("json"))
          .forEach(media -> media.getValue().setExample(example));
    }
  }

  private void addTo(String name, Schema schema) {
    Optional.ofNullable(responses.get(name))
        .or(() -> itemOf(schema).flatMap(this::page))
        .ifPresent(example -> schema.setExamples(List.of(example)));
  }

  /** A page has the example of its item, unless it has one of its own. */
  private Optional<Object> page(String item) {
    return Optional.ofNullable(responses.get(item + "Page"))
        .or(() -> Optional.ofNullable(responses.get(item)).map(Examples::pageOf));
  }

  private static Object pageOf(Object item) {
    return new TreeMap<>(Map.of("data", List.of(item), "nextCursor", "bmV4dA"));
  }

  /** The name of the schema of a page's items; empty for a schema that is no page. */
  private static Optional<String> itemOf(Schema schema) {
    return Optional.ofNullable(schema.getProperties())
        .filter(properties -> properties.containsKey("nextCursor"))
        .map(properties -> properties.get("data"))
        .map(Schema::getItems)
        .map(Schema::getRef)
        .map(reference -> reference.substring(ComponentSchemas.PREFIX.length()));
  }

  private static Map<String, Object> read(String resource) {
    try (InputStream text = Json.class.getResourceAsStream(resource)) {
      return Json.MAPPER.readValue(
          Objects.requireNonNull(text, resource), new TypeReference<Map<String, Object>>() {});
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
