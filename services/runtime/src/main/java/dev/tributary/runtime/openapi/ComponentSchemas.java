package dev.tributary.runtime.openapi;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema;

/** The named schemas of a document, and references to them. */
public final class ComponentSchemas {
  /** How references begin. */
  public static final String PREFIX = "#/components/schemas/";

  private ComponentSchemas() {}

  /**
   * Changes the schemas by name. A document without schemas stays as it is.
   *
   * @param change gets a copy that it may change
   */
  public static void change(OpenAPI document, Consumer<Map<String, Schema>> change) {
    if (document.getComponents() == null || document.getComponents().getSchemas() == null) {
      return;
    }
    Map<String, Schema> schemas = new TreeMap<>(document.getComponents().getSchemas());
    change.accept(schemas);
    document.getComponents().setSchemas(schemas);
  }

  /** A reference to the schema with that name. */
  public static Schema reference(String name) {
    return OASFactory.createSchema().ref(PREFIX + name);
  }
}
