package dev.tributary.destinations.http.document;

import dev.tributary.destinations.connector.Connectors;
import dev.tributary.destinations.connector.Manifest;
import dev.tributary.destinations.connector.Manifest.Setting;
import dev.tributary.destinations.connector.manifest.InstalledConnectors;
import dev.tributary.runtime.openapi.ComponentSchemas;
import dev.tributary.runtime.openapi.SchemaVariants;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema;

/**
 * Describes the settings of destinations and syncs as the connectors of the installation declare
 * them. A destination is a choice that its connector distinguishes; a connector that a workspace
 * has added is a variant without declared settings. A sync does not name its connector, so its
 * settings are those of any object.
 */
@OpenApiFilter(
    stages = OpenApiFilter.RunStage.BUILD,
    priority = ConnectorSchemas.AFTER_TYPE_SCHEMAS)
public final class ConnectorSchemas implements OASFilter {
  static final int AFTER_TYPE_SCHEMAS = 0;

  private static final String CONNECTOR = "connector";
  private static final String SETTINGS = "settings";
  private static final String NO_SETTINGS = "NoSettings";

  /** The variant for connectors that workspaces have added, which no document can list. */
  private static final String ADDED = "added-connector";

  private static final String ADDED_SETTINGS = "AddedConnectorSettings";

  private final List<Manifest> manifests;

  /** Describes the connectors on the class path of the build. */
  public ConnectorSchemas() {
    this(InstalledConnectors.load());
  }

  ConnectorSchemas(Connectors connectors) {
    this.manifests = connectors.manifests();
  }

  @Override
  public void filterOpenAPI(OpenAPI document) {
    ComponentSchemas.change(document, this::describe);
  }

  private void describe(Map<String, Schema> schemas) {
    schemas.put(SettingSchemas.STORED_SECRET, SettingSchemas.storedSecret());
    schemas.put(
        ADDED_SETTINGS,
        OASFactory.createSchema()
            .addType(Schema.SchemaType.OBJECT)
            .additionalPropertiesSchema(
                OASFactory.createSchema()
                    .anyOf(
                        List.of(
                            OASFactory.createSchema()
                                .type(
                                    List.of(
                                        Schema.SchemaType.STRING,
                                        Schema.SchemaType.NUMBER,
                                        Schema.SchemaType.BOOLEAN,
                                        Schema.SchemaType.NULL)),
                            OASFactory.createSchema()
                                .addType(Schema.SchemaType.ARRAY)
                                .items(OASFactory.createSchema().addType(Schema.SchemaType.STRING)),
                            ComponentSchemas.reference(SettingSchemas.STORED_SECRET))))
            .description("The settings that a connector of the workspace declares"));
    choice(schemas, "DestinationRequest", "Settings", SettingSchemas.WHOLE);
    choice(schemas, "DestinationDraft", "Settings", SettingSchemas.WHOLE);
    choice(schemas, "Destination", "StoredSettings", SettingSchemas.STORED);
    List<String> patches = new ArrayList<>();
    for (Manifest manifest : manifests) {
      patches.add(addSettings(schemas, manifest, "SettingsPatch", SettingSchemas.PATCH));
    }
    patches.add(ADDED_SETTINGS);
    anyOf(schemas, "DestinationPatch", patches);
    List<String> whole = syncSettings(schemas, "SyncSettings", SettingSchemas.WHOLE);
    anyOf(schemas, "SyncRequest", whole);
    anyOf(schemas, "SyncDraft", whole);
    anyOf(schemas, "Sync", whole);
    anyOf(schemas, "SyncPatch", syncSettings(schemas, "SyncSettingsPatch", SettingSchemas.PATCH));
  }

  /** Makes the schema a choice of one variant per connector. */
  private void choice(
      Map<String, Schema> schemas, String name, String suffix, SettingSchemas kind) {
    Schema schema = Objects.requireNonNull(schemas.get(name), name);
    SchemaVariants variants = new SchemaVariants(name, schema, CONNECTOR);
    for (Manifest manifest : manifests) {
      String settings = addSettings(schemas, manifest, suffix, kind);
      Schema variant =
          variants.add(manifest.id(), new TreeSet<>(schema.getProperties().keySet()).stream());
      variant.addProperty(
          SETTINGS, ComponentSchemas.reference(settings).description(descriptionOf(schema)));
      if (!required(variant).contains(SETTINGS)
          && manifest.settings().stream().anyMatch(Setting::required)) {
        variant.addRequired(SETTINGS);
      }
    }
    Schema ofWorkspace =
        variants.addOther(ADDED, new TreeSet<>(schema.getProperties().keySet()).stream());
    ofWorkspace.addProperty(
        SETTINGS, ComponentSchemas.reference(ADDED_SETTINGS).description(descriptionOf(schema)));
    schemas.putAll(variants.choice());
  }

  private static String addSettings(
      Map<String, Schema> schemas, Manifest manifest, String suffix, SettingSchemas kind) {
    String name = SchemaVariants.capitalised(manifest.id()) + suffix;
    schemas.put(
        name,
        kind.of(
            manifest.settings(),
            "The settings of a destination of the connector " + manifest.name()));
    return name;
  }

  /** Returns the names of the settings' schemas, without duplicates. */
  private List<String> syncSettings(
      Map<String, Schema> schemas, String suffix, SettingSchemas kind) {
    List<String> names = new ArrayList<>();
    for (Manifest manifest : manifests) {
      for (Manifest.ObjectType object : manifest.objects()) {
        if (!object.settings().isEmpty()) {
          String name =
              SchemaVariants.capitalised(manifest.id())
                  + SchemaVariants.capitalised(object.name())
                  + suffix;
          schemas.put(
              name,
              kind.of(
                  object.settings(),
                  "The settings of a sync to the object `%s` of the connector %s"
                      .formatted(object.name(), manifest.name())));
          names.add(name);
        }
      }
    }
    schemas.put(NO_SETTINGS, kind.of(List.of(), "The settings of an object without settings"));
    names.add(NO_SETTINGS);
    names.add(ADDED_SETTINGS);
    return names;
  }

  /** Makes the settings of the schema any of the named ones. */
  private static void anyOf(Map<String, Schema> schemas, String name, List<String> settings) {
    Schema schema = Objects.requireNonNull(schemas.get(name), name);
    schema.addProperty(
        SETTINGS,
        OASFactory.createSchema()
            .anyOf(settings.stream().map(ComponentSchemas::reference).toList())
            .description(descriptionOf(schema)));
  }

  private static String descriptionOf(Schema schema) {
    return Objects.requireNonNull(schema.getProperties().get(SETTINGS)).getDescription();
  }

  private static List<String> required(Schema schema) {
    return Objects.requireNonNullElse(schema.getRequired(), List.of());
  }
}
