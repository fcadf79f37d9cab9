package dev.tributary.audience.http;

import dev.tributary.audience.definition.PropertySpec;
import dev.tributary.contracts.definition.DeclaredType;
import dev.tributary.contracts.event.CallType;
import dev.tributary.definitions.DefinitionStore;
import dev.tributary.runtime.openapi.request.Required;
import dev.tributary.runtime.problem.Problems;
import dev.tributary.runtime.tenancy.Tenant;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The types as which rules read the properties of events. */
@Path("/api/v1/workspaces/{workspace}/catalogue/events/properties/type")
@RunOnVirtualThread
@Tag(name = "Catalogue")
public class PropertyTypeResource {
  /** Reads values as they were sent. */
  static final String NO_TYPE = "none";

  /**
   * Call, event and property together are the key of the stored definition, and an index limits its
   * length.
   */
  private static final int LONGEST = 250;

  private final Tenant tenant;
  private final DefinitionStore<PropertySpec> store;

  public PropertyTypeResource(Tenant tenant, DefinitionStore<PropertySpec> store) {
    this.tenant = tenant;
    this.store = store;
  }

  /**
   * The type of a property.
   *
   * @param call track, page, screen, group or alias
   * @param event the event's name; absent for rules that count all events of the call
   * @param property a name or a dotted path
   * @param type {@code text}, {@code number}, {@code boolean} or {@code date-time}; {@code none},
   *     the default, reads values as they were sent
   */
  @Schema(name = "DeclaredPropertyType")
  public record Declared(
      @Required @Nullable String call,
      @Nullable String event,
      @Required @Nullable String property,
      @Required @Nullable String type) {}

  /**
   * @return the type that the property now has
   */
  @PUT
  @Operation(
      operationId = "declarePropertyType",
      summary = "Declare the type of a property of an event",
      description =
          "The stored values do not change. A value that cannot be read as this type is unknown"
              + " in rules and in the mappings of syncs. Audiences whose rules use the property"
              + " are evaluated again over all profiles.")
  public Declared declare(@Nullable Declared body) {
    PropertySpec spec = spec(body == null ? new Declared(null, null, null, null) : body);
    store.put(tenant.workspaceId(), spec.key(), spec.name(), spec);
    return new Declared(
        spec.call().wireName(),
        spec.event(),
        spec.property(),
        spec.type() == null ? NO_TYPE : spec.type().wireName());
  }

  private static PropertySpec spec(Declared body) {
    CallType call = CallType.named(body.call());
    if (call == null || call == CallType.IDENTIFY) {
      throw Problems.INVALID.problem("call must be track, page, screen, group or alias", "/call");
    }
    DeclaredType type = DeclaredType.named(body.type()).orElse(null);
    if (type == null && !NO_TYPE.equals(body.type())) {
      throw Problems.INVALID.problem(
          "type must be text, number, boolean, date-time or none", "/type");
    }
    String event = body.event();
    return new PropertySpec(
        call,
        event == null ? null : name(event, "/event"),
        name(body.property(), "/property"),
        type);
  }

  private static String name(@Nullable String text, String pointer) {
    if (text == null || text.isEmpty() || text.length() > LONGEST || text.indexOf('\0') >= 0) {
      throw Problems.INVALID.problem(
          "This must be a text of 1 to %d characters".formatted(LONGEST), pointer);
    }
    return text;
  }
}
