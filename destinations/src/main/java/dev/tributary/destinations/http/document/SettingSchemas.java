package dev.tributary.destinations.http.document;

import dev.tributary.destinations.connector.Manifest.Setting;
import dev.tributary.runtime.openapi.ComponentSchemas;
import dev.tributary.runtime.openapi.NullSchemas;
import java.util.List;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;

/** Describes declared settings as {@code SettingsCheck} reads them. */
enum SettingSchemas {
  /** In a request that replaces all settings. */
  WHOLE,
  /** In a merge patch, which requires no setting. */
  PATCH,
  /** In an answer, which says of a secret only that it is stored. */
  STORED;

  /** The name of the schema that stands in the place of a secret. */
  static final String STORED_SECRET = "StoredSecret";

  Schema of(List<Setting> settings, String description) {
    Schema schema =
        type(SchemaType.OBJECT).description(description).additionalPropertiesBoolean(false);
    for (Setting setting : settings) {
      schema.addProperty(
          setting.name(), value(setting).description(setting.label() + ": " + setting.help()));
      if (setting.required() && this != PATCH) {
        schema.addRequired(setting.name());
      }
    }
    return schema;
  }

  static Schema storedSecret() {
    return type(SchemaType.OBJECT)
        .description("Stands in the place of a stored secret")
        .addProperty(
            "set", type(SchemaType.BOOLEAN).addEnumeration(true).description("Always true"))
        .addRequired("set")
        .additionalPropertiesBoolean(false);
  }

  private Schema value(Setting setting) {
    if (setting.secret() && this == STORED) {
      return ComponentSchemas.reference(STORED_SECRET);
    }
    Schema value = setting.secret() ? text(setting).writeOnly(true) : accepted(setting);
    return setting.required() ? value : NullSchemas.orNull(value);
  }

  private static Schema accepted(Setting setting) {
    return switch (setting.type()) {
      case TEXT, SIGNING_SECRET -> text(setting);
      case NUMBER -> type(SchemaType.NUMBER);
      case BOOLEAN -> type(SchemaType.BOOLEAN);
      case CHOICE -> {
        Schema choice = type(SchemaType.STRING);
        setting.options().forEach(choice::addEnumeration);
        yield choice;
      }
      case LIST -> type(SchemaType.ARRAY).items(type(SchemaType.STRING));
    };
  }

  private static Schema text(Setting setting) {
    Schema text = type(SchemaType.STRING);
    return setting.required() ? text.minLength(1) : text;
  }

  private static Schema type(SchemaType type) {
    return OASFactory.createSchema().addType(type);
  }
}
