package dev.tributary.destinations.connector.manifest;

import dev.tributary.destinations.connector.Deduplication;
import dev.tributary.destinations.connector.Manifest;
import dev.tributary.destinations.connector.Manifest.BatchLimits;
import dev.tributary.destinations.connector.Manifest.Choices;
import dev.tributary.destinations.connector.Manifest.Confirmation;
import dev.tributary.destinations.connector.Manifest.Field;
import dev.tributary.destinations.connector.Manifest.Forget;
import dev.tributary.destinations.connector.Manifest.ObjectType;
import dev.tributary.destinations.connector.Manifest.Removal;
import dev.tributary.destinations.connector.Manifest.Setting;
import dev.tributary.destinations.connector.Manifest.SuggestedValue;
import dev.tributary.destinations.connector.Manifest.VendorApi;
import dev.tributary.destinations.pacing.Budget;
import dev.tributary.destinations.pacing.BudgetWindow;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The page of a connector in docs/reference/connectors, in Markdown.
 *
 * @param hasNotes whether docs/reference/connectors.md has a section about the connector
 */
record ConnectorPage(Manifest manifest, boolean hasNotes) {
  /** The row of the connector in the table of docs/reference/connectors.md. */
  String row() {
    return row(
        "[%s](connectors/%s.md)".formatted(manifest.name(), manifest.id()),
        code(manifest.id()),
        classes(),
        codes(manifest.objects().stream().map(ObjectType::name).toList()),
        manifest.api() == null ? "–" : cell(manifest.api().version()),
        hasNotes ? "[notes](#%s)".formatted(anchor()) : "–");
  }

  static String head() {
    return row("connector", "id", "class", "objects", "API version", "notes")
        + row("---", "---", "---", "---", "---", "---");
  }

  private String classes() {
    return Stream.concat(
            Stream.of(manifest.effectClass().name()),
            manifest.objects().stream()
                .filter(object -> object.effectClass() != manifest.effectClass())
                .map(object -> "%s %s".formatted(code(object.name()), object.effectClass())))
        .collect(Collectors.joining("; "));
  }

  private String anchor() {
    return manifest.name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9 -]", "").replace(' ', '-');
  }

  String text() {
    StringBuilder page = new StringBuilder();
    page.append("# %s\n\n%s\n\n".formatted(manifest.name(), sentence(manifest.description())));
    page.append(
        "This page is generated from the [manifest](../../../destinations/src/main/resources/connectors/%s.yaml) of the connector.%s [Connectors](../connectors.md) describes all connectors together.\n\n"
            .formatted(
                manifest.id(),
                hasNotes
                    ? " The [notes](../connectors.md#%s) say how it behaves.".formatted(anchor())
                    : ""));
    page.append(facts());
    if (!manifest.settings().isEmpty()) {
      page.append("\n## Settings of a destination\n\n").append(settings(manifest.settings()));
    }
    page.append("\n## Limits of an account\n\n").append(limits());
    page.append("\n## Objects\n");
    manifest.objects().forEach(object -> page.append(object(object)));
    page.append("\n## Sources\n\n");
    manifest.sources().forEach(source -> page.append("- %s\n".formatted(sentence(source))));
    return page.toString();
  }

  private String facts() {
    VendorApi api = manifest.api();
    return row("fact", "value")
        + row("---", "---")
        + row("id", code(manifest.id()))
        + row("access", access())
        + row("API version", api == null ? "none" : version(api))
        + row(
            "base URL of a destination",
            manifest.addressOverridable() ? "possible" : "not possible");
  }

  private static String version(VendorApi api) {
    return cell(
        api.end() == null
            ? "%s. %s".formatted(api.version(), api.words())
            : "%s, supported until %s at least. %s"
                .formatted(api.version(), api.end(), api.words()));
  }

  private String access() {
    return switch (Objects.requireNonNull(manifest.authentication())) {
      case NONE -> "no credentials";
      case PROTOCOL -> "the credentials in the settings";
      case BEARER_TOKEN -> "an access token";
      case API_KEY -> "an API key";
      case BASIC -> "a user name and a password";
      case SIGNATURE -> "a secret that signs each request";
      case AWS_SIGNATURE -> "an AWS access key";
      case OAUTH_AUTHORIZATION_CODE -> "OAuth: a user of the vendor consents";
      case OAUTH_CLIENT_CREDENTIALS -> "OAuth with a client ID and a client secret";
      case OAUTH_JWT_BEARER -> "OAuth with a private key";
      case OAUTH_CLIENT_ASSERTION -> "OAuth with a client ID and a private key";
    };
  }

  private static String settings(List<Setting> settings) {
    return row("setting", "label", "value", "meaning", "example")
        + row("---", "---", "---", "---", "---")
        + settings.stream().map(ConnectorPage::setting).collect(Collectors.joining());
  }

  private static String setting(Setting setting) {
    List<String> value = new ArrayList<>();
    value.add(setting.options().isEmpty() ? setting.type().wireName() : codes(setting.options()));
    if (setting.required()) {
      value.add("required");
    }
    if (setting.secret()) {
      value.add("secret");
    }
    if (setting.origin()) {
      value.add("part of the origin");
    }
    return row(
        code(setting.name()),
        cell(setting.label()),
        String.join(", ", value),
        cell(sentence(setting.help())),
        example(setting.example()));
  }

  private String limits() {
    Stream<String> budgets =
        Stream.concat(
                manifest.rateLimits().stream().map(Manifest.RateLimit::budget),
                manifest.budgets().stream())
            .map(ConnectorPage::budget);
    List<String> lines = new ArrayList<>(budgets.toList());
    lines.add(
        "Each instance sends at most %s of a destination at a time."
            .formatted(requests(manifest.concurrency())));
    if (manifest.connections() > 0) {
      lines.add(
          "All instances send at most %s at a time.".formatted(requests(manifest.connections())));
    }
    if (manifest.openJobs() > 0) {
      lines.add("At most %,d jobs are open at a time.".formatted(manifest.openJobs()));
    }
    return lines.stream().map("- %s\n"::formatted).collect(Collectors.joining());
  }

  private static String requests(int most) {
    return most == 1 ? "one request" : "%,d requests".formatted(most);
  }

  private static String budget(Budget budget) {
    Budget.Unit unit = Objects.requireNonNullElse(budget.unit(), Budget.Unit.REQUESTS);
    String counted = unit.wireName().replace("job-records", "records of jobs");
    String left =
        budget.leftForOthers() == null
            ? ""
            : " %.0f %% are left for other programs.".formatted(budget.leftForOthers() * 100);
    return "%,d %s %s%s.%s"
        .formatted(budget.amount(), counted, window(budget.window()), scope(budget), left);
  }

  private static String window(BudgetWindow window) {
    if (window.perSeconds() != null) {
      return window.perSeconds() == 1
          ? "in a second"
          : "in %,d seconds".formatted(window.perSeconds());
    }
    String begins =
        window.resetsAt() == null ? "" : ", which begins at %s".formatted(window.resetsAt());
    String zone = window.zone() == null ? "" : " (%s)".formatted(window.zone());
    return "in each %s%s%s"
        .formatted(Objects.requireNonNull(window.per()).wireName(), begins, zone);
  }

  private static String scope(Budget budget) {
    Budget.Scope scope = Objects.requireNonNullElse(budget.scope(), Budget.Scope.ACCOUNT);
    return switch (scope) {
      case ACCOUNT -> "";
      case ENDPOINT -> ", to addresses with %s".formatted(code(String.valueOf(budget.name())));
      case OBJECT ->
          budget.name() == null
              ? ", for each object"
              : ", for the object %s".formatted(code(budget.name()));
      case RECORD -> ", for each record";
    };
  }

  private String object(ObjectType object) {
    StringBuilder text = new StringBuilder("\n### %s\n\n".formatted(object.label()));
    text.append(row("fact", "value")).append(row("---", "---"));
    text.append(row("object", code(object.name())));
    text.append(row("items", kind(object)));
    text.append(
        row(
            "effect class",
            "%s. %s".formatted(object.effectClass(), cell(sentence(object.promise())))));
    Deduplication deduplication = object.deduplication();
    if (deduplication != null) {
      text.append(row("deduplication key", deduplication(deduplication)));
    }
    text.append(row("modes", codes(object.modes().stream().map(mode -> mode.wireName()).toList())));
    if (!object.matchFields().isEmpty()) {
      text.append(row("match fields", codes(object.matchFields())));
    }
    if (!object.furtherMatchFields().isEmpty()) {
      text.append(row("further match fields", codes(object.furtherMatchFields())));
    }
    if (object.memberships() != null) {
      text.append(row("audiences", "become %s".formatted(code(object.memberships()))));
    }
    text.append(row("batch", batch(object.batch())));
    if (!object.settle().isZero()) {
      text.append(row("time between two writes of a record", duration(object.settle())));
    }
    text.append(
        row(
            "a successful answer",
            object.confirms() == Confirmation.DELIVERED
                ? "confirms that the vendor has the content"
                : "confirms that the vendor has received the content, and no more"));
    if (object.changesOnly()) {
      text.append(row("update of a known record", "has only the fields that have changed"));
    }
    text.append(row("removal", removal(object.removal())));
    Forget forget = object.forget();
    if (forget != null) {
      text.append(row("erasure", erasure(forget)));
    }
    if (object.billing() != null) {
      text.append(row("cost", cell(sentence(object.billing().words()))));
    }
    if (!object.settings().isEmpty()) {
      text.append("\nSettings of a sync:\n\n").append(settings(object.settings()));
    }
    for (Choices each : object.choices()) {
      text.append(
          "\nThe form of a sync lists the values of %s that the vendor has.%s\n"
              .formatted(
                  code(each.setting()),
                  each.needs() == null ? "" : " " + cell(sentence(each.needs()))));
    }
    if (!object.fields().isEmpty()) {
      text.append("\n").append(fields(object.fields()));
    }
    if (!object.links().isEmpty()) {
      text.append("\nThese fields name a record of another object:\n\n");
      object
          .links()
          .forEach(
              link -> text.append("- %s: %s\n".formatted(code(link.field()), code(link.object()))));
    }
    if (object.otherFields() != null) {
      text.append("\nFurther fields have names that match `%s`.\n".formatted(object.otherFields()));
    }
    return text.toString();
  }

  private static String kind(ObjectType object) {
    return switch (object.kind()) {
      case RECORD -> "records";
      case MEMBERSHIP -> "memberships of a list";
      case EVENT -> "events";
    };
  }

  private static String deduplication(Deduplication key) {
    String form =
        key.form() == Deduplication.Form.BATCH ? "of the whole batch" : key.form().wireName();
    String length =
        key.maximumLength() == null ? "" : ", at most %d characters".formatted(key.maximumLength());
    String window =
        key.window() == null
            ? ", without a stated end"
            : ", recognised for %s".formatted(Deduplication.shown(key.window()));
    return form + length + window;
  }

  private static String batch(BatchLimits batch) {
    StringBuilder text = new StringBuilder("up to %,d items".formatted(batch.items()));
    if (batch.bytes() != null) {
      text.append(", %,d bytes".formatted(batch.bytes()));
    }
    if (batch.itemBytes() != null) {
      text.append(", %,d bytes of an item".formatted(batch.itemBytes()));
    }
    if (!batch.maximumWait().isZero()) {
      text.append(", waits up to %s for more items".formatted(duration(batch.maximumWait())));
    }
    return text.toString();
  }

  private static String duration(Duration duration) {
    return code(duration.toString());
  }

  private static String removal(Removal removal) {
    return switch (removal) {
      case DELETED -> "deletes the record";
      case ARCHIVED -> "archives the record";
      case LEAVES_LIST -> "takes the record off the list";
      case TOLD -> "sends a message about the removal";
      case IMPOSSIBLE -> "impossible";
    };
  }

  private static String erasure(Forget forget) {
    String with = forget.with() == null ? "" : ", with %s".formatted(code(forget.with()));
    return cell("%s%s. %s".formatted(forget.what().wireName(), with, sentence(forget.words())));
  }

  private static String fields(List<Field> fields) {
    return row("field", "label", "value", "meaning", "example", "usual value")
        + row("---", "---", "---", "---", "---", "---")
        + fields.stream().map(ConnectorPage::field).collect(Collectors.joining());
  }

  private static String field(Field field) {
    String type = field.options().isEmpty() ? field.type().wireName() : codes(field.options());
    SuggestedValue usual = field.suggested();
    return row(
        code(field.name()),
        cell(field.label()),
        field.required() ? type + ", required" : type,
        field.help() == null ? "" : cell(sentence(field.help())),
        example(field.example()),
        usual == null ? "" : "%s %s".formatted(usual.kind().wireName(), code(usual.name())));
  }

  private static String example(@Nullable String value) {
    return value == null ? "" : code(value);
  }

  private static String codes(Collection<String> names) {
    return names.stream().map(ConnectorPage::code).collect(Collectors.joining(", "));
  }

  private static String code(String name) {
    return "`%s`".formatted(cell(name));
  }

  private static String cell(String text) {
    return text.replace("|", "\\|");
  }

  private static String sentence(String text) {
    return text.endsWith(".") ? text : text + ".";
  }

  private static String row(String... cells) {
    return Stream.of(cells).collect(Collectors.joining(" | ", "| ", " |\n"));
  }
}
