package dev.tributary.runtime.openapi;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.media.Schema;

/**
 * The schemas of merge patches (RFC 7396). No field is required, at any depth. Lists and the
 * variants of sealed types are replaced as a whole, so their schemas stay as they are.
 */
final class MergePatchSchemas {
  private final Map<String, Schema> schemas;

  /**
   * @param schemas by name; gets the schemas of the patches
   */
  MergePatchSchemas(Map<String, Schema> schemas) {
    this.schemas = schemas;
  }

  /** The name of the schema of a patch of what the named schema describes. */
  String of(String name) {
    String patch = definition(name) + "Patch";
    if (!schemas.containsKey(patch)) {
      Schema whole = Objects.requireNonNull(schemas.get(name));
      Schema schema = OASFactory.createSchema();
      schemas.put(patch, schema);
      schema
          .type(whole.getType())
          .description(
              "A JSON merge patch (RFC 7396). Fields that are absent stay as they are. "
                  + whole.getDescription());
      whole.getProperties().forEach((field, value) -> schema.addProperty(field, patched(value)));
    }
    return patch;
  }

  /**
   * The name of the definition that a request's schema describes: a destination for a destination's
   * request.
   */
  static String definition(String name) {
    return name.replaceFirst("Request$", "").replaceFirst("^New(?=[A-Z])", "");
  }

  private Schema patched(Schema value) {
    if (value.getAnyOf() != null) {
      return OASFactory.createSchema()
          .anyOf(value.getAnyOf().stream().map(this::patched).toList())
          .description(value.getDescription());
    }
    if (value.getRef() != null) {
      String name = value.getRef().substring(ComponentSchemas.PREFIX.length());
      Schema named = schemas.get(name);
      return named == null || named.getProperties() == null
          ? value
          : ComponentSchemas.reference(of(name)).description(value.getDescription());
    }
    Schema entries = value.getAdditionalPropertiesSchema();
    return entries == null
        ? value
        : OASFactory.createSchema()
            .type(List.copyOf(value.getType()))
            .additionalPropertiesSchema(NullSchemas.orNull(NullSchemas.withoutNull(entries)))
            .description(value.getDescription());
  }
}
