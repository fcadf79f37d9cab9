package dev.tributary.destinations.connector.manifest;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.destinations.connector.Deduplication;
import dev.tributary.destinations.connector.EffectClass;
import dev.tributary.destinations.connector.Manifest;
import dev.tributary.destinations.connector.Manifest.BatchLimits;
import dev.tributary.destinations.connector.Manifest.Billing;
import dev.tributary.destinations.connector.Manifest.Choices;
import dev.tributary.destinations.connector.Manifest.Confirmation;
import dev.tributary.destinations.connector.Manifest.Field;
import dev.tributary.destinations.connector.Manifest.FieldType;
import dev.tributary.destinations.connector.Manifest.Forget;
import dev.tributary.destinations.connector.Manifest.Link;
import dev.tributary.destinations.connector.Manifest.ObjectType;
import dev.tributary.destinations.connector.Manifest.RateLimit;
import dev.tributary.destinations.connector.Manifest.Removal;
import dev.tributary.destinations.connector.Manifest.Setting;
import dev.tributary.destinations.connector.Manifest.SuggestedValue;
import dev.tributary.destinations.connector.Manifest.VendorApi;
import dev.tributary.destinations.connector.ManifestBuilder;
import dev.tributary.destinations.connector.ManifestObjectTypeBuilder;
import dev.tributary.destinations.connector.ManifestSettingBuilder;
import dev.tributary.destinations.connector.Mode;
import dev.tributary.destinations.pacing.Budget;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The form of a manifest in YAML. What is absent has a default;
 * docs/reference/connector.schema.json describes it.
 *
 * @param java the class with the code of the connector. Without it, {@code host}, {@code auth},
 *     {@code apis}, {@code answers}, {@code probe} and {@code usage}, and the requests and places
 *     of the objects are compiled
 */
record ManifestFile(
    @JsonProperty(required = true) String id,
    @JsonProperty(required = true) String name,
    @JsonProperty(required = true) String description,
    @JsonProperty(required = true) EffectClass effectClass,
    @Nullable ApiForm api,
    @Nullable String java,
    @Nullable JsonNode host,
    @Nullable JsonNode auth,
    @Nullable JsonNode apis,
    @Nullable JsonNode answers,
    @Nullable JsonNode probe,
    @Nullable JsonNode usage,
    @Nullable Integer concurrency,
    @Nullable Boolean addressOverridable,
    @Nullable List<RateLimit> rateLimits,
    @Nullable List<Budget> budgets,
    @Nullable Integer connections,
    @Nullable Integer openJobs,
    @Nullable List<SettingForm> settings,
    @JsonProperty(required = true) List<ObjectForm> objects,
    @JsonProperty(required = true) List<String> sources) {

  /**
   * @param end ISO 8601; null if the vendor names none
   */
  record ApiForm(
      @JsonProperty(required = true) String version,
      @Nullable String end,
      @JsonProperty(required = true) String words) {

    VendorApi api() {
      return new VendorApi(version, end == null ? null : LocalDate.parse(end), words);
    }
  }

  record SettingForm(
      @JsonProperty(required = true) String name,
      @JsonProperty(required = true) String label,
      @JsonProperty(required = true) String help,
      Setting.@Nullable Type type,
      @Nullable Boolean required,
      @Nullable Boolean secret,
      @Nullable List<String> options,
      @Nullable Boolean origin,
      @Nullable String example) {

    Setting setting() {
      return ManifestSettingBuilder.builder()
          .name(name)
          .label(label)
          .help(help)
          .type(Objects.requireNonNullElse(type, Setting.Type.TEXT))
          .required(Objects.requireNonNullElse(required, false))
          .secret(Objects.requireNonNullElse(secret, false))
          .options(Objects.requireNonNullElse(options, List.of()))
          .origin(Objects.requireNonNullElse(origin, false))
          .example(example)
          .build();
    }
  }

  record FieldForm(
      @JsonProperty(required = true) String name,
      @JsonProperty(required = true) String label,
      @Nullable FieldType type,
      @Nullable List<String> options,
      @Nullable Boolean required,
      @Nullable String help,
      @Nullable String example,
      @Nullable SuggestedForm suggested) {

    Field field() {
      return new Field(
          name,
          label,
          Objects.requireNonNullElse(type, FieldType.TEXT),
          Objects.requireNonNullElse(options, List.of()),
          Objects.requireNonNullElse(required, false),
          help,
          example,
          suggested == null ? null : suggested.value());
    }
  }

  record SuggestedForm(
      @JsonProperty(required = true) SuggestedValue.Kind kind,
      @JsonProperty(required = true) String name) {

    SuggestedValue value() {
      return new SuggestedValue(kind, name);
    }
  }

  record ObjectForm(
      @JsonProperty(required = true) String name,
      @JsonProperty(required = true) String label,
      @JsonProperty(required = true) ObjectType.Kind kind,
      @Nullable Integer batchSize,
      @Nullable BatchForm batch,
      @JsonProperty(required = true) Removal removal,
      @Nullable List<FieldForm> fields,
      @Nullable String otherFields,
      @Nullable List<String> matchFields,
      @Nullable List<String> furtherMatchFields,
      @Nullable String memberships,
      @Nullable List<SettingForm> settings,
      @Nullable EffectClass effectClass,
      @Nullable DeduplicationForm deduplication,
      @Nullable List<Mode> modes,
      @Nullable String settle,
      @Nullable Confirmation confirms,
      @Nullable Forget forget,
      @Nullable List<Link> links,
      @Nullable List<String> within,
      @Nullable JsonNode requests,
      @Nullable JsonNode place,
      @Nullable JsonNode job,
      @Nullable JsonNode discovery,
      @Nullable JsonNode ownFields,
      @Nullable List<ChoicesForm> choices,
      @Nullable Boolean changesOnly,
      @Nullable Billing billing) {

    /**
     * @param ofConnector the effect class of an object that declares none
     */
    ObjectType object(EffectClass ofConnector) {
      BatchLimits limits =
          batch == null
              ? new BatchLimits(Objects.requireNonNull(batchSize), null, null, Duration.ZERO)
              : batch.limits();
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
          .furtherMatchFields(Objects.requireNonNullElse(furtherMatchFields, List.of()))
          .batchSize(limits.items())
          .batch(limits)
          .removal(removal)
          .memberships(memberships)
          .settings(ManifestFile.settings(settings))
          .effectClass(Objects.requireNonNullElse(effectClass, ofConnector))
          .deduplication(deduplication == null ? null : deduplication.deduplication())
          .modes(modes == null ? Mode.of(kind, removal) : modes)
          .settle(duration(settle))
          .confirms(Objects.requireNonNullElse(confirms, Confirmation.DELIVERED))
          .forget(forget)
          .links(Objects.requireNonNullElse(links, List.of()))
          .promise("")
          .changesOnly(Objects.requireNonNullElse(changesOnly, false))
          .billing(billing)
          .choices(
              Objects.requireNonNullElse(choices, List.<ChoicesForm>of()).stream()
                  .map(each -> new Choices(each.setting(), each.needs()))
                  .toList())
          .build();
    }
  }

  record ChoicesForm(
      @JsonProperty(required = true) String setting,
      @Nullable String needs,
      @JsonProperty(required = true) JsonNode requests) {}

  /**
   * @param maximumWait ISO 8601
   */
  record BatchForm(
      @JsonProperty(required = true) Integer items,
      @Nullable Integer bytes,
      @Nullable Integer itemBytes,
      @JsonProperty("wait") @Nullable String maximumWait) {

    BatchLimits limits() {
      return new BatchLimits(items, bytes, itemBytes, duration(maximumWait));
    }
  }

  /**
   * @param window ISO 8601; null if the vendor states no end
   */
  record DeduplicationForm(
      @JsonProperty(required = true) Deduplication.Form form,
      @Nullable Integer maximumLength,
      @Nullable String window) {

    Deduplication deduplication() {
      return new Deduplication(form, maximumLength, window == null ? null : Duration.parse(window));
    }
  }

  private static Duration duration(@Nullable String iso) {
    return iso == null ? Duration.ZERO : Duration.parse(iso);
  }

  Manifest manifest() {
    return ManifestBuilder.builder()
        .id(id)
        .name(name)
        .description(description)
        .effectClass(effectClass)
        .api(api == null ? null : api.api())
        .settings(settings(settings))
        .objects(objects.stream().map(object -> object.object(effectClass)).toList())
        .rateLimits(Objects.requireNonNullElse(rateLimits, List.of()))
        .budgets(Objects.requireNonNullElse(budgets, List.of()))
        .concurrency(Objects.requireNonNullElse(concurrency, 1))
        .connections(Objects.requireNonNullElse(connections, 0))
        .openJobs(Objects.requireNonNullElse(openJobs, 0))
        .addressOverridable(Objects.requireNonNullElse(addressOverridable, false))
        .sources(sources)
        .added(false)
        .authentication(null)
        .build();
  }

  private static List<Setting> settings(@Nullable List<SettingForm> forms) {
    return Objects.requireNonNullElse(forms, List.<SettingForm>of()).stream()
        .map(SettingForm::setting)
        .toList();
  }
}
