package dev.tributary.runtime.openapi;

import dev.tributary.runtime.definition.MergePatch;
import dev.tributary.runtime.openapi.request.Draft;
import dev.tributary.runtime.openapi.request.OptionalBody;
import dev.tributary.runtime.openapi.request.Required;
import java.lang.annotation.Annotation;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.RequestBody;
import org.jspecify.annotations.Nullable;

/**
 * Gives each request body the schema with the fields that its route requires, and a description. A
 * merge patch requires none, and a {@link Draft} fewer than a definition that is saved.
 */
final class RequestBodies {
  private final Map<String, Schema> schemas;
  private final Map<String, Class<?>> records;
  private final OperationMethods methods;
  private final MergePatchSchemas patches;

  /**
   * @param schemas by name; gets the additional schemas
   * @param records the types of the schemas
   */
  RequestBodies(
      Map<String, Schema> schemas, Map<String, Class<?>> records, OperationMethods methods) {
    this.schemas = schemas;
    this.records = records;
    this.methods = methods;
    this.patches = new MergePatchSchemas(schemas);
  }

  void assign(OpenAPI document) {
    document.getPaths().getPathItems().values().stream()
        .flatMap(path -> path.getOperations().values().stream())
        .filter(operation ->
            operation.getRequestBody() != null && operation.getRequestBody().getContent() != null)
        .forEach(this::assign);
  }

  private void assign(Operation operation) {
    Map<String, MediaType> contents = operation.getRequestBody().getContent().getMediaTypes();
    boolean patch = contents.containsKey(MergePatch.MEDIA_TYPE);
    boolean draft = takes(operation, Draft.class);
    operation.getRequestBody().setRequired(!takes(operation, OptionalBody.class));
    if (patch || draft) {
      for (MediaType content : contents.values()) {
        nameOf(content.getSchema())
            .map(name -> patch ? patches.of(name) : draftOf(name))
            .ifPresent(name -> content.setSchema(ComponentSchemas.reference(name)));
      }
    }
    describe(operation.getRequestBody());
  }

  /** A body that its method does not describe is what its schema is. */
  private void describe(RequestBody body) {
    if (body.getDescription() == null) {
      body.getContent().getMediaTypes().values().stream()
          .flatMap(content -> nameOf(content.getSchema()).stream())
          .flatMap(name -> Stream.ofNullable(schemas.get(name)))
          .flatMap(schema -> Stream.ofNullable(schema.getDescription()))
          .findFirst()
          .ifPresent(body::setDescription);
    }
  }

  private boolean takes(Operation operation, Class<? extends Annotation> parameters) {
    return methods.of(operation).stream()
        .flatMap(method -> Arrays.stream(method.getParameters()))
        .anyMatch(parameter -> parameter.isAnnotationPresent(parameters));
  }

  private static Optional<String> nameOf(@Nullable Schema schema) {
    return Optional.ofNullable(schema == null ? null : schema.getRef())
        .map(reference -> reference.substring(ComponentSchemas.PREFIX.length()));
  }

  private String draftOf(String name) {
    String draft = MergePatchSchemas.definition(name) + "Draft";
    Schema saved = Objects.requireNonNull(schemas.get(name));
    schemas.computeIfAbsent(draft, absent -> draft(saved, required(name, saved)));
    return draft;
  }

  private static Schema draft(Schema saved, List<String> required) {
    Schema draft =
        OASFactory.createSchema()
            .type(saved.getType())
            .properties(saved.getProperties())
            .anyOf(saved.getAnyOf())
            .description(saved.getDescription());
    required.forEach(draft::addRequired);
    return draft;
  }

  /** The fields that a draft requires, of those that a saved definition requires. */
  private List<String> required(String name, Schema saved) {
    List<String> onlySaved =
        Arrays.stream(Objects.requireNonNull(records.get(name)).getRecordComponents())
            .filter(component ->
                component.isAnnotationPresent(Required.class)
                    && !component.getAnnotation(Required.class).inDrafts())
            .map(PropertyNames::of)
            .toList();
    return Objects.requireNonNullElse(saved.getRequired(), List.<String>of()).stream()
        .filter(field -> !onlySaved.contains(field))
        .toList();
  }
}
