package dev.tributary.destinations.declared;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
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
import dev.tributary.destinations.connector.EgressFailure;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.ItemBuilder;
import dev.tributary.destinations.connector.Mode;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Probe;
import dev.tributary.destinations.connector.Target;
import dev.tributary.destinations.connector.TestEgress;
import dev.tributary.destinations.connector.manifest.InstalledConnectors;
import dev.tributary.destinations.protocol.JobLog;
import dev.tributary.destinations.protocol.MemoryPlaces;
import dev.tributary.destinations.protocol.Protocols;
import dev.tributary.destinations.protocol.SecretMasking;
import dev.tributary.destinations.schema.FieldList;
import dev.tributary.destinations.schema.ListQuestion;
import dev.tributary.destinations.schema.VendorFields;
import dev.tributary.sandbox.http.LocalSandbox;
import dev.tributary.testkit.vendor.StandInServer.Failure;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A vendor as the sandbox has it, and a destination of one of its connectors. */
final class ConnectedStandIn implements AutoCloseable {
  /** Before each test, so that searches find what was created then. */
  private static final Instant SINCE = Instant.parse("2026-01-01T00:00:00Z");

  private static final int PAGE = 1_000;

  private final LocalSandbox sandbox;
  private final FixedToken token = new FixedToken(MemorySessions.of(new TestEgress()));
  private final Protocols protocols = new Protocols(Clock.systemUTC(), token);
  private final Protocols withFields =
      new Protocols(Clock.systemUTC(), token, new VendorFields(Clock.systemUTC()));
  private final TestEgress egress = new TestEgress(this::watched);
  private Consumer<Egress.Request> watch = request -> {};
  private Consumer<Egress.Request> check = request -> {};
  private final String vendor;
  private final Connector connector;
  private MemoryPlaces places = new MemoryPlaces();
  private final Target target;

  /**
   * @param id of the connector, and of its stand-in
   * @param settings of the destination, as JSON
   */
  ConnectedStandIn(String id, String settings, Map<String, String> secrets) {
    this(LocalSandbox.start(Clock.systemUTC(), ""), id, id, settings(settings), secrets);
  }

  ConnectedStandIn(String id, String settings, Map<String, String> secrets, Connector connector) {
    this(LocalSandbox.start(Clock.systemUTC(), ""), id, connector, settings(settings), secrets);
  }

  private ConnectedStandIn(
      LocalSandbox sandbox,
      String vendor,
      String connector,
      ObjectNode settings,
      Map<String, String> secrets) {
    this(sandbox, vendor, InstalledConnectors.load().require(connector), settings, secrets);
  }

  private ConnectedStandIn(
      LocalSandbox sandbox,
      String vendor,
      Connector connector,
      ObjectNode settings,
      Map<String, String> secrets) {
    this(sandbox, vendor, connector, settings, secrets, URI.create(sandbox.url() + "/" + vendor));
  }

  private ConnectedStandIn(
      LocalSandbox sandbox,
      String vendor,
      Connector connector,
      ObjectNode settings,
      Map<String, String> secrets,
      @Nullable URI address) {
    this.sandbox = sandbox;
    this.vendor = vendor;
    this.connector = connector;
    target =
        new Target(
            new WorkspaceId("wsp_1"), new DestinationId("dst_1"), settings, secrets, address);
  }

  /** A vendor whose connectors have other names than its stand-in, such as Meta. */
  static ConnectedStandIn of(
      String vendor, String connector, String settings, Map<String, String> secrets) {
    return new ConnectedStandIn(
        LocalSandbox.start(Clock.systemUTC(), ""), vendor, connector, settings(settings), secrets);
  }

  /** A vendor that is in no other sandbox. The sandbox ends with the result. */
  static ConnectedStandIn of(
      LocalSandbox sandbox,
      String vendor,
      Connector connector,
      String settings,
      Map<String, String> secrets) {
    return new ConnectedStandIn(sandbox, vendor, connector, settings(settings), secrets);
  }

  /**
   * A vendor in a sandbox that other tests use too. Do not close it.
   *
   * @param address of the destination; null if the settings have it
   */
  static ConnectedStandIn in(
      LocalSandbox sandbox,
      String vendor,
      Connector connector,
      String settings,
      Map<String, String> secrets,
      @Nullable URI address) {
    return new ConnectedStandIn(sandbox, vendor, connector, settings(settings), secrets, address);
  }

  /**
   * @param each sees each request before it is sent, also those to the control API
   */
  void watch(Consumer<Egress.Request> each) {
    watch = each;
  }

  /**
   * @param each checks each request of the connector before it is sent
   */
  void check(Consumer<Egress.Request> each) {
    check = each;
  }

  private void watched(Egress.Request request) {
    watch.accept(request);
    if (!request.uri().getPath().startsWith("/sandbox")) {
      check.accept(request);
    }
  }

  /** Another connector for the same vendor. It ends with this stand-in. */
  ConnectedStandIn with(String other) {
    return new ConnectedStandIn(sandbox, vendor, other, target.settings(), target.secrets());
  }

  /**
   * The destination gets a token of OAuth.
   *
   * @param endpoint below the path of the stand-in
   */
  void signIn(String endpoint) {
    String form = "grant_type=client_credentials&client_id=any&client_secret=any";
    Map<String, String> headers = Map.of("content-type", "application/x-www-form-urlencoded");
    useToken(call("POST", "/" + vendor + endpoint, headers, form).path("access_token").asText());
  }

  /** The access token of the destination from now on. */
  void useToken(String value) {
    token.use(value);
  }

  Protocols protocols() {
    return protocols;
  }

  /** As an instance that does not know the ids of places. */
  void forgetPlaces() {
    places = new MemoryPlaces();
  }

  MemoryPlaces places() {
    return places;
  }

  Connector connector() {
    return connector;
  }

  Target target() {
    return target;
  }

  TestEgress egress() {
    return egress;
  }

  List<Outcome> write(String object, Item... items) {
    return send(object, Operation.WRITE, "{}", items);
  }

  List<Outcome> remove(String object, Item... items) {
    return send(object, Operation.REMOVE, "{}", items);
  }

  /**
   * @param syncSettings as JSON
   */
  List<Outcome> send(String object, Operation operation, String syncSettings, Item... items) {
    return send(batch(object, operation, syncSettings, items));
  }

  List<Outcome> create(String object, Item... items) {
    return send(
        BatchBuilder.builder(batch(object, Operation.WRITE, "{}", items))
            .mode(Mode.CREATE_ONLY)
            .build());
  }

  List<Outcome> update(String object, Item... items) {
    return write(object, Mode.UPDATE_ONLY, items);
  }

  List<Outcome> write(String object, Mode mode, Item... items) {
    return send(
        BatchBuilder.builder(batch(object, Operation.WRITE, "{}", items)).mode(mode).build());
  }

  /** The outcomes as users see them. */
  List<Outcome> send(Batch batch) {
    SecretMasking masking = new SecretMasking(target.secrets().values());
    return protocols.send(connector, batch, target, egress, places).stream()
        .map(masking::mask)
        .toList();
  }

  /**
   * Asks for the result of the job in which the vendor has the items of a batch.
   *
   * @param outcomes of the batch, all of one job
   */
  List<Outcome> result(Batch batch, List<Outcome> outcomes) {
    assertThat(outcomes).hasOnlyElementsOfType(Outcome.Submitted.class);
    String job = ((Outcome.Submitted) outcomes.getFirst()).job();
    return protocols.ask(connector, batch, job, target, egress);
  }

  /** The outcomes of an erasure. */
  List<Outcome> forget(Batch batch) {
    return protocols.forget(connector, batch, target, egress);
  }

  /**
   * The outcomes of a batch that is cut as the limits of its object require, as users see them.
   *
   * @param of the connector, which can have other limits than {@link #connector}
   */
  List<Outcome> sendInParts(Connector of, Batch batch) {
    SecretMasking masking = new SecretMasking(target.secrets().values());
    JobLog log = JobLog.unrecorded(Instant.now());
    return protocols.sendInParts(of, batch, target, egress, places, log).outcomes().stream()
        .map(masking::mask)
        .toList();
  }

  Batch batch(String object, Operation operation, String syncSettings, Item... items) {
    return new Batch(
        target.withoutSecrets(),
        "msg_1",
        new SyncId("syn_1"),
        object,
        null,
        operation,
        settings(syncSettings),
        List.of(items));
  }

  /**
   * The fields of an object as the vendor tells them.
   *
   * @param syncSettings as JSON
   */
  FieldList fields(String object, String syncSettings) {
    return listed(ListQuestion.fields(object, settings(syncSettings), false));
  }

  /** The values that the vendor lists for a setting of a sync. */
  FieldList choices(String object, String setting) {
    return listed(ListQuestion.choices(object, setting, false));
  }

  private FieldList listed(ListQuestion question) {
    VendorFields.Listed listed =
        withFields.listed(connector, target, question, egress).orElseThrow();
    assertThat(listed).isInstanceOf(VendorFields.Listed.ReadList.class);
    return ((VendorFields.Listed.ReadList) listed).list();
  }

  /** The outcomes of a batch whose items are compared with the fields of the vendor. */
  List<Outcome> writeChecked(String object, String syncSettings, Item... items) {
    Batch batch = batch(object, Operation.WRITE, syncSettings, items);
    return withFields.send(connector, batch, target, egress, places);
  }

  Outcome probe() {
    return probed().outcome();
  }

  /** With the account, if the answer names it. */
  Probe.Result probed() {
    return protocols.probe(connector, target, egress);
  }

  /** A new private key of RSA in PEM. */
  static String privateKey() {
    try {
      KeyPairGenerator keys = KeyPairGenerator.getInstance("RSA");
      keys.initialize(2048);
      return "-----BEGIN PRIVATE KEY-----"
          + Base64.getEncoder().encodeToString(keys.generateKeyPair().getPrivate().getEncoded())
          + "-----END PRIVATE KEY-----";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has RSA", e);
    }
  }

  static Item item(int number, @Nullable String matchField, String matchValue, String fields) {
    return ItemBuilder.builder()
        .delivery("dlv_" + number)
        .matchField(matchField)
        .matchValue(matchValue)
        .deliveredAs(null)
        .formerMatchValues(List.of())
        .vendorId(null)
        .parentVendorId(null)
        .fields(settings(fields))
        .version(1)
        .hash("hash")
        .since(SINCE)
        .position(null)
        .uncertain(false)
        .build();
  }

  /** The same record after a delivery with this outcome. */
  static Item delivered(Item item, Outcome outcome) {
    return ItemBuilder.builder(item)
        .deliveredAs(item.matchValue())
        .vendorId(((Outcome.Delivered) outcome).vendorId())
        .build();
  }

  /** The same record with another match value, after a delivery. */
  static Item renamed(Item delivered, String matchValue) {
    return ItemBuilder.builder(delivered)
        .matchValue(matchValue)
        .deliveredAs(delivered.matchValue())
        .formerMatchValues(List.of(delivered.matchValue()))
        .build();
  }

  /** What the control API has below the path of the stand-in. */
  JsonNode control(String path) {
    return call("GET", "/sandbox/" + vendor + path, null);
  }

  JsonNode control(String method, String path, @Nullable String body) {
    return call(method, "/sandbox/" + vendor + path, body);
  }

  /**
   * The records, events or members that the control API has, page by page.
   *
   * @param path empty for none
   */
  List<String> contents(String path) {
    List<String> contents = new ArrayList<>();
    long after = 0;
    boolean more = !path.isEmpty();
    while (more) {
      JsonNode page = control(path + "?limit=%d&after=%d".formatted(PAGE, after));
      JsonNode listed =
          page.isArray() ? page : page.path(page.has("events") ? "events" : "records");
      listed.forEach(each -> contents.add(each.toString()));
      more = !page.isArray() && listed.size() == PAGE;
      after = page.has("events") ? listed.path(PAGE - 1).path("sequence").asLong() : after + PAGE;
    }
    return contents;
  }

  /** The time of the vendor passes. */
  void pass(Duration time) {
    call("PUT", "/sandbox/clock", "{\"offset\": \"%s\"}".formatted(time));
  }

  /** The time of the vendor. */
  Instant now() {
    return Instant.parse(call("GET", "/sandbox/clock", null).path("now").asText());
  }

  /** The next request fails so. */
  void failNext(Failure failure) {
    String fault =
        switch (failure) {
          case UNAUTHORISED -> "\"kind\": \"unauthorised\"";
          case RATE_LIMITED -> "\"kind\": \"rate-limited\", \"retryAfterSeconds\": 7";
          case SERVER_ERROR -> "\"kind\": \"server-error\"";
          case CUT -> "\"kind\": \"cut\"";
          case UNREADABLE -> "\"kind\": \"unreadable\"";
        };
    control("POST", "/faults", "{\"requests\": 1, \"fault\": {%s}}".formatted(fault));
  }

  /** Every request was as the vendor's document says. */
  void assertDocumented() {
    JsonNode deviations = control("/deviations");
    assertThat(deviations.path("total").asInt(-1)).as("%s", deviations).isZero();
  }

  private JsonNode call(String method, String path, @Nullable String body) {
    return call(method, path, Map.of("content-type", "application/json"), body);
  }

  /** The content of a file that the control API has. */
  String text(String path) {
    return sent("GET", "/sandbox/" + vendor + path, Map.of(), null);
  }

  /**
   * @param path on the sandbox
   */
  JsonNode call(String method, String path, Map<String, String> headers, @Nullable String body) {
    String text = sent(method, path, headers, body);
    try {
      return text.isEmpty() ? Json.MAPPER.createObjectNode() : Json.MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String sent(
      String method, String path, Map<String, String> headers, @Nullable String body) {
    byte[] bytes = body == null ? null : body.getBytes(StandardCharsets.UTF_8);
    try {
      Egress.Answer answer =
          egress.send(new Egress.Request(method, URI.create(sandbox.url() + path), headers, bytes));
      String text = new String(answer.body(), StandardCharsets.UTF_8);
      assertThat(answer.successful()).as("%s %s: %s", method, path, text).isTrue();
      return text;
    } catch (EgressFailure e) {
      throw new AssertionError(e);
    }
  }

  /** In hexadecimal digits. */
  static String sha256(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }

  static ObjectNode settings(String text) {
    try {
      return (ObjectNode) Json.MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    sandbox.close();
  }
}
