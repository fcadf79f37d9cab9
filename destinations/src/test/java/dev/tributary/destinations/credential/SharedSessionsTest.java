package dev.tributary.destinations.credential;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.destinations.TestDatabase;
import dev.tributary.destinations.connector.Authentication;
import dev.tributary.destinations.connector.Authentication.Client;
import dev.tributary.destinations.connector.Authentication.Grant;
import dev.tributary.destinations.connector.Egress;
import dev.tributary.destinations.connector.EgressFailure;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Outcome.UnusableCredentials;
import dev.tributary.destinations.connector.Target;
import dev.tributary.destinations.delivery.BatchSender;
import dev.tributary.destinations.postgres.delivery.PostgresSessions;
import dev.tributary.destinations.protocol.Protocols;
import dev.tributary.destinations.protocol.StoreFailure;
import dev.tributary.destinations.sync.Catalogue;
import dev.tributary.local.infra.ServiceDatabase;
import dev.tributary.testkit.infra.TestPool;
import io.agroal.api.AgroalDataSource;
import java.net.InetAddress;
import java.net.URI;
import java.security.KeyPairGenerator;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several instances with one PostgreSQL, against an authorization server. */
class SharedSessionsTest {
  private static final Client CLIENT =
      new Client("clientId", "clientSecret", Client.Placement.HEADER);
  private static final Authentication.OAuth APPLICATION =
      new Authentication.OAuth(
          new Grant.ClientCredentials(CLIENT, List.of("write")), "https://vendor.example/token");
  private static final Authentication.OAuth USER =
      new Authentication.OAuth(
          new Grant.AuthorizationCode(
              CLIENT, "https://vendor.example/authorize", List.of("write"), Map.of()),
          "https://vendor.example/token");
  private static final Map<String, String> SECRETS =
      Map.of("clientSecret", FakeVendor.CLIENT_SECRET);
  private static final Map<String, String> SETTINGS = Map.of("clientId", FakeVendor.CLIENT_ID);
  private static final Connections.User ADA = new Connections.User("user-1", "Ada");
  private static final Connections.User BOB = new Connections.User("user-2", "Bob");

  private static final Lease LEASE =
      new Lease("hash", Duration.ofMinutes(3), Duration.ofSeconds(15));

  private static AgroalDataSource worker;

  private FakeVendor vendor;
  private final TestClock clock = new TestClock();
  private PostgresSessions store;
  private Replica one;
  private Replica two;

  private static final class TestClock extends Clock {
    private volatile Instant now = Instant.now();

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }

    void pass(Duration time) {
      now = now.plus(time);
    }
  }

  @BeforeAll
  static void open() {
    ServiceDatabase database = TestDatabase.migrated("sessions");
    worker = TestPool.of(database.address(), database.worker());
  }

  @AfterAll
  static void closePool() {
    worker.close();
  }

  @BeforeEach
  void start() throws Exception {
    vendor = new FakeVendor();
    store = new PostgresSessions(worker);
    one = new Replica(store, clock);
    two = new Replica(store, clock);
    execute("delete from vendor_session");
  }

  @AfterEach
  void stop() {
    vendor.close();
  }

  private static void execute(String sql) throws SQLException {
    try (var connection = worker.getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private Catalogue.Destination application() {
    return Replica.destination("dst_1", APPLICATION, "/me", vendor.url(), SETTINGS, SECRETS);
  }

  private Catalogue.Destination user() {
    return Replica.destination("dst_1", USER, "/me", vendor.url(), SETTINGS, SECRETS);
  }

  /** A destination that Ada has connected. */
  private Catalogue.Destination connected() throws Exception {
    Catalogue.Destination destination = user();
    connect(destination);
    return destination;
  }

  private void connect(Catalogue.Destination destination) throws Exception {
    Map<String, String> back = vendor.consent(begin(destination).address());
    assertThat(finish(destination, ADA, back)).isTrue();
  }

  private Connections.Started begin(Catalogue.Destination destination) throws Exception {
    return one.connections.start(
        destination.connector(),
        one.target(destination),
        ADA,
        URI.create("https://cdp.example/connected"));
  }

  private boolean finish(
      Catalogue.Destination destination, Connections.User who, Map<String, String> back)
      throws Exception {
    return two.connections.finish(
        destination.connector(), two.target(destination), who, back.get("state"), back.get("code"));
  }

  private static void assertDelivered(BatchSender.Tested tested) {
    assertThat(tested.outcome()).isEqualTo(new Outcome.Delivered(null));
  }

  @Test
  void aTokenIsIssuedOnceAndUsedByAllInstances() {
    assertDelivered(one.check(application()));
    assertDelivered(two.check(application()));
    assertThat(vendor.tokenRequests).hasValue(1);
    assertThat(vendor.forms.getFirst())
        .containsEntry("grant_type", "client_credentials")
        .containsEntry("scope", "write")
        .doesNotContainKey("client_secret");
  }

  @Test
  void instancesThatNeedATokenAtTheSameTimeSendOneRequestAndAllUseItsToken() throws Exception {
    CountDownLatch slow = new CountDownLatch(1);
    vendor.slow = slow;
    List<Future<BatchSender.Tested>> all = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 10; i++) {
        Replica replica = i % 2 == 0 ? one : two;
        all.add(threads.submit(() -> replica.check(application())));
      }
      Awaitility.await().until(() -> vendor.tokenRequests.get() == 1);
      slow.countDown();
      for (Future<BatchSender.Tested> each : all) {
        assertDelivered(each.get(30, TimeUnit.SECONDS));
      }
    }
    assertThat(vendor.tokenRequests).hasValue(1);
  }

  @Test
  void instancesThatSeeAnExpiredTokenAtTheSameTimeRefreshItOnce() throws Exception {
    Catalogue.Destination destination = connected();
    vendor.expireTokens();
    CountDownLatch slow = new CountDownLatch(1);
    vendor.slow = slow;
    List<Future<BatchSender.Tested>> all = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 10; i++) {
        Replica replica = i % 2 == 0 ? one : two;
        all.add(threads.submit(() -> replica.check(destination)));
      }
      Awaitility.await().until(() -> vendor.headers.size() == 10);
      slow.countDown();
      for (Future<BatchSender.Tested> each : all) {
        assertDelivered(each.get(30, TimeUnit.SECONDS));
      }
    }
    assertThat(vendor.formValues("grant_type"))
        .containsExactly("authorization_code", "refresh_token");
  }

  @Test
  void aTokenIsRefreshedBeforeItExpiresAndTheOldOneIsUsedIfThatFails() {
    assertDelivered(one.check(application()));
    clock.pass(Duration.ofSeconds(vendor.lifetime).minusSeconds(60));
    vendor.failures = 1;
    assertDelivered(one.check(application()));
    assertThat(vendor.tokenRequests).hasValue(2);
    assertThat(bearer(0)).isEqualTo(bearer(1));
    Awaitility.await()
        .untilAsserted(() -> {
          assertDelivered(two.check(application()));
          assertThat(vendor.tokenRequests).hasValue(3);
        });
    assertThat(bearer(vendor.headers.size() - 1)).isNotEqualTo(bearer(0));
  }

  private String bearer(int request) {
    return vendor.headers.get(request).getOrDefault("Authorization", "");
  }

  @Test
  void aTokenThatHasExpiredIsNotUsed() {
    assertDelivered(one.check(application()));
    clock.pass(Duration.ofSeconds(vendor.lifetime).plusSeconds(1));
    assertDelivered(one.check(application()));
    assertThat(vendor.tokenRequests).hasValue(2);
    assertThat(bearer(0)).isNotEqualTo(bearer(1));
  }

  @Test
  void anotherClientSecretGetsAnotherToken() {
    assertDelivered(one.check(application()));
    Catalogue.Destination changed =
        Replica.destination(
            "dst_1",
            APPLICATION,
            "/me",
            vendor.url(),
            SETTINGS,
            Map.of("clientSecret", "wrong secret"));
    assertThat(one.check(changed).outcome())
        .isInstanceOfSatisfying(
            Outcome.Unauthorised.class,
            refused -> assertThat(refused.words()).contains("invalid_client"));
  }

  @Test
  void aServerThatFailsDelaysTheRequestAndPausesNothing() {
    vendor.failures = 1;
    assertThat(one.check(application()).outcome()).isInstanceOf(Outcome.Transient.class);
    assertThat(vendor.targets).isEmpty();
  }

  @Test
  void refreshTokensChangeWithEachUse() throws Exception {
    Catalogue.Destination destination = connected();
    for (int i = 0; i < 3; i++) {
      vendor.expireTokens();
      assertDelivered((i % 2 == 0 ? one : two).check(destination));
    }
    assertThat(vendor.formValues("refresh_token").subList(1, 4)).doesNotHaveDuplicates();
  }

  @Test
  void aRevokedGrantSaysWhoConnectedItAndWorksAgainAfterAReconnection() throws Exception {
    Catalogue.Destination destination = connected();
    vendor.revoke();
    BatchSender.Tested tested = one.check(destination);
    assertRevoked(tested.outcome());
    assertThat(vendor.issued).as("the vendor repeats it").noneMatch(tested.toString()::contains);
    int requests = vendor.tokenRequests.get();
    assertRevoked(two.check(destination).outcome());
    assertThat(vendor.tokenRequests).as("nobody asks again").hasValue(requests);
    connect(destination);
    assertDelivered(two.check(destination));
  }

  private static void assertRevoked(Outcome outcome) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            UnusableCredentials.class,
            unusable -> {
              assertThat(unusable.reason()).isEqualTo(UnusableCredentials.Reason.GRANT_REVOKED);
              assertThat(unusable.words())
                  .contains("Ada gave on", "Ada, or another user who may change destinations");
            });
  }

  /** The vendor has changed the refresh token, and nobody has got it. */
  @Test
  void anAnswerThatIsLostEndsTheGrantOfAVendorThatAllowsNoSecondUse() throws Exception {
    Catalogue.Destination destination = connected();
    vendor.expireTokens();
    vendor.cutAfterEffect = true;
    assertThat(one.check(destination).outcome()).isInstanceOf(Outcome.Transient.class);
    Awaitility.await().untilAsserted(() -> assertRevoked(two.check(destination).outcome()));
  }

  /** As if the process had ended between the answer and its storage. */
  @Test
  void aLostAnswerCostsNothingIfTheVendorAcceptsTheFormerRefreshTokenForATime() throws Exception {
    Catalogue.Destination destination = connected();
    vendor.forgiving = true;
    vendor.expireTokens();
    vendor.cutAfterEffect = true;
    assertThat(one.check(destination).outcome()).isInstanceOf(Outcome.Transient.class);
    Awaitility.await().untilAsserted(() -> assertDelivered(two.check(destination)));
    assertThat(vendor.formValues("grant_type").subList(1, 3)).containsOnly("refresh_token");
  }

  @Test
  void aNewTokenThatIsRefusedTooIsTheEnd() {
    vendor.refusing = true;
    assertThat(one.check(application()).outcome()).isInstanceOf(Outcome.Unauthorised.class);
    assertThat(vendor.tokenRequests).hasValue(2);
    assertThat(vendor.targets).hasSize(2);
  }

  /** The process keeps what the database cannot store, so the grant is not lost. */
  @Test
  void aNewRefreshTokenIsStoredBeforeItIsUsedAlsoIfTheDatabaseIsAwayMeanwhile() throws Exception {
    Catalogue.Destination destination = connected();
    FailingStore failing = new FailingStore(store);
    Replica third = new Replica(failing, Clock.systemUTC());
    vendor.expireTokens();
    failing.away = true;
    assertThat(third.check(destination).outcome()).isInstanceOf(Outcome.Transient.class);
    assertThat(vendor.formValues("grant_type")).containsOnlyOnce("refresh_token");
    failing.away = false;
    assertDelivered(third.check(destination));
    assertDelivered(two.check(destination));
    assertThat(vendor.formValues("grant_type")).containsOnlyOnce("refresh_token");
  }

  /** Another instance does not use the former refresh token while the database is away. */
  @Test
  void aSessionThatWasNotStoredIsStoredLaterBeforeAnotherInstanceTries() throws Exception {
    Catalogue.Destination destination = connected();
    FailingStore failing = new FailingStore(store);
    Replica third = new Replica(failing, Clock.systemUTC());
    vendor.expireTokens();
    failing.away = true;
    assertThat(third.check(destination).outcome()).isInstanceOf(Outcome.Transient.class);
    execute("update vendor_session set leased_until = clock_timestamp() - interval '1 second'");
    assertThat(two.check(destination).outcome()).isInstanceOf(Outcome.Transient.class);
    failing.away = false;
    third.sessions.start();
    Awaitility.await().untilAsserted(() -> assertDelivered(two.check(destination)));
    third.sessions.close();
    assertThat(vendor.formValues("grant_type")).containsOnlyOnce("refresh_token");
  }

  @Test
  void aProcessThatStopsStoresWhatIsNotStoredYet() throws Exception {
    Catalogue.Destination destination = connected();
    FailingStore failing = new FailingStore(store);
    Replica third = new Replica(failing, Clock.systemUTC());
    vendor.expireTokens();
    failing.away = true;
    assertThat(third.check(destination).outcome()).isInstanceOf(Outcome.Transient.class);
    failing.away = false;
    third.sessions.close();
    assertDelivered(two.check(destination));
    assertThat(vendor.formValues("grant_type")).containsOnlyOnce("refresh_token");
  }

  @Test
  void afterTheLeaseOfAnInstanceThatStoredNothingThereIsAPause() throws Exception {
    SessionKey key = SessionKey.token(one.target(application()));
    assertThat(store.lease(key, 0, LEASE)).isTrue();
    assertThat(store.lease(key, 0, LEASE)).isFalse();
    assertThat(store.find(key).orElseThrow().pausedUntil()).isNull();
    execute("update vendor_session set leased_until = clock_timestamp() - interval '1 second'");
    assertThat(store.lease(key, 0, LEASE)).isFalse();
    assertThat(store.find(key).orElseThrow().pausedUntil()).isNotNull();
    execute("update vendor_session set leased_until = clock_timestamp() - interval '1 second'");
    assertThat(store.lease(key, 0, LEASE)).isTrue();
  }

  @Test
  void pausesGrowWithEachFailureAndAreAsLongAsTheServerAsks() throws Exception {
    SessionKey key = SessionKey.token(one.target(application()));
    assertThat(store.lease(key, 0, LEASE)).isTrue();
    store.postpone(key, 0, "hash", Duration.ZERO);
    Instant first = pausedUntil(key);
    for (int i = 0; i < 3; i++) {
      store.postpone(key, 0, "hash", Duration.ZERO);
    }
    assertThat(pausedUntil(key)).isAfter(first.plusSeconds(10));
    store.postpone(key, 0, "hash", Duration.ofHours(1));
    assertThat(pausedUntil(key)).isAfter(first.plus(Duration.ofMinutes(50)));
  }

  private Instant pausedUntil(SessionKey key) throws StoreFailure {
    Instant until = store.find(key).orElseThrow().pausedUntil();
    assertThat(until).isNotNull();
    return until;
  }

  @Test
  void nobodyAsksAgainDuringThePauseAfterAFailure() {
    vendor.failures = 1;
    assertThat(one.check(application()).outcome()).isInstanceOf(Outcome.Transient.class);
    assertThat(two.check(application()).outcome()).isInstanceOf(Outcome.Transient.class);
    assertThat(vendor.tokenRequests).hasValue(1);
  }

  /** A user who corrects a secret tests it at once. */
  @Test
  void aPauseIsAboutTheCredentialsOfTheFailedAttempt() {
    Catalogue.Destination wrong =
        Replica.destination(
            "dst_1", APPLICATION, "/me", vendor.url(), SETTINGS, Map.of("clientSecret", "wrong"));
    assertThat(one.check(wrong).outcome()).isInstanceOf(Outcome.Unauthorised.class);
    assertThat(one.check(wrong).outcome()).isInstanceOf(Outcome.Transient.class);
    assertDelivered(one.check(application()));
  }

  /** The cookies of the former user would decide what the vendor does. */
  @Test
  void aNewConsentEndsSessionsWithinTheFormerOneAlsoThoseThatAreBeingIssued() throws Exception {
    Catalogue.Destination destination = connected();
    SessionKey token = SessionKey.token(one.target(destination));
    SessionKey csrf = new SessionKey(token.workspace(), token.destination(), "csrf");
    assertThat(store.lease(csrf, 0, LEASE)).isTrue();
    IssuedSession issued = new IssuedSession("sealed", "hash", null, null);
    assertThat(store.save(csrf, 0, issued)).isTrue();
    assertThat(store.lease(csrf, 1, LEASE)).isTrue();
    connect(destination);
    assertThat(store.find(csrf).orElseThrow().sealed()).isNull();
    assertThat(store.save(csrf, 1, issued)).as("of the former user").isFalse();
  }

  /** The batch has ids of records in the account of the former consent. */
  @Test
  void aBatchOfTheFormerConsentIsNotSentWithTheNewOne() throws Exception {
    Catalogue.Destination destination = connected();
    Protocols protocols = new Protocols(clock, one.sessions);
    RecordingEgress egress = new RecordingEgress();
    Target target = one.target(destination);
    protocols.ofGrant(1L).probe(destination.connector(), target, egress);
    assertThat(egress.sent).hasSize(1);
    connect(destination);
    assertThat(protocols.ofGrant(1L).probe(destination.connector(), target, egress).outcome())
        .isInstanceOf(Outcome.HeldBack.class);
    assertThat(egress.sent).hasSize(1);
    protocols.ofGrant(2L).probe(destination.connector(), target, egress);
    assertThat(egress.sent).hasSize(2);
  }

  /** At an even pace, the request that was refused has used the permit that the renewal needs. */
  @Test
  void aRefusedTokenWhoseRenewalIsHeldBackIsNotUsedAgain() throws Exception {
    Catalogue.Destination destination = application();
    assertDelivered(one.check(destination));
    Protocols protocols = new Protocols(clock, one.sessions);
    Target target = one.target(destination);
    RefusingEgress egress = new RefusingEgress();
    assertThat(protocols.probe(destination.connector(), target, egress).outcome())
        .isInstanceOf(Outcome.HeldBack.class);
    assertThat(egress.sent).isEqualTo(1);
    assertThat(protocols.probe(destination.connector(), target, egress).outcome())
        .as("the pace is no failure of the credentials")
        .isInstanceOf(Outcome.HeldBack.class);
    assertThat(egress.sent).as("not with the refused token").isEqualTo(1);
    assertThat(store.find(SessionKey.token(target)).orElseThrow().failures()).isZero();
    assertDelivered(one.check(destination));
    assertThat(vendor.tokenRequests).hasValue(2);
  }

  /** Refuses the token. The pace has nothing for a request for another one. */
  private static final class RefusingEgress implements Egress {
    private int sent;

    @Override
    public Answer send(Request request) {
      sent++;
      return new Answer(401, Map.of(), new byte[] {'{', '}'});
    }

    @Override
    public void takeTurn(Request request) throws EgressFailure {
      throw new EgressFailure(EgressFailure.Reach.HELD_BACK, "Held back");
    }

    @Override
    public InetAddress checked(String host, int port) {
      return InetAddress.getLoopbackAddress();
    }

    @Override
    public void note(Exchange exchange) {
      // Nobody reads it.
    }
  }

  private static final class RecordingEgress implements Egress {
    private final List<Request> sent = new ArrayList<>();

    @Override
    public Answer send(Request request) {
      sent.add(request);
      return new Answer(200, Map.of(), new byte[] {'{', '}'});
    }

    @Override
    public InetAddress checked(String host, int port) {
      return InetAddress.getLoopbackAddress();
    }

    @Override
    public void note(Exchange exchange) {
      // Nobody reads it.
    }
  }

  /** The clock of the instance is behind that of the database. */
  @Test
  void aRevokedSessionIsNotUsedWhateverTheClockSays() throws Exception {
    Catalogue.Destination destination = connected();
    assertThat(store.revoke(SessionKey.token(one.target(destination)), 1)).isTrue();
    clock.pass(Duration.ofHours(-1));
    assertRevoked(one.check(destination).outcome());
    assertThat(vendor.targets).isEmpty();
  }

  /** The first refusal can come from a clock that is wrong. */
  @Test
  void theSecondRefusalOfASignedStatementStopsTheDestination() throws Exception {
    Catalogue.Destination destination = service();
    vendor.refusingStatements = true;
    assertThat(one.check(destination).outcome()).isInstanceOf(Outcome.Transient.class);
    execute("update vendor_session set leased_until = clock_timestamp() - interval '1 second'");
    assertThat(two.check(destination).outcome())
        .isInstanceOfSatisfying(
            Outcome.Unauthorised.class,
            refused -> assertThat(refused.words()).contains("Allow the access there"));
    vendor.refusingStatements = false;
    execute("update vendor_session set leased_until = clock_timestamp() - interval '1 second'");
    assertDelivered(two.check(destination));
  }

  private Catalogue.Destination service() throws Exception {
    KeyPairGenerator keys = KeyPairGenerator.getInstance("RSA");
    keys.initialize(2048);
    String key =
        Base64.getMimeEncoder().encodeToString(keys.generateKeyPair().getPrivate().getEncoded());
    return Replica.destination(
        "dst_1",
        new Authentication.OAuth(
            new Grant.JwtBearer(
                "issuer", null, "https://vendor.example/token", "key", null, List.of()),
            "https://vendor.example/token"),
        "/me",
        vendor.url(),
        Map.of("issuer", "service@vendor.example"),
        Map.of("key", "-----BEGIN PRIVATE KEY-----\n" + key + "\n-----END PRIVATE KEY-----"));
  }

  /** Such a token is valid until it expires: there is nothing to renew. */
  @Test
  void aGrantWithoutRefreshTokenLastsUntilItsTokenExpires() throws Exception {
    vendor.refreshing = false;
    Catalogue.Destination destination = connected();
    clock.pass(Duration.ofSeconds(vendor.lifetime).minusSeconds(60));
    assertDelivered(one.check(destination));
    vendor.refusing = true;
    assertThat(one.check(destination).outcome()).isInstanceOf(Outcome.Unauthorised.class);
    assertThat(vendor.targets).as("sent once more, with the same token").hasSize(3);
    vendor.refusing = false;
    assertDelivered(one.check(destination));
    clock.pass(Duration.ofSeconds(60));
    assertRevoked(one.check(destination).outcome());
    assertThat(vendor.tokenRequests).hasValue(1);
  }

  @Test
  void withoutItsKeyAStoredSessionIsNotTakenForAMissingOne() throws Exception {
    Catalogue.Destination destination = connected();
    one.seal.keyIsMissing = true;
    assertThat(one.check(destination).outcome()).isInstanceOf(Outcome.Transient.class);
  }

  @Test
  void aSessionThatIsUsedGetsTheNewestKey() throws Exception {
    SessionKey key = SessionKey.token(one.target(application()));
    assertDelivered(one.check(application()));
    assertThat(store.find(key).orElseThrow().sealed()).startsWith("k1:");
    one.seal.key = "k2";
    assertDelivered(one.check(application()));
    assertThat(store.find(key).orElseThrow().sealed()).startsWith("k2:");
    two.seal.key = "k2";
    assertDelivered(two.check(application()));
    assertThat(vendor.tokenRequests).hasValue(1);
  }

  @Test
  void anAddressThatChangesBeforeTheConsentEndsTheAttempt() throws Exception {
    Map<String, String> back = vendor.consent(begin(user()).address());
    try (FakeVendor other = new FakeVendor()) {
      Catalogue.Destination moved =
          Replica.destination("dst_1", USER, "/me", other.url(), SETTINGS, SECRETS);
      assertThat(finish(moved, ADA, back)).isFalse();
      assertThat(other.tokenRequests).hasValue(0);
    }
  }

  @Test
  void anAbsurdLifetimeLosesNoToken() throws Exception {
    vendor.lifetime = Long.MAX_VALUE;
    Catalogue.Destination destination = connected();
    assertDelivered(one.check(destination));
    assertThat(vendor.tokenRequests).hasValue(1);
  }

  @Test
  void aDestinationThatNobodyHasConnectedSaysSo() {
    assertThat(one.check(user()).outcome())
        .isInstanceOfSatisfying(
            UnusableCredentials.class,
            unusable ->
                assertThat(unusable.reason()).isEqualTo(UnusableCredentials.Reason.NOT_CONNECTED));
    assertThat(vendor.tokenRequests).hasValue(0);
  }

  @Test
  void aConnectionBelongsToTheUserWhoBeganItAndIsUsedOnce() throws Exception {
    Catalogue.Destination destination = user();
    Map<String, String> back = vendor.consent(begin(destination).address());
    assertThat(finish(destination, BOB, back)).isFalse();
    assertThat(finish(destination, ADA, back)).isTrue();
    assertThat(finish(destination, ADA, back)).isFalse();
    assertThat(vendor.tokenRequests).hasValue(1);
  }

  @Test
  void aConnectionExpires() throws Exception {
    Catalogue.Destination destination = user();
    Map<String, String> back = vendor.consent(begin(destination).address());
    clock.pass(Connections.VALID.plusSeconds(1));
    assertThat(finish(destination, ADA, back)).isFalse();
    assertThat(vendor.tokenRequests).hasValue(0);
  }

  @Test
  void atAnotherAddressTheGrantIsNotUsed() throws Exception {
    connected();
    try (FakeVendor other = new FakeVendor()) {
      Catalogue.Destination moved =
          Replica.destination("dst_1", USER, "/me", other.url(), SETTINGS, SECRETS);
      assertThat(one.check(moved).outcome()).isInstanceOf(UnusableCredentials.class);
      assertThat(other.tokenRequests).hasValue(0);
    }
  }

  @Test
  void nothingSecretIsInExchangesOrInTexts() throws Exception {
    Catalogue.Destination destination = connected();
    vendor.expireTokens();
    BatchSender.Tested tested = one.check(destination);
    assertDelivered(tested);
    assertThat(tested.exchanges()).hasSize(3);
    List<String> secrets = new ArrayList<>(vendor.issued);
    secrets.addAll(vendor.formValues("code_verifier"));
    secrets.add(FakeVendor.CLIENT_SECRET);
    secrets.removeIf(String::isEmpty);
    StoredSession stored = store.find(SessionKey.token(one.target(destination))).orElseThrow();
    String shown = tested + " " + stored + " " + one.target(destination);
    assertThat(secrets).isNotEmpty().noneMatch(shown::contains);
    assertThat(shown).contains("/token").contains("***");
  }

  private Catalogue.Destination sap() {
    return Replica.destination(
        "dst_1",
        new Authentication.CsrfSession(
            new Authentication.Basic("user", "", "password"), "https://sap.example/odata"),
        "/odata/records",
        vendor.url(),
        Map.of("user", "INTEGRATION"),
        Map.of("password", "sap password"));
  }

  @Test
  void aMissingRightIsNoEndOfACsrfSession() {
    vendor.forbidding = true;
    assertThat(one.check(sap()).outcome()).isInstanceOf(Outcome.Unauthorised.class);
    assertThat(vendor.csrfRequests).hasValue(1);
  }

  @Test
  void aCsrfTokenIsFetchedOnceAndAgainAfterItsSessionEnds() {
    Catalogue.Destination sap = sap();
    assertDelivered(one.check(sap));
    assertDelivered(two.check(sap));
    assertThat(vendor.csrfRequests).hasValue(1);
    vendor.endCsrfSession();
    BatchSender.Tested tested = two.check(sap);
    assertDelivered(tested);
    assertThat(vendor.csrfRequests).hasValue(2);
    assertThat(vendor.issued).noneMatch(tested.toString()::contains);
  }

  /** A database that is away for those who save. */
  private static final class FailingStore extends ForwardingSessions {
    private volatile boolean away;

    FailingStore(SessionStore store) {
      super(store);
    }

    @Override
    public boolean save(SessionKey key, long generation, IssuedSession next) throws StoreFailure {
      if (away) {
        throw new StoreFailure(new SQLException("away"));
      }
      return super.save(key, generation, next);
    }
  }
}
