package dev.tributary.destinations.connectors.s3;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Batch.Operation;
import dev.tributary.destinations.connector.BatchBuilder;
import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.Egress;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.ItemBuilder;
import dev.tributary.destinations.connector.Manifest.Fault;
import dev.tributary.destinations.connector.Manifest.ObjectType;
import dev.tributary.destinations.connector.Mode;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Protocol;
import dev.tributary.destinations.connector.Target;
import dev.tributary.destinations.connector.manifest.InstalledConnectors;
import dev.tributary.destinations.protocol.Places;
import dev.tributary.destinations.protocol.Protocols;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class S3ConnectorTest {
  private static final Instant TIME = Instant.parse("2026-03-09T23:59:59Z");
  private static final Connector CONNECTOR = InstalledConnectors.load().require("s3");

  private final List<Storage> opened = new ArrayList<>();
  private final Protocols protocols = new Protocols(Clock.systemUTC());

  private Storage storage() {
    Storage storage = new Storage();
    opened.add(storage);
    return storage;
  }

  @AfterEach
  void close() {
    opened.forEach(Storage::close);
  }

  @Test
  void theNameOfAFileHasTheTimeOfItsNewestRecordAndTheKeyOfTheBatch() {
    Storage storage = storage();
    Item newer = ItemBuilder.builder(item("b", "{}")).since(TIME.plusSeconds(1)).build();
    ObjectNode settings = sync("crm/{object}/dt={year}-{month}-{day}/{hour}", "csv", "none");
    send(storage, batch(storage, settings, Operation.WRITE, item("a", "{}"), newer));
    assertThat(storage.names())
        .containsExactly(
            "exports/crm/records/dt=2026-03-10/00/syn_1-%s.csv"
                .formatted(Batch.keyOf(List.of(item("a", "{}"), newer)).substring(4)));
  }

  @Test
  void aRepeatedBatchOverwritesItsFileWithTheSameBytes() {
    Storage storage = storage();
    Batch batch = batch(storage, sync("a", "csv", "gzip"), Operation.WRITE, item("a", "{}"));
    storage.cutNext();
    assertThat(send(storage, batch)).isInstanceOf(Outcome.Ambiguous.class);
    byte[] first = storage.content(storage.names().getFirst());
    Batch again = batch(storage, sync("a", "csv", "gzip"), Operation.WRITE, item("a", "{}"));
    assertThat(send(storage, again)).isInstanceOf(Outcome.Delivered.class);
    assertThat(storage.names()).hasSize(1);
    assertThat(storage.files().path(0).path("writes").asInt()).isEqualTo(2);
    assertThat(storage.content(storage.names().getFirst())).isEqualTo(first);
  }

  @Test
  void aCsvFileHasTheColumnsOfTheMappingAndQuotesWhereNeeded() {
    Storage storage = storage();
    Item first =
        item(
            "a",
            "{\"note\": \"say \\\"hi\\\", now\\nor never\", \"tags\": [1, \"x\"], \"n\": 1.50}");
    Item second = item("b", "{\"empty\": \"\", \"note\": null, \"vip\": true}");
    Batch batch =
        BatchBuilder.builder(
                batch(storage, sync("a", "csv", "none"), Operation.WRITE, first, second))
            .mapping(List.of("vip", "note", "tags", "n", "empty"))
            .build();
    send(storage, batch);
    assertThat(storage.text(storage.names().getFirst()))
        .isEqualTo(
            String.join(
                "\r\n",
                "tributary_operation,tributary_id,tributary_version,tributary_time,"
                    + "tributary_former_match_values,email,vip,note,tags,n,empty",
                "upserted,dlv_a,1,2026-03-09T23:59:59Z,,a@example.org,,"
                    + "\"say \"\"hi\"\", now\nor never\",\"[1,\"\"x\"\"]\",1.50,",
                "upserted,dlv_b,1,2026-03-09T23:59:59Z,,b@example.org,true,,,,\"\"",
                ""));
  }

  @Test
  void aRemovalIsALineWithTheSameColumns() {
    Storage storage = storage();
    Item removed =
        ItemBuilder.builder(item("a", "{}")).deliveredAs("old@example.org").version(2).build();
    Batch batch =
        BatchBuilder.builder(batch(storage, sync("a", "csv", "none"), Operation.REMOVE, removed))
            .mapping(List.of("vip"))
            .build();
    send(storage, batch);
    assertThat(storage.names()).singleElement().asString().endsWith("-removed.csv");
    assertThat(storage.text(storage.names().getFirst()))
        .endsWith(
            "\r\nremoved,dlv_a,2,2026-03-09T23:59:59Z,"
                + "\"[\"\"a@example.org\"\"]\",old@example.org,\r\n");
  }

  @Test
  void aRowNamesAllMatchValuesThatEarlierFilesMayHave() {
    Storage storage = storage();
    ObjectNode settings = sync("a", "json-lines", "none");
    Item changed =
        ItemBuilder.builder(item("w", "{}"))
            .deliveredAs("x@example.org")
            .formerMatchValues(List.of("x@example.org", "y@example.org"))
            .build();
    Item neverAnswered =
        ItemBuilder.builder(item("v", "{}")).formerMatchValues(List.of("y@example.org")).build();
    send(storage, batch(storage, settings, Operation.WRITE, changed));
    assertThat(only(storage).path("email").asText()).isEqualTo("w@example.org");
    assertThat(only(storage).path("tributary_former_match_values"))
        .extracting(JsonNode::asText)
        .containsExactly("x@example.org", "y@example.org");
    Storage removals = storage();
    send(removals, batch(removals, settings, Operation.REMOVE, changed));
    assertThat(only(removals).path("email").asText()).isEqualTo("x@example.org");
    assertThat(only(removals).path("tributary_former_match_values"))
        .extracting(JsonNode::asText)
        .containsExactly("y@example.org", "w@example.org");
    Storage unclear = storage();
    send(unclear, batch(unclear, settings, Operation.REMOVE, neverAnswered));
    assertThat(only(unclear).path("email").asText()).isEqualTo("v@example.org");
    assertThat(only(unclear).path("tributary_former_match_values"))
        .extracting(JsonNode::asText)
        .containsExactly("y@example.org");
  }

  private static ObjectNode only(Storage storage) {
    return Json.read(storage.content(storage.names().getFirst()), ObjectNode.class);
  }

  @Test
  void aFileHasTheFieldsOfOtherSyncsOfTheSameRecords() {
    Item both = item("a", "{\"name\": \"Ada\", \"phone\": \"1\", \"Tributary_version\": \"x\"}");
    for (String format : List.of("csv", "json-lines")) {
      Storage storage = storage();
      Batch batch =
          BatchBuilder.builder(batch(storage, sync("a", format, "none"), Operation.WRITE, both))
              .mapping(List.of("name"))
              .build();
      send(storage, batch);
      assertThat(storage.text(storage.names().getFirst()))
          .contains("phone")
          .doesNotContain("Tributary_version");
    }
    Batch batch =
        BatchBuilder.builder(batch(storage(), sync("a", "csv", "none"), Operation.WRITE, both))
            .mapping(List.of("name"))
            .build();
    assertThat(Table.of(batch).columns()).endsWith("email", "name", "phone");
  }

  @Test
  void aPropertyOfAnEventCannotTakeTheNameOfAColumnOfTributary() {
    Item event =
        ItemBuilder.builder(item("a", "{\"tributary_version\": \"text\", \"total\": 3}"))
            .matchField(null)
            .matchValue("evt_1")
            .build();
    Batch batch =
        BatchBuilder.builder(batch(storage(), sync("a", "parquet", "none"), Operation.WRITE, event))
            .object("events")
            .build();
    assertThat(Table.of(batch).columns())
        .containsExactly("tributary_id", "tributary_time", "total");
  }

  @Test
  void onlyFieldsWithoutThePrefixOfTributaryCanBeMapped() {
    for (String object : List.of("records", "audience-members", "events")) {
      ObjectType type = CONNECTOR.manifest().object(object).orElseThrow();
      assertThat(type.accepts("Email")).isTrue();
      assertThat(type.accepts("tributary_id")).isFalse();
      assertThat(type.accepts("Tributary_ID")).isFalse();
      assertThat(type.promise()).contains("may be there twice");
    }
  }

  @Test
  void membersEnterAndLeave() {
    Storage storage = storage();
    ObjectNode settings = sync("a", "json-lines", "none");
    Batch entering = batch(storage, settings, Operation.WRITE, item("a", "{}"));
    Batch leaving = batch(storage, settings, Operation.REMOVE, item("a", "{}"));
    for (Batch batch : List.of(entering, leaving)) {
      send(storage, BatchBuilder.builder(batch).object("audience-members").build());
    }
    assertThat(storage.names())
        .extracting(name -> Json.read(storage.content(name), ObjectNode.class))
        .extracting(line -> line.path("tributary_operation").asText())
        .containsExactlyInAnyOrder("member", "left");
  }

  @Test
  void anEventHasItsOwnIdAndNoOperation() {
    Storage storage = storage();
    Item event =
        ItemBuilder.builder(item("a", "{\"total\": 3}"))
            .matchField(null)
            .matchValue("evt_1")
            .build();
    send(
        storage,
        BatchBuilder.builder(
                batch(storage, sync("a", "json-lines", "none"), Operation.WRITE, event))
            .object("events")
            .build());
    assertThat(storage.text(storage.names().getFirst()))
        .isEqualTo(
            "{\"tributary_id\":\"evt_1\",\"tributary_time\":\"2026-03-09T23:59:59Z\","
                + "\"total\":3}\n");
  }

  @Test
  void aCompressedFileHasTheSameLinesAndAPreviewShowsThem() throws IOException {
    Storage storage = storage();
    Batch batch = batch(storage, sync("a", "json-lines", "gzip"), Operation.WRITE, item("a", "{}"));
    send(storage, batch);
    String name = storage.names().getFirst();
    assertThat(name).endsWith(".jsonl.gz");
    byte[] content =
        new GZIPInputStream(new ByteArrayInputStream(storage.content(name))).readAllBytes();
    assertThat(new String(content, StandardCharsets.UTF_8)).contains("a@example.org");
    assertThat(protocols.preview(storage.connector(), batch, storage.target()))
        .extracting(Egress.Exchange::body)
        .containsExactly(new String(content, StandardCharsets.UTF_8));
  }

  @Test
  void aPathThatIsNoNameOfAFolderPausesTheSync() {
    Storage storage = storage();
    for (String path :
        List.of("a/{week}", "/a", "a//b", "a/../b", "a\nb", "{year", "x".repeat(300))) {
      Outcome outcome =
          send(
              storage, batch(storage, sync(path, "csv", "none"), Operation.WRITE, item("a", "{}")));
      assertThat(outcome)
          .as(path)
          .isInstanceOfSatisfying(
              Outcome.Misconfigured.class, wrong -> assertThat(wrong.setting()).isEqualTo("path"));
    }
    assertThat(storage.names()).isEmpty();
  }

  @Test
  void refusalsOfTheKeyPauseTheDestination() {
    Storage wrongSecret = storage();
    wrongSecret.secret = "another secret";
    assertThat(sendOne(wrongSecret))
        .isInstanceOfSatisfying(
            Outcome.Unauthorised.class,
            refused -> assertThat(refused.words()).contains("SignatureDoesNotMatch"));
    Storage wrongId = storage();
    wrongId.accessKeyId = "AKIAOTHER";
    assertThat(sendOne(wrongId)).isInstanceOf(Outcome.Unauthorised.class);
    assertThat(protocols.probe(wrongId.connector(), wrongId.target(), wrongId.egress()).outcome())
        .isInstanceOf(Outcome.Unauthorised.class);
  }

  @Test
  void aMissingBucketPausesTheSync() {
    Storage storage = storage();
    storage.bucket = "missing";
    assertThat(sendOne(storage))
        .isInstanceOfSatisfying(
            Outcome.Misconfigured.class,
            wrong -> assertThat(wrong.words()).contains("NoSuchBucket"));
  }

  @Test
  void slowDownIsALimitAndAnAnswerOfAProxyIsNoRefusalOfTheKey() {
    String slow = "<Error><Code>SlowDown</Code><Message>Please reduce</Message></Error>";
    assertThat(outcome(503, slow)).isInstanceOf(Outcome.RateLimited.class);
    assertThat(outcome(503, "<html>Bad gateway</html>")).isInstanceOf(Outcome.Ambiguous.class);
    assertThat(outcome(403, "<html>Blocked</html>")).isInstanceOf(Outcome.Transient.class);
    assertThat(outcome(403, "<Error><Code>RequestTimeTooSkewed</Code></Error>"))
        .isInstanceOf(Outcome.Transient.class);
    assertThat(outcome(301, "<Error><Code>PermanentRedirect</Code></Error>"))
        .isInstanceOf(Outcome.Misconfigured.class);
    assertThat(outcome(400, "<Error><Code>EntityTooLarge</Code></Error>"))
        .isInstanceOf(Outcome.RefusedTogether.class);
  }

  @Test
  void aRefusalThatARepetitionDoesNotChangePausesTheSync() {
    for (String code :
        List.of("InvalidRequest", "InvalidArgument", "KMS.DisabledException", "MethodNotAllowed")) {
      assertThat(outcome(400, "<Error><Code>%s</Code></Error>".formatted(code)))
          .as(code)
          .isInstanceOf(Outcome.Misconfigured.class);
    }
    assertThat(outcome(501, "<Error><Code>NotImplemented</Code></Error>"))
        .isInstanceOf(Outcome.Misconfigured.class);
    assertThat(outcome(404, "<html>Not found</html>")).isInstanceOf(Outcome.Misconfigured.class);
    for (String code : List.of("RequestTimeout", "OperationAborted", "BadDigest")) {
      assertThat(outcome(400, "<Error><Code>%s</Code></Error>".formatted(code)))
          .as(code)
          .isInstanceOf(Outcome.Transient.class);
    }
  }

  /** Buckets with Object Lock need the header. */
  @Test
  void aFileHasTheHashOfItsBytes() throws GeneralSecurityException {
    Batch batch = batch(storage(), sync("a", "csv", "none"), Operation.WRITE, item("a", "{}"));
    Egress.Request request =
        ((Protocol.DirectCalls) CONNECTOR.protocol(batch)).calls().getFirst().request();
    byte[] hash = MessageDigest.getInstance("MD5").digest(request.body());
    assertThat(request.headers())
        .containsEntry("content-md5", Base64.getEncoder().encodeToString(hash));
  }

  @Test
  void aKeyThatMayNotWriteToAPathPausesTheSyncOnly() {
    String denied = "<Error><Code>AccessDenied</Code></Error>";
    assertThat(outcome(403, denied))
        .isInstanceOfSatisfying(
            Outcome.Misconfigured.class, wrong -> assertThat(wrong.setting()).isEqualTo("path"));
    Egress.Answer answer =
        new Egress.Answer(403, Map.of(), denied.getBytes(StandardCharsets.UTF_8));
    assertThat(Answers.ofList(answer, TIME)).isInstanceOf(Outcome.Unauthorised.class);
  }

  private static Outcome outcome(int status, String body) {
    return Answers.ofWrite(
        new Egress.Answer(status, Map.of(), body.getBytes(StandardCharsets.UTF_8)), TIME);
  }

  @Test
  void theBucketIsInTheHostOfAmazonAndInThePathOfOtherStorage() {
    assertThat(address("{'bucket': 'my-data', 'region': 'eu-central-1'}"))
        .isEqualTo("https://my-data.s3.eu-central-1.amazonaws.com/a%20b/%C3%A4%2B1.csv");
    assertThat(address("{'bucket': 'my-data'}")).startsWith("https://my-data.s3.us-east-1.");
    assertThat(address("{'bucket': 'my-data', 'region': 'cn-north-1'}"))
        .startsWith("https://my-data.s3.cn-north-1.amazonaws.com.cn/");
    assertThat(address("{'bucket': 'my.data'}"))
        .startsWith("https://s3.us-east-1.amazonaws.com/my.data/");
    assertThat(address("{'bucket': 'my-data', 'endpoint': 'https://minio.example.org:9000/'}"))
        .startsWith("https://minio.example.org:9000/my-data/a%20b/");
    assertThat(
            address(
                "{'bucket': 'b-1', 'endpoint': 'https://r2.example.org:9000', 'pathStyle': false}"))
        .startsWith("https://b-1.r2.example.org:9000/a%20b/");
  }

  private static String address(String settings) {
    return Bucket.of(target(settings)).file("a b/ä+1.csv").toString();
  }

  @Test
  void aBucketCannotChangeTheHost() {
    assertThat(faults("{'bucket': 'evil.example.org/x'}"))
        .extracting(Fault::pointer)
        .containsExactly("/settings/bucket");
    assertThat(faults("{'bucket': 'fine-1', 'region': 'eu.evil.example'}"))
        .extracting(Fault::pointer)
        .containsExactly("/settings/region");
    assertThat(faults("{'bucket': 'fine-1', 'endpoint': 'https://user@example.org'}"))
        .extracting(Fault::pointer)
        .containsExactly("/settings/endpoint");
    assertThat(faults("{'bucket': 'fine-1', 'prefix': '../x'}"))
        .extracting(Fault::pointer)
        .containsExactly("/settings/prefix");
    assertThat(faults("{'bucket': 'fine-1', 'prefix': 'x/{year}'}")).isEmpty();
  }

  @Test
  void anAddressThatCannotBeBuiltIsAFault() {
    for (String endpoint : List.of("https://[::1]:9000", "https://192.0.2.7")) {
      assertThat(
              faults(
                  "{'bucket': 'fine-1', 'pathStyle': false, 'endpoint': '%s'}".formatted(endpoint)))
          .as(endpoint)
          .extracting(Fault::pointer)
          .containsExactly("/settings/pathStyle");
      assertThat(faults("{'bucket': 'fine-1', 'endpoint': '%s'}".formatted(endpoint))).isEmpty();
    }
    assertThat(faults("{'bucket': 'fine-1', 'endpoint': 'https://example.org//'}"))
        .extracting(Fault::pointer)
        .containsExactly("/settings/endpoint");
    assertThat(faults("{'bucket': 'my.data', 'pathStyle': false}"))
        .extracting(Fault::pointer)
        .containsExactly("/settings/pathStyle");
    assertThat(faults("{'bucket': 'my.data'}")).isEmpty();
    assertThat(faults("{'bucket': 'fine-1', 'region': '-'}"))
        .extracting(Fault::pointer)
        .containsExactly("/settings/region");
  }

  private static List<Fault> faults(String settings) {
    return CONNECTOR.faults(target(settings));
  }

  private static Target target(String settings) {
    return new Target(
        new WorkspaceId("wsp_1"),
        new DestinationId("dst_1"),
        Json.read(settings.replace('\'', '"').getBytes(StandardCharsets.UTF_8), ObjectNode.class),
        Map.of(),
        null);
  }

  @Test
  void twoPathsAreTwoSpacesOfRecords() {
    assertThat(CONNECTOR.space("records", sync("a", "csv", "none")))
        .isNotEqualTo(CONNECTOR.space("records", sync("b", "csv", "none")));
  }

  @Test
  void aFileOfTenThousandRecordsIsOneRequest() throws IOException {
    Storage storage = storage();
    Item[] items = new Item[10_000];
    for (int i = 0; i < items.length; i++) {
      items[i] = item("p" + i, "{\"name\": \"" + i + "\"}");
    }
    Batch batch = batch(storage, sync("a", "csv", "gzip"), Operation.WRITE, items);
    assertThat(
            protocols.send(
                storage.connector(), batch, storage.target(), storage.egress(), Places.NONE))
        .hasSize(10_000)
        .allMatch(Outcome.Delivered.class::isInstance);
    assertThat(storage.names()).hasSize(1);
    byte[] content = storage.content(storage.names().getFirst());
    List<String> lines =
        new String(
                new GZIPInputStream(new ByteArrayInputStream(content)).readAllBytes(),
                StandardCharsets.UTF_8)
            .lines()
            .toList();
    assertThat(lines).hasSize(10_001);
    assertThat(lines.getLast()).endsWith(",p9999@example.org,9999");
  }

  private Outcome sendOne(Storage storage) {
    return send(
        storage, batch(storage, sync("a", "csv", "none"), Operation.WRITE, item("a", "{}")));
  }

  private Outcome send(Storage storage, Batch batch) {
    return protocols
        .send(storage.connector(), batch, storage.target(), storage.egress(), Places.NONE)
        .getFirst();
  }

  private static ObjectNode sync(String path, String format, String compression) {
    return Json.MAPPER
        .createObjectNode()
        .put("path", path)
        .put("format", format)
        .put("compression", compression);
  }

  private static Batch batch(
      Storage storage, ObjectNode syncSettings, Operation operation, Item... items) {
    return BatchBuilder.builder()
        .target(storage.target().withoutSecrets())
        .key(Batch.keyOf(List.of(items)))
        .sync(new SyncId("syn_1"))
        .object("records")
        .place(null)
        .operation(operation)
        .syncSettings(syncSettings)
        .items(List.of(items))
        .mode(Mode.MIRROR)
        .mapping(List.of())
        .furtherMatches(List.of())
        .build();
  }

  private static Item item(String name, String fields) {
    return ItemBuilder.builder()
        .delivery("dlv_" + name)
        .matchField("email")
        .matchValue(name + "@example.org")
        .deliveredAs(null)
        .vendorId(null)
        .parentVendorId(null)
        .content(null)
        .formerMatchValues(List.of())
        .fields(Json.read(fields.getBytes(StandardCharsets.UTF_8), ObjectNode.class))
        .version(1)
        .hash("hash-1")
        .since(TIME)
        .position(null)
        .uncertain(false)
        .build();
  }
}
