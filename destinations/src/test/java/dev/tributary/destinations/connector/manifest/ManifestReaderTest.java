package dev.tributary.destinations.connector.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.tributary.destinations.connector.Deduplication;
import dev.tributary.destinations.connector.EffectClass;
import dev.tributary.destinations.connector.Manifest;
import dev.tributary.destinations.connector.Manifest.SuggestedValue;
import dev.tributary.destinations.connector.Mode;
import dev.tributary.destinations.pacing.Budget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ManifestReaderTest {
  private static final Path MANIFESTS = Path.of("src/main/resources/connectors");
  private static final YAMLMapper YAML = new YAMLMapper();
  private static final Schema SCHEMA = schema();

  /** A version that is in paths or headers. */
  private static final Pattern VERSION_OF_REQUESTS =
      Pattern.compile("v?[0-9]+([.][0-9]+)?|[0-9]{4}(-[0-9]{2}){2}");

  private static final String GOOD =
      """
      id: crm
      name: CRM
      description: Keeps people up to date.
      effectClass: A
      java: dev.example.Crm
      concurrency: 2
      settings:
        - name: token
          label: Token
          help: Of your account
          secret: true
          required: true
        - name: region
          label: Region
          help: Where the account is
          type: choice
          options: [eu, us]
      objects:
        - name: people
          label: People
          kind: record
          batchSize: 50
          matchFields: [email]
          removal: deleted
          memberships: lists
          fields:
            - { name: email, label: Email }
            - { name: age, label: Age, type: number }
        - name: lists
          label: Lists
          kind: membership
          batchSize: 10
          removal: leaves-list
      sources: [the documentation]
      """;

  @Test
  void budgetsAreRead() {
    Manifest manifest =
        read(GOOD.replace(
                "concurrency: 2",
                """
                connections: 5
                budgets:
                  - unit: records
                    amount: 250000
                    window: { per: day, zone: Europe/Berlin, resetsAt: "08:00" }
                    leftForOthers: 0.2
                    headers: { remaining: X-Left }
                  - { amount: 4, window: { perSeconds: 1 }, scope: endpoint, name: /search }
                """))
            .manifest();
    assertThat(manifest.connections()).isEqualTo(5);
    Budget daily = manifest.budgets().getFirst();
    assertThat(daily.ours()).isEqualTo(200_000);
    assertThat(daily.isPaced()).isFalse();
    assertThat(daily.key()).isEqualTo("records:day@Europe/Berlin08:00:account");
    Budget search = manifest.budgets().getLast();
    assertThat(search.counts()).isEqualTo(Budget.Unit.REQUESTS);
    assertThat(search.isPaced()).isTrue();
  }

  @Test
  void whatIsAbsentHasADefault() {
    Manifest manifest = read(GOOD).manifest();
    assertThat(manifest.rateLimits()).isEmpty();
    assertThat(manifest.budgets()).isEmpty();
    assertThat(manifest.connections()).isZero();
    assertThat(manifest.addressOverridable()).isFalse();
    assertThat(manifest.settings().getFirst())
        .isEqualTo(Manifest.Setting.secret("token", "Token", "Of your account"));
    Manifest.ObjectType people = manifest.object("people").orElseThrow();
    assertThat(people.fields())
        .containsExactly(
            new Manifest.Field("email", "Email", Manifest.FieldType.TEXT),
            new Manifest.Field("age", "Age", Manifest.FieldType.NUMBER));
    assertThat(people.settings()).isEmpty();
    assertThat(manifest.recordsOf(manifest.object("lists").orElseThrow())).contains(people);
  }

  @Test
  void anObjectHasItsOwnGuaranteeModesAndLimits() {
    Manifest manifest =
        read(GOOD.replace(
                "    batchSize: 10\n",
                """
                    batch: { items: 10, bytes: 5000, itemBytes: 100, wait: PT2S }
                    effectClass: B
                    deduplication: { form: ulid, window: PT48H }
                    modes: [upsert]
                    settle: PT5M
                    confirms: accepted
                    forget: { what: archived, words: Kept for 90 days }
                """))
            .manifest();
    Manifest.ObjectType lists = manifest.object("lists").orElseThrow();
    assertThat(lists.batchSize()).isEqualTo(10);
    assertThat(lists.batch())
        .isEqualTo(new Manifest.BatchLimits(10, 5000, 100, Duration.ofSeconds(2)));
    assertThat(lists.deduplication())
        .isEqualTo(new Deduplication(Deduplication.Form.ULID, null, Duration.ofHours(48)));
    assertThat(lists.modes()).containsExactly(Mode.UPSERT);
    assertThat(lists.settle()).isEqualTo(Duration.ofMinutes(5));
    assertThat(lists.confirms()).isEqualTo(Manifest.Confirmation.ACCEPTED);
    assertThat(lists.forget())
        .isEqualTo(new Manifest.Forget(Manifest.Forget.Effect.ARCHIVED, null, "Kept for 90 days"));
    assertThat(manifest.effectClass("lists")).isEqualTo(EffectClass.B);
    assertThat(manifest.effectClass("people")).isEqualTo(EffectClass.A);
  }

  @Test
  void anObjectWithoutDeclarationsHasTheDefaultsOfItsKind() {
    Manifest.ObjectType people = read(GOOD).manifest().object("people").orElseThrow();
    assertThat(people.effectClass()).isEqualTo(EffectClass.A);
    assertThat(people.modes()).containsExactly(Mode.UPSERT, Mode.MIRROR);
    assertThat(people.batch()).isEqualTo(new Manifest.BatchLimits(50, null, null, Duration.ZERO));
    assertThat(people.settle()).isZero();
    assertThat(people.confirms()).isEqualTo(Manifest.Confirmation.DELIVERED);
    assertThat(people.deduplication()).isNull();
    assertThat(people.forget()).isNull();
    assertThat(people.links()).isEmpty();
  }

  @Test
  void helpExamplesAndUsualValuesOfFieldsAreRead() {
    String email =
        "- { name: email, label: Email, help: In lower case, example: ada@example.org,"
            + " suggested: { kind: identifier, name: email } }";
    Manifest manifest =
        read(GOOD.replace("- { name: email, label: Email }", email)
                .replace("help: Where the account is", "help: Where it is\n    example: eu"))
            .manifest();
    assertThat(manifest.object("people").orElseThrow().fields().getFirst())
        .isEqualTo(
            new Manifest.Field(
                "email",
                "Email",
                Manifest.FieldType.TEXT,
                List.of(),
                false,
                "In lower case",
                "ada@example.org",
                new SuggestedValue(SuggestedValue.Kind.IDENTIFIER, "email")));
    assertThat(manifest.settings())
        .extracting(Manifest.Setting::example)
        .containsExactly(null, "eu");
  }

  @Test
  void theVersionOfTheApiIsRead() {
    String api = "api: { version: v2, end: 2028-07-29, words: The vendor keeps it for two years }";
    assertThat(read(GOOD.replace("effectClass: A", "effectClass: A\n" + api)).manifest().api())
        .isEqualTo(
            new Manifest.VendorApi(
                "v2", LocalDate.parse("2028-07-29"), "The vendor keeps it for two years"));
    assertThat(read(GOOD).manifest().api()).isNull();
  }

  /** The API, the documentation and the warnings name what the requests have. */
  @Test
  void theRequestsHaveTheDeclaredVersionOfTheApi() throws IOException {
    for (Manifest manifest : InstalledConnectors.load().manifests()) {
      ObjectNode file =
          (ObjectNode) YAML.readTree(MANIFESTS.resolve(manifest.id() + ".yaml").toFile());
      Manifest.VendorApi api = manifest.api();
      if (api != null
          && !file.has("java")
          && VERSION_OF_REQUESTS.matcher(api.version()).matches()) {
        file.remove(List.of("api", "sources"));
        assertThat(file.toString()).as(manifest.id()).contains(api.version());
      }
    }
  }

  /** Each has one mistake. The message names the file, the place, and what would be accepted. */
  static Stream<Arguments> mistakes() {
    return Stream.of(
        Arguments.of(
            "concurrency: 2",
            "concurency: 2",
            "crm.yaml:6:13: /concurency: is unknown; known are addressOverridable, answers, api, apis,"
                + " auth, budgets, concurrency"),
        Arguments.of("name: CRM\n", "", "crm.yaml:1:1: must have \"name\""),
        Arguments.of(
            "label: Lists\n", "# no label\n", "crm.yaml:29:5: /objects/1: must have \"label\""),
        Arguments.of("name: CRM", "name:", "/name: must not be empty"),
        Arguments.of(
            "effectClass: A",
            "effectClass: Z",
            "crm.yaml:4:14: /effectClass: \"Z\" is not accepted; accepted are A, B, C, D, E"),
        Arguments.of(
            "kind: membership",
            "kind: list",
            "crm.yaml:31:11: /objects/1/kind: \"list\" is not accepted; accepted are record,"
                + " membership, event"),
        Arguments.of(
            "concurrency: 2",
            "concurrency: many",
            "crm.yaml:6:14: /concurrency: is not accepted; accepted is a whole number"),
        Arguments.of(
            "concurrency: 2",
            "concurrency: 500",
            "crm.yaml:6:14: /concurrency: must be from 1 to 64"),
        Arguments.of(
            "batchSize: 50", "batchSize: 0", "/objects/0/batchSize: must be from 1 to 10000"),
        Arguments.of("batchSize: 50", "settle: PT5M", "/objects/0: must have \"batchSize\""),
        Arguments.of("batchSize: 50", "batchSize: 50\n    batch: { items: 5 }", "and not both"),
        Arguments.of(
            "batchSize: 50", "batch: { items: 0 }", "/objects/0/batch/items: must be from 1"),
        Arguments.of(
            "batchSize: 50",
            "batch: { items: 5, bytes: 10, itemBytes: 11 }",
            "/objects/0/batch/itemBytes: must not be larger than the bytes of the batch"),
        Arguments.of(
            "batchSize: 50",
            "batch: { items: 5, wait: 5 minutes }",
            "/objects/0/batch/wait: must be a duration such as PT30S"),
        Arguments.of(
            "batchSize: 50",
            "batch: { items: 5, wait: PT1H }",
            "/objects/0/batch/wait: must be from PT0S to PT10M"),
        Arguments.of(
            "batchSize: 50",
            "batchSize: 50\n    settle: soon",
            "/objects/0/settle: must be a duration such as PT30S"),
        Arguments.of(
            "batchSize: 50",
            "batchSize: 50\n    settle: PT11M",
            "/objects/0/settle: must be from PT0S to PT10M"),
        Arguments.of(
            "batchSize: 50",
            "batchSize: 50\n    modes: [replace]",
            "/objects/0/modes/0: \"replace\" is not accepted; accepted are upsert, update-only"),
        Arguments.of(
            "batchSize: 50",
            "batchSize: 50\n    modes: [append]",
            "/objects/0/modes/0: append is for events only"),
        Arguments.of(
            "batchSize: 50", "batchSize: 50\n    modes: [ ]", "/objects/0/modes: must have a mode"),
        Arguments.of(
            "batchSize: 10\n",
            "batchSize: 10\n    modes: [delete]\n",
            "/objects/1/modes/0: must be upsert or mirror: the object takes memberships"),
        Arguments.of(
            "removal: deleted",
            "removal: impossible\n    modes: [mirror]",
            "/objects/0/modes/0: needs a removal"),
        Arguments.of(
            "batchSize: 50",
            "batchSize: 50\n    effectClass: B",
            "/objects/0/deduplication: must be declared for the effect class B"),
        Arguments.of(
            "batchSize: 50",
            "batchSize: 50\n    deduplication: { form: ulid, maximumLength: 40 }",
            "/objects/0/deduplication/maximumLength: is for the form text only"),
        Arguments.of(
            "batchSize: 50",
            "batchSize: 50\n    deduplication: { form: text, maximumLength: 10 }",
            "/objects/0/deduplication/maximumLength: must be at least 32"),
        Arguments.of(
            "batchSize: 50",
            "batchSize: 50\n    forget: { what: deleted }",
            "/objects/0/forget/words: must not be empty"),
        Arguments.of(
            "batchSize: 50",
            "batchSize: 50\n    links: [{ field: company, object: lists }]",
            "/objects/0/links/0/field: is no field of this object"),
        Arguments.of(
            "batchSize: 50",
            "batchSize: 50\n    links: [{ field: age, object: firms }]",
            "/objects/0/links/0/object: must name an object of this manifest"),
        Arguments.of(
            "type: number }",
            "type: number, options: [a] }",
            "/objects/0/fields/1/options: are for the type picklist only"),
        Arguments.of(
            "type: number }",
            "type: picklist, options: [~] }",
            "/objects/0/fields/1/options/0: must not be empty"),
        Arguments.of(
            "[email]",
            "[mail]",
            "/objects/0/matchFields/0: is no field of this object; fields are email, age"),
        Arguments.of(
            "matchFields: [email]",
            "matchFields: email",
            "/objects/0/matchFields: is not accepted; accepted is a list"),
        Arguments.of(
            "removal: leaves-list",
            "removal: leaves-list\n    changesOnly: true",
            "/objects/1/changesOnly: is for objects of the kind record"),
        Arguments.of(
            "batchSize: 50",
            "batchSize: 50\n    changesOnly: true\n    effectClass: C",
            "/objects/0/changesOnly: is for the effect classes A and D"),
        Arguments.of(
            "memberships: lists",
            "memberships: people",
            "/objects/0/memberships: must name an object of the kind membership"),
        Arguments.of(
            "name: age", "name: email", "/objects/0/fields/1/name: \"email\" is there twice"),
        Arguments.of(
            "options: [eu, us]", "options: []", "/settings/1/options: a choice must have options"),
        Arguments.of("id: crm", "id: My CRM", "crm.yaml:1:5: /id: must be a name in lower case"),
        Arguments.of(
            "sources: [the documentation]",
            "sources: []",
            "/sources: must name where the facts come from"),
        Arguments.of(
            "label: Lists",
            "label: Lists\n    otherFields: '['",
            "/objects/1/otherFields: is no regular expression"),
        Arguments.of(
            "    fields:\n", "    fields:\n      -\n", "/objects/0/fields/0: must not be empty"),
        Arguments.of("objects:\n", "objects:\n  -\n", "/objects/0: must not be empty"),
        Arguments.of("settings:\n", "settings:\n  - ~\n", "/settings/0: must not be empty"),
        Arguments.of("[email]", "[email, null]", "/objects/0/matchFields/1: must not be empty"),
        Arguments.of("[eu, us]", "[eu, ~]", "/settings/1/options/1: must not be empty"),
        Arguments.of("[the documentation]", "[~]", "/sources/0: must not be empty"),
        Arguments.of("concurrency: 2", "rateLimits: [null]", "/rateLimits/0: must not be empty"),
        Arguments.of(
            "concurrency: 2",
            "rateLimits: [{requests: 0, perSeconds: 1}]",
            "/rateLimits/0/requests: must be at least 1"),
        Arguments.of(
            "concurrency: 2",
            "budgets: [{unit: calls, amount: 1, window: {per: day}}]",
            "accepted are requests, records, bytes, cost, jobs, job-records"),
        Arguments.of(
            "concurrency: 2",
            "budgets: [{unit: jobs, amount: 1, window: {per: day}, scope: endpoint, name: x}]",
            "/budgets/0/scope: must be account or object"),
        Arguments.of(
            "concurrency: 2",
            "budgets: [{amount: 1, window: {}}]",
            "/budgets/0/window: must have either perSeconds or per"),
        Arguments.of(
            "concurrency: 2",
            "budgets: [{amount: 1, window: {per: day, zone: Mars}}]",
            "/budgets/0/window/zone: must be the time zone of a day"),
        Arguments.of(
            "concurrency: 2",
            "budgets: [{amount: 1, window: {per: day}, scope: endpoint}]",
            "/budgets/0/name: must be a part of the path"),
        Arguments.of(
            "concurrency: 2", "connections: 0", "/connections: must be at least 1, or absent"),
        Arguments.of("concurrency: 2", "openJobs: 0", "/openJobs: must be at least 1, or absent"),
        Arguments.of(
            "effectClass: A",
            "effectClass: A\napi: { version: v2, end: 2028-13-29, words: Until then }",
            "crm.yaml:5:26: /api/end: must be a date such as 2028-07-29"),
        Arguments.of(
            "effectClass: A",
            "effectClass: A\napi: { version: v2, end: soon, words: Until then }",
            "crm.yaml:5:26: /api/end: must be a date such as 2028-07-29"),
        Arguments.of(
            "effectClass: A",
            "effectClass: A\napi: { version: v2 }",
            "crm.yaml:5:6: /api: must have \"words\""),
        Arguments.of(
            "label: Email }",
            "label: Email, suggested: { kind: traits, name: email } }",
            "crm.yaml:27:57: /objects/0/fields/0/suggested/kind: \"traits\" is not accepted;"
                + " accepted are trait, identifier, event, property, context"),
        Arguments.of(
            "label: Email }",
            "label: Email, suggested: { kind: trait } }",
            "/objects/0/fields/0/suggested: must have \"name\""),
        Arguments.of(
            "label: Email }",
            "label: Email, suggested: { kind: property, name: email } }",
            "/objects/0/fields/0/suggested/kind: is for objects of the kind event; accepted are"
                + " trait, identifier"),
        Arguments.of(
            "label: Age, type: number }",
            "label: Age, type: picklist, options: [a], example: b }",
            "/objects/0/fields/1/example: must be one of the options"),
        Arguments.of(
            "options: [eu, us]",
            "options: [eu, us]\n    example: ap",
            "/settings/1/example: must be one of the options"),
        Arguments.of(
            "help: Of your account",
            "help: Of your account\n    example: pat-1",
            "crm.yaml:11:14: /settings/0/example: is for settings that are no secret; accepted is a"
                + " form in \"help\""),
        Arguments.of("secret: true", "secret: [1", "crm.yaml:"),
        Arguments.of("name: CRM", "id: twice", "Duplicate field"));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void aMistakeIsNamedWithItsPlaceAndWhatWouldBeAccepted(String good, String bad, String message) {
    assertThat(GOOD).contains(good);
    String text = GOOD.replace(good, bad);
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(ManifestException.class)
        .hasMessageStartingWith("crm.yaml:")
        .hasMessageContaining(message);
  }

  @Test
  void onlyADestinationThatRecognisesTheRecordTakesChangesOnly() {
    String changes = GOOD.replace("    memberships:", "    changesOnly: true\n    memberships:");
    for (String effectClass : List.of("A", "D")) {
      Manifest manifest = read(changes.replace("Class: A", "Class: " + effectClass)).manifest();
      assertThat(manifest.object("people").orElseThrow().changesOnly()).isTrue();
    }
    for (String effectClass : List.of("B", "C", "E")) {
      assertThatThrownBy(() -> read(changes.replace("Class: A", "Class: " + effectClass)))
          .hasMessageContaining("/objects/0/changesOnly: is for the effect classes A and D");
    }
  }

  /** What the vendor has received then counts as known. */
  @Test
  void aDestinationThatOnlyReceivesCanTakeChangesOnly() {
    Manifest manifest =
        read(GOOD.replace(
                "    memberships:",
                "    changesOnly: true\n    confirms: accepted\n    memberships:"))
            .manifest();
    assertThat(manifest.object("people").orElseThrow().changesOnly()).isTrue();
  }

  /** The rest of the mistakes is about several places, which a schema cannot compare. */
  @ParameterizedTest
  @MethodSource("mistakes")
  void thePublishedSchemaRefusesAMistakeOfOnePlace(String good, String bad, String message)
      throws IOException {
    boolean several =
        Stream.of(
                "is no field",
                "must name an object",
                "there twice",
                "regular expression",
                "[1",
                "must not be larger",
                "from PT0S",
                "append is for",
                "needs a removal",
                "takes memberships",
                "effect class B",
                "form text only",
                "of the kind event",
                "one of the options",
                "no secret",
                "type picklist only")
            .anyMatch(each -> message.contains(each) || bad.contains(each));
    assumeFalse(several || message.startsWith("Duplicate"));
    assertThat(SCHEMA.validate(YAML.readTree(GOOD.replace(good, bad)))).isNotEmpty();
  }

  @Test
  void thePublishedSchemaAcceptsEachManifest() throws IOException {
    assertThat(SCHEMA.validate(YAML.readTree(GOOD))).isEmpty();
    for (String file : Files.readAllLines(MANIFESTS.resolve("manifests.list"))) {
      assertThat(SCHEMA.validate(YAML.readTree(MANIFESTS.resolve(file).toFile())))
          .as(file)
          .isEmpty();
    }
  }

  @Test
  void theListNamesEachManifest() throws IOException {
    try (Stream<Path> files = Files.list(MANIFESTS)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .filteredOn(file -> file.endsWith(".yaml"))
          .containsExactlyInAnyOrderElementsOf(
              Files.readAllLines(MANIFESTS.resolve("manifests.list")));
    }
  }

  /** A parser of YAML gives the name of the anchor in the place of its value. */
  @Test
  void anAliasIsRefusedWithItsPlace() {
    String text =
        GOOD.replace("help: Of your account", "help: &where Of your account")
            .replace("help: Where the account is", "help: *where");
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(ManifestException.class)
        .hasMessageStartingWith("crm.yaml:15:11: /settings/1/help: must be written out");
  }

  @Test
  void anEmptyFileAndALargeOneAreRefused() {
    assertThatThrownBy(() -> read("")).isInstanceOf(ManifestException.class);
    assertThatThrownBy(() -> read("# ".repeat(200_000)))
        .isInstanceOf(ManifestException.class)
        .hasMessageContaining("256 kB");
  }

  private static Schema schema() {
    try {
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(
              new ObjectMapper()
                  .readTree(Path.of("../docs/reference/connector.schema.json").toFile()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ManifestDraft read(String yaml) {
    ManifestDraft draft = ManifestDraft.read("crm.yaml", yaml.getBytes(StandardCharsets.UTF_8));
    draft.manifest();
    return draft;
  }
}
