package dev.tributary.destinations.connector;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tributary.destinations.connector.Manifest.Field;
import dev.tributary.destinations.connector.Manifest.FieldType;
import dev.tributary.destinations.connector.Manifest.ObjectType;
import dev.tributary.destinations.connector.Manifest.RateLimit;
import dev.tributary.destinations.connector.Manifest.Removal;
import dev.tributary.destinations.connector.Manifest.Setting;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The form of a manifest in YAML. What is absent has a default;
 * docs/reference/connector.schema.json describes it.
 *
 * @param java the class with the code of the connector
 */
record ManifestFile(
    @JsonProperty(required = true) String id,
    @JsonProperty(required = true) String name,
    @JsonProperty(required = true) String description,
    @JsonProperty(required = true) EffectClass effectClass,
    @JsonProperty(required = true) String java,
    @Nullable Integer concurrency,
    @Nullable Boolean addressOverridable,
    @Nullable List<RateLimit> rateLimits,
    @Nullable List<SettingForm> settings,
    @JsonProperty(required = true) List<ObjectForm> objects,
    @JsonProperty(required = true) List<String> sources) {

  record SettingForm(
      @JsonProperty(required = true) String name,
      @JsonProperty(required = true) String label,
      @JsonProperty(required = true) String help,
      Setting.@Nullable Type type,
      @Nullable Boolean required,
      @Nullable Boolean secret,
      @Nullable List<String> options,
      @Nullable Boolean origin) {

    Setting setting() {
      return new Setting(
          name,
          label,
          help,
          Objects.requireNonNullElse(type, Setting.Type.TEXT),
          Objects.requireNonNullElse(required, false),
          Objects.requireNonNullElse(secret, false),
          Objects.requireNonNullElse(options, List.of()),
          Objects.requireNonNullElse(origin, false));
    }
  }

  record FieldForm(
      @JsonProperty(required = true) String name,
      @JsonProperty(required = true) String label,
      @Nullable FieldType type) {

    Field field() {
      return new Field(name, label, Objects.requireNonNullElse(type, FieldType.TEXT));
    }
  }

  record ObjectForm(
      @JsonProperty(required = true) String name,
      @JsonProperty(required = true) String label,
      @JsonProperty(required = true) ObjectType.Kind kind,
      @JsonProperty(required = true) Integer batchSize,
      @JsonProperty(required = true) Removal removal,
      @Nullable List<FieldForm> fields,
      @Nullable String otherFields,
      @Nullable List<String> matchFields,
      @Nullable String memberships,
      @Nullable List<SettingForm> settings,
      @Nullable Boolean changesOnly) {

    ObjectType object() {
      return ManifestObjectTypeBuilder.builder()
          .name(name)
          .label(label)
          .kind(kind)
          .fields(
              Objects.requireNonNullElse(fields, List.<FieldForm>of()).stream()
                  .map(FieldForm::field)
                  .toList())
          .otherFields(otherFields)
          .matchFields(Objects.requireNonNullElse(matchFields, List.of()))
          .batchSize(batchSize)
          .removal(removal)
          .memberships(memberships)
          .settings(ManifestFile.settings(settings))
          .changesOnly(Objects.requireNonNullElse(changesOnly, false))
          .build();
    }
  }

  Manifest manifest() {
    return ManifestBuilder.builder()
        .id(id)
        .name(name)
        .description(description)
        .effectClass(effectClass)
        .settings(settings(settings))
        .objects(objects.stream().map(ObjectForm::object).toList())
        .rateLimits(Objects.requireNonNullElse(rateLimits, List.of()))
        .concurrency(Objects.requireNonNullElse(concurrency, 1))
        .addressOverridable(Objects.requireNonNullElse(addressOverridable, false))
        .sources(sources)
        .build();
  }

  private static List<Setting> settings(@Nullable List<SettingForm> forms) {
    return Objects.requireNonNullElse(forms, List.<SettingForm>of()).stream()
        .map(SettingForm::setting)
        .toList();
  }
}
