package dev.tributary.runtime.openapi;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.jspecify.annotations.Nullable;

/** The names of the schemas that request bodies use, directly or nested. */
final class SentSchemas {
  private final Map<String, Schema> schemas;
  private final Set<String> found = new TreeSet<>();

  private SentSchemas(Map<String, Schema> schemas) {
    this.schemas = schemas;
  }

  static Set<String> of(OpenAPI document) {
    SentSchemas sent = new SentSchemas(document.getComponents().getSchemas());
    document.getPaths().getPathItems().values().stream()
        .flatMap(path -> path.getOperations().values().stream())
        .map(Operation::getRequestBody)
        .filter(body -> body != null && body.getContent() != null)
        .flatMap(body -> body.getContent().getMediaTypes().values().stream())
        .forEach(media -> sent.visit(media.getSchema()));
    return sent.found;
  }

  private void visit(@Nullable Schema schema) {
    if (schema == null) {
      return;
    }
    String reference = schema.getRef();
    if (reference != null && reference.startsWith(ComponentSchemas.PREFIX)) {
      String name = reference.substring(ComponentSchemas.PREFIX.length());
      if (found.add(name)) {
        visit(schemas.get(name));
      }
    }
    visit(schema.getItems());
    visit(schema.getAdditionalPropertiesSchema());
    Stream.of(values(schema.getProperties()), list(schema.getOneOf()), list(schema.getAnyOf()))
        .flatMap(Collection::stream)
        .forEach(this::visit);
  }

  private static Collection<Schema> values(@Nullable Map<String, Schema> properties) {
    return properties == null ? List.of() : properties.values();
  }

  private static Collection<Schema> list(@Nullable List<Schema> variants) {
    return Objects.requireNonNullElse(variants, List.of());
  }
}
