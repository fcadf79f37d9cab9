package dev.tributary.destinations.http.destination;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Json;
import dev.tributary.definitions.DefinitionStore;
import dev.tributary.destinations.connector.Manifest;
import dev.tributary.destinations.delivery.BatchSender;
import dev.tributary.destinations.destination.DestinationSpec;
import dev.tributary.destinations.http.binding.StoredConnectors;
import dev.tributary.destinations.schema.ListQuestion;
import dev.tributary.destinations.sync.Catalogue;
import dev.tributary.runtime.openapi.request.OptionalBody;
import dev.tributary.runtime.problem.Problems;
import dev.tributary.runtime.tenancy.Tenant;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The lists of the vendor of a destination: fields of objects, and values of settings. */
@Path("/api/v1/workspaces/{workspace}/destinations/{destination}/objects/{object}")
@Produces(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
@Tag(name = "Destinations")
public class DestinationFieldsResource {
  private static final int LONGEST_SETTING = 1_000;

  private final DefinitionStore<DestinationSpec> store;
  private final StoredConnectors connectors;
  private final BatchSender sender;
  private final Tenant tenant;

  public DestinationFieldsResource(
      DefinitionStore<DestinationSpec> store,
      StoredConnectors connectors,
      BatchSender sender,
      Tenant tenant) {
    this.store = store;
    this.connectors = connectors;
    this.sender = sender;
    this.tenant = tenant;
  }

  /**
   * Which fields are read, and how new they must be.
   *
   * @param settings of a sync to the object, for objects that a setting chooses
   * @param refresh true to ask the vendor again
   */
  public record FieldsRequest(
      @Nullable Map<String, @Nullable String> settings, @Nullable Boolean refresh) {}

  /**
   * @param object the name of an object of the connector
   * @return the fields, with their age
   */
  @POST
  @Path("/fields")
  @Operation(
      operationId = "readDestinationFields",
      summary = "The fields that an object has at the vendor, with types and options",
      description =
          "The vendor is asked if the list is older than 10 minutes, and with `refresh` if it is"
              + " older than 30 seconds. All callers share one list, which is read by one of them"
              + " at a time and within the limits of the account. Deliveries are checked against"
              + " the same list. A list that cannot be read now is answered as it is, with the"
              + " cause of the delay.")
  public DestinationFieldsView read(
      @PathParam("destination") String destination,
      @PathParam("object") String object,
      @OptionalBody @Nullable FieldsRequest request) {
    Catalogue.Destination defined = defined(destination);
    Manifest.ObjectType type = object(defined, object);
    ObjectNode settings = settings(type, request);
    return isIncomplete(type, settings)
        ? DestinationFieldsView.without(DestinationFieldsView.State.NEEDS_SETTINGS)
        : DestinationFieldsView.of(
            sender.listed(
                defined,
                ListQuestion.fields(
                    object, settings, request != null && isTrue(request.refresh()))));
  }

  /**
   * How new the list of values must be.
   *
   * @param refresh true to ask the vendor again
   */
  public record ChoicesRequest(@Nullable Boolean refresh) {}

  /**
   * @param object the name of an object of the connector
   * @param setting one of the object's `choices`
   * @return the values, with the age of the list
   */
  @POST
  @Path("/settings/{setting}/choices")
  @Operation(
      operationId = "readSettingChoices",
      summary = "The values that the vendor lists for a setting of a sync, such as its objects",
      description =
          "The list is read, shared and kept as the fields of an object are. A sync can have a"
              + " value that is not in the list, for example if the credentials of the"
              + " destination may not read it.")
  public SettingChoicesView choices(
      @PathParam("destination") String destination,
      @PathParam("object") String object,
      @PathParam("setting") String setting,
      @OptionalBody @Nullable ChoicesRequest request) {
    Catalogue.Destination defined = defined(destination);
    if (object(defined, object).choices().stream()
        .noneMatch(each -> each.setting().equals(setting))) {
      throw Problems.NOT_FOUND.problem(
          "The connector lists no values of the setting %s of %s".formatted(setting, object));
    }
    return SettingChoicesView.of(
        sender.listed(
            defined,
            ListQuestion.choices(object, setting, request != null && isTrue(request.refresh()))));
  }

  private Catalogue.Destination defined(String destination) {
    return StoredConnectors.destination(
        connectors, tenant.workspaceId(), store.require(tenant.workspaceId(), destination));
  }

  private static Manifest.ObjectType object(Catalogue.Destination destination, String object) {
    return destination
        .connector()
        .manifest()
        .object(object)
        .orElseThrow(() -> Problems.NOT_FOUND.problem("The connector has no object " + object));
  }

  private static boolean isTrue(@Nullable Boolean flag) {
    return Boolean.TRUE.equals(flag);
  }

  /** The settings that the object declares; a form can have others. */
  private static ObjectNode settings(Manifest.ObjectType type, @Nullable FieldsRequest request) {
    ObjectNode settings = Json.MAPPER.createObjectNode();
    Map<String, @Nullable String> given =
        request == null ? Map.of() : Objects.requireNonNullElse(request.settings(), Map.of());
    for (Manifest.Setting setting : type.settings()) {
      String value = given.get(setting.name());
      if (value != null && value.length() > LONGEST_SETTING) {
        throw Problems.INVALID.problem(
            "Must have at most %d characters".formatted(LONGEST_SETTING),
            "/settings/" + setting.name());
      }
      if (value != null && !value.isBlank() && !setting.secret()) {
        settings.put(setting.name(), value);
      }
    }
    return settings;
  }

  private static boolean isIncomplete(Manifest.ObjectType type, ObjectNode settings) {
    return type.settings().stream()
        .anyMatch(
            setting -> setting.required() && !setting.secret() && !settings.has(setting.name()));
  }
}
