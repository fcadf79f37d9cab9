package dev.tributary.destinations.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.KeyHash;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.TestDatabase;
import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.Connectors;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Outcome.UnusableCredentials;
import dev.tributary.destinations.connector.Probe;
import dev.tributary.destinations.connector.Target;
import dev.tributary.destinations.connector.manifest.InstalledConnectors;
import dev.tributary.destinations.connector.manifest.ManifestDraft;
import dev.tributary.destinations.credential.IssuedSession;
import dev.tributary.destinations.credential.SessionKey;
import dev.tributary.destinations.declared.Compilation;
import dev.tributary.destinations.declared.DeclaredConnectors;
import dev.tributary.destinations.destination.DestinationSpec;
import dev.tributary.destinations.postgres.delivery.PostgresAccounts;
import dev.tributary.destinations.postgres.delivery.PostgresPlaces;
import dev.tributary.destinations.postgres.delivery.PostgresSessions;
import dev.tributary.destinations.protocol.Places;
import dev.tributary.destinations.protocol.StoreFailure;
import dev.tributary.destinations.sync.Catalogue;
import dev.tributary.local.infra.ServiceDatabase;
import dev.tributary.testkit.infra.TestPool;
import io.agroal.api.AgroalDataSource;
import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccountsTest {
  private static final WorkspaceId WORKSPACE = new WorkspaceId("wsp_1");
  private static final WorkspaceId OTHER_WORKSPACE = new WorkspaceId("wsp_2");
  private static final Connectors CONNECTORS = InstalledConnectors.load();
  private static AgroalDataSource worker;

  private final Accounts accounts =
      new Accounts(new PostgresAccounts(worker), new KeyHash(new byte[16]), Clock.systemUTC());
  private final AccountDecisions decisions =
      new AccountDecisions(new PostgresAccounts(worker), accounts, Clock.systemUTC());
  private final PostgresPlaces places = new PostgresPlaces(worker);

  /** The next answer of the vendor. */
  private Probe.Result answer = named("1");

  private int asked;

  /** What happens between the answer of the vendor and its storage. */
  private Runnable meanwhile = () -> {};

  @BeforeAll
  static void open() {
    ServiceDatabase database = TestDatabase.migrated("accounts");
    worker = TestPool.of(database.address(), database.worker());
  }

  @AfterAll
  static void close() {
    worker.close();
  }

  @BeforeEach
  void forget() throws SQLException {
    execute("delete from vendor_account");
    execute("delete from vendor_session");
    execute("delete from place");
    execute("delete from delivery");
  }

  private static void execute(String sql) throws SQLException {
    try (var connection = worker.getConnection();
        var statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static Probe.Result named(String id) {
    return new Probe.Result(new Outcome.Delivered(null), new Probe.Account(id, "Portal " + id));
  }

  private static Catalogue.Destination destination(String id, String connector) {
    return destination(id, connector, null);
  }

  private static Catalogue.Destination destination(
      String id, String connector, @Nullable String baseUrl) {
    return destination(WORKSPACE, id, connector, baseUrl);
  }

  private static Catalogue.Destination destination(
      WorkspaceId workspace, String id, String connector, @Nullable String baseUrl) {
    return new Catalogue.Destination(
        workspace,
        new DestinationId(id),
        "Destination",
        1,
        new DestinationSpec(
            connector, Json.MAPPER.createObjectNode(), Map.of(), List.of("orders"), baseUrl, null),
        CONNECTORS.require(connector));
  }

  private Accounts.Current current(Catalogue.Destination destination, String credentials) {
    return accounts.current(
        destination, target(destination, credentials), credentials, this::answered);
  }

  private Probe.Result answered() {
    asked++;
    Probe.Result result = answer;
    meanwhile.run();
    return result;
  }

  private static Target target(Catalogue.Destination destination, String token) {
    return new Target(
        destination.workspace(),
        destination.id(),
        Json.MAPPER.createObjectNode(),
        Map.of("accessToken", token),
        null);
  }

  private String usable(String destination, String credentials) {
    Accounts.Current current = current(destination(destination, "hubspot"), credentials);
    assertThat(current).isInstanceOf(Accounts.Current.Usable.class);
    return ((Accounts.Current.Usable) current).name().own();
  }

  private AccountName name(Catalogue.Destination destination) {
    Accounts.Current current = current(destination, "token of " + destination.id());
    assertThat(current).isInstanceOf(Accounts.Current.Usable.class);
    return ((Accounts.Current.Usable) current).name();
  }

  private Outcome unusable(String destination, String credentials) {
    Accounts.Current current = current(destination(destination, "hubspot"), credentials);
    assertThat(current).isInstanceOf(Accounts.Current.Unusable.class);
    return ((Accounts.Current.Unusable) current).outcome();
  }

  private AccountDecisions.Progress decided(
      @Nullable String account, String token, AccountStore.Ids ids) throws StoreFailure {
    Catalogue.Destination destination = destination("dst_1", "hubspot");
    return decisions.decide(
        destination, target(destination, token), account, ids, Duration.ofMinutes(1));
  }

  private Places places(String account) {
    return places.of(destination("dst_1", "hubspot"), account);
  }

  @Test
  void aRotatedTokenIsTheSameAccountAndKeepsItsPlaces() {
    String account = usable("dst_1", "first token");
    places(account).remember("list", "5");
    assertThat(usable("dst_1", "second token")).isEqualTo(account);
    assertThat(places(account).find("list")).contains("5");
    assertThat(asked).isEqualTo(2);
  }

  @Test
  void workspacesWithOneAccountShareItsBudgetsAndNotItsPlaces() {
    AccountName one = name(destination(WORKSPACE, "dst_1", "hubspot", null));
    AccountName another = name(destination(OTHER_WORKSPACE, "dst_2", "hubspot", null));
    assertThat(another.shared()).isEqualTo(one.shared());
    assertThat(another.own()).isNotEqualTo(one.own());
    answer = named("2");
    assertThat(name(destination(OTHER_WORKSPACE, "dst_3", "hubspot", null)).shared())
        .isNotEqualTo(one.shared());
  }

  /** Such a server could claim to be the account of somebody else, and use up its budgets. */
  @Test
  void aServerAtAnotherAddressSharesNoAccount() {
    AccountName vendor = name(destination(WORKSPACE, "dst_1", "hubspot", null));
    AccountName server =
        name(destination(OTHER_WORKSPACE, "dst_2", "hubspot", "https://x.example"));
    assertThat(server).isEqualTo(AccountName.of(server.own()));
    assertThat(server.shared()).isNotEqualTo(vendor.shared());
  }

  @Test
  void aConnectorThatAWorkspaceHasAddedSharesNoAccount() throws IOException {
    Catalogue.Destination vendor = destination(WORKSPACE, "dst_1", "klaviyo", null);
    Catalogue.Destination destination =
        new Catalogue.Destination(
            WORKSPACE, vendor.id(), vendor.name(), 1, vendor.spec(), added("klaviyo"));
    AccountName name = name(destination);
    assertThat(name.shared()).isEqualTo(name.own());
  }

  private static Connector added(String builtIn) throws IOException {
    String file = builtIn + ".yaml";
    try (InputStream yaml =
        Objects.requireNonNull(Connectors.class.getResourceAsStream("/connectors/" + file), file)) {
      return switch (DeclaredConnectors.added(ManifestDraft.read(file, yaml.readAllBytes()))) {
        case Compilation.Compiled(Connector connector) -> connector;
        case Compilation.Refused(var faults) -> throw new IllegalStateException(faults.toString());
      };
    }
  }

  /** Connectors with a Java class, and without one. */
  @ParameterizedTest
  @ValueSource(strings = {"hubspot", "klaviyo", "slack"})
  void aRotatedTokenKeepsWhatAnInstallationHadBeforeTheVendorNamedItsAccount(String connector) {
    Catalogue.Destination destination = destination("dst_1", connector);
    places.of(destination, "first token").remember("list", "5");
    Accounts.Current first = current(destination, "first token");
    assertThat(first).isInstanceOf(Accounts.Current.Usable.class);
    assertThat(current(destination, "second token")).isEqualTo(first);
    String account = ((Accounts.Current.Usable) first).name().own();
    assertThat(account).isNotEqualTo("first token");
    assertThat(places.of(destination, account).find("list")).contains("5");
  }

  @ParameterizedTest
  @ValueSource(strings = {"hubspot", "klaviyo", "slack"})
  void aKeyOfAnotherAccountIsNotUsed(String connector) {
    Catalogue.Destination destination = destination("dst_1", connector);
    assertThat(current(destination, "token")).isInstanceOf(Accounts.Current.Usable.class);
    answer = named("2");
    assertThat(current(destination, "key of another account"))
        .isInstanceOfSatisfying(
            Accounts.Current.Unusable.class,
            unusable ->
                assertThat(unusable.outcome())
                    .isInstanceOfSatisfying(
                        UnusableCredentials.class,
                        outcome ->
                            assertThat(outcome.reason())
                                .isEqualTo(UnusableCredentials.Reason.ANOTHER_ACCOUNT)));
  }

  @Test
  void destinationsWithTheSameAccountShareOneBudget() {
    assertThat(usable("dst_1", "a token")).isEqualTo(usable("dst_2", "another token"));
    answer = named("2");
    assertThat(usable("dst_3", "a third token")).isNotEqualTo(usable("dst_1", "a token"));
  }

  @Test
  void placesThatWereRememberedForCredentialsMoveToTheirAccount() {
    places("token").remember("list", "5");
    String account = usable("dst_1", "token");
    assertThat(account).isNotEqualTo("token");
    assertThat(places(account).find("list")).contains("5");
  }

  @Test
  void aVendorIsNotAskedAgainWithTheSameCredentials() {
    usable("dst_1", "token");
    usable("dst_1", "token");
    assertThat(asked).isEqualTo(1);
  }

  @Test
  void afterAUserHasConnectedAgainTheVendorIsAskedAgain() throws Exception {
    usable("dst_1", "client");
    connectAgain();
    answer = named("2");
    assertThat(unusable("dst_1", "client")).isInstanceOf(UnusableCredentials.class);
  }

  private static void connectAgain() {
    try {
      new PostgresSessions(worker)
          .connect(
              new SessionKey(WORKSPACE, new DestinationId("dst_1"), SessionKey.TOKEN),
              new IssuedSession("sealed", "client", null, null),
              "Ada");
    } catch (StoreFailure e) {
      throw new IllegalStateException(e);
    }
  }

  /** The account of the former consent is named after another user has consented. */
  @Test
  void anAnswerAboutTheFormerConsentDoesNotCountForTheNewOne() throws Exception {
    usable("dst_1", "client");
    execute("update vendor_account set verified_at = now() - interval '25 hours'");
    execute("update vendor_account set ask_at = now()");
    meanwhile =
        () -> {
          meanwhile = () -> {};
          connectAgain();
          answer = named("2");
        };
    assertThat(unusable("dst_1", "client"))
        .isInstanceOfSatisfying(
            UnusableCredentials.class,
            unusable ->
                assertThat(unusable.reason())
                    .isEqualTo(UnusableCredentials.Reason.ANOTHER_ACCOUNT));
  }

  @Test
  void eachConsentHasANumberThatSessionsAndAccountsShare() throws Exception {
    usable("dst_1", "client");
    connectAgain();
    usable("dst_1", "client");
    connectAgain();
    Accounts.Current current = current(destination("dst_1", "hubspot"), "client");
    assertThat(current)
        .isInstanceOfSatisfying(
            Accounts.Current.Usable.class, usable -> assertThat(usable.grant()).isEqualTo(2));
    SessionKey key = new SessionKey(WORKSPACE, new DestinationId("dst_1"), SessionKey.TOKEN);
    assertThat(new PostgresSessions(worker).find(key).orElseThrow().grant()).isEqualTo(2);
  }

  @Test
  void anyChangedSettingIsAQuestionForTheAccount() {
    Catalogue.Destination destination = destination("dst_1", "hubspot");
    usable("dst_1", "token");
    answer = named("2");
    Target other =
        new Target(
            WORKSPACE,
            destination.id(),
            Json.MAPPER.createObjectNode().put("region", "eu"),
            Map.of("accessToken", "token"),
            null);
    assertThat(accounts.current(destination, other, "token", this::answered))
        .isInstanceOf(Accounts.Current.Unusable.class);
  }

  @Test
  void theSameIdAtAnotherAddressIsAnotherAccount() {
    usable("dst_1", "token");
    Accounts.Current current =
        current(destination("dst_1", "hubspot", "https://other.example"), "token");
    assertThat(current)
        .isInstanceOfSatisfying(
            Accounts.Current.Unusable.class,
            unusable ->
                assertThat(unusable.outcome().words()).contains("Portal 1 at other.example"));
  }

  @Test
  void aVendorThatDoesNotNameItsAccountDoesNotStopADestination() {
    answer = Probe.Result.of(new Outcome.Transient("HTTP 500", null));
    assertThat(usable("dst_1", "token")).isEqualTo("token");
    assertThat(usable("dst_1", "token")).isEqualTo("token");
    assertThat(asked).isEqualTo(1);
  }

  @Test
  void newCredentialsAreNotUsedBeforeTheVendorNamesTheirAccount() {
    usable("dst_1", "token");
    answer = Probe.Result.of(new Outcome.Transient("HTTP 500", null));
    assertThat(unusable("dst_1", "new token"))
        .as("the destination waits, so that its rows are not claimed again and again")
        .isInstanceOfSatisfying(
            Outcome.WaitsForAccount.class,
            waits ->
                assertThat(waits.until())
                    .isAfter(Clock.systemUTC().instant().plus(Duration.ofSeconds(70))));
    assertThat(unusable("dst_1", "new token")).isInstanceOf(Outcome.WaitsForAccount.class);
    assertThat(asked).as("each batch asks, but not within a minute").isEqualTo(2);
    answer = Probe.Result.of(new Outcome.Unauthorised("HTTP 401"));
    assertThat(unusable("dst_1", "third token")).isInstanceOf(Outcome.Unauthorised.class);
  }

  /** For example, a proxy that lacks the path of the question. */
  @Test
  void aVendorThatCannotNameTheNewAccountStopsTheDestinationUntilAUserConfirmsIt()
      throws Exception {
    String account = usable("dst_1", "token");
    answer = Probe.Result.of(new Outcome.Misconfigured("HTTP 404"));
    assertThat(unusable("dst_1", "new token"))
        .isInstanceOfSatisfying(
            UnusableCredentials.class,
            unusable ->
                assertThat(unusable.reason())
                    .isEqualTo(UnusableCredentials.Reason.ACCOUNT_UNKNOWN));
    assertThat(decided("1", "new token", AccountStore.Ids.KEPT))
        .isEqualTo(AccountDecisions.Progress.REFUSED);
    assertThat(decided(null, "new token", AccountStore.Ids.KEPT))
        .isEqualTo(AccountDecisions.Progress.DONE);
    assertThat(usable("dst_1", "new token")).isEqualTo(account);
    assertThat(decided(null, "new token", AccountStore.Ids.KEPT))
        .as("nothing is left to decide")
        .isEqualTo(AccountDecisions.Progress.REFUSED);
  }

  /** For example, a token that lacks the right to the account, and has those to the records. */
  @Test
  void credentialsThatMayNotReadTheAccountGoOnAfterTheDecisionOfAUser() throws Exception {
    String account = usable("dst_1", "token");
    answer = Probe.Result.withheld("a right is missing");
    Catalogue.Destination destination = destination("dst_1", "hubspot");
    assertThat(unusable("dst_1", "new token"))
        .isInstanceOfSatisfying(
            UnusableCredentials.class,
            unusable -> {
              assertThat(unusable.reason()).isEqualTo(UnusableCredentials.Reason.ACCOUNT_UNKNOWN);
              assertThat(unusable.words()).contains("a right is missing");
            });
    assertThat(tested(destination, "new token"))
        .as("a test does not say that the destination is ready")
        .isInstanceOf(UnusableCredentials.class);
    assertThat(decided(null, "new token", AccountStore.Ids.KEPT))
        .isEqualTo(AccountDecisions.Progress.DONE);
    assertThat(usable("dst_1", "new token")).isEqualTo(account);
    assertThat(tested(destination, "new token")).isEqualTo(new Outcome.Delivered(null));
  }

  @Test
  void aTestOfNewCredentialsWhoseAnswerNamesNoAccountDoesNotSucceed() throws Exception {
    usable("dst_1", "token");
    answer = new Probe.Result(new Outcome.Delivered(null), null);
    assertThat(tested(destination("dst_1", "hubspot"), "new token"))
        .isInstanceOf(UnusableCredentials.class);
    assertThat(unusable("dst_1", "new token")).isInstanceOf(UnusableCredentials.class);
  }

  @Test
  void credentialsThatMayNotReadTheAccountNeedNoDecisionBeforeTheFirstRecord() throws Exception {
    answer = Probe.Result.withheld("a right is missing");
    Catalogue.Destination destination = destination("dst_1", "hubspot");
    assertThat(tested(destination, "token")).isEqualTo(new Outcome.Delivered(null));
    assertThat(usable("dst_1", "token")).isEqualTo("token");
    assertThat(usable("dst_1", "new token")).isEqualTo("new token");
  }

  private Outcome tested(Catalogue.Destination destination, String token) throws StoreFailure {
    Target target = target(destination, token);
    return accounts.tested(
        destination, target, accounts.beforeTest(destination, target), token, answer);
  }

  /** The first question has failed, and records were sent. */
  @Test
  void changedCredentialsAreAQuestionAlsoIfTheVendorNeverNamedTheFormerAccount() throws Exception {
    answer = Probe.Result.of(new Outcome.Transient("HTTP 500", null));
    assertThat(usable("dst_1", "token")).isEqualTo("token");
    execute(
        "insert into delivery (id, workspace, destination, space, record_key, is_event, sync,"
            + " object, version, hash, state, lane, root_event, root_received_at, vendor_id) values"
            + " ('dlv_1', 'wsp_1', 'dst_1', 'contacts', 'a', false, 'syn_1', 'contacts', 1, 'h',"
            + " 'delivered', 1, 'e', now(), '7')");
    answer = named("2");
    assertThat(unusable("dst_1", "new token"))
        .isInstanceOfSatisfying(
            UnusableCredentials.class,
            unusable -> assertThat(unusable.words()).contains("Portal 2", "never named"));
    assertThat(decided("2", "new token", AccountStore.Ids.KEPT))
        .isEqualTo(AccountDecisions.Progress.DONE);
    assertThat(usable("dst_1", "new token")).isNotEqualTo("new token");
  }

  @Test
  void aTransientFailureOfTheFirstQuestionIsRepeatedAndADefiniteOneIsNotForAnHour()
      throws Exception {
    answer = Probe.Result.of(new Outcome.Transient("HTTP 500", null));
    usable("dst_1", "token");
    execute("update vendor_account set ask_at = ask_at - interval '2 minutes'");
    answer = Probe.Result.of(new Outcome.Unauthorised("HTTP 403"));
    usable("dst_1", "token");
    execute("update vendor_account set ask_at = ask_at - interval '2 minutes'");
    usable("dst_1", "token");
    assertThat(asked).isEqualTo(2);
  }

  /** The page of the user shows the account of credentials that were replaced since. */
  @Test
  void aDecisionAboutFormerCredentialsIsRefusedAndForgetsNothing() throws Exception {
    places(usable("dst_1", "token")).remember("list", "5");
    answer = named("2");
    assertThat(unusable("dst_1", "new token")).isInstanceOf(UnusableCredentials.class);
    assertThat(decided("2", "token", AccountStore.Ids.FORGOTTEN))
        .isEqualTo(AccountDecisions.Progress.REFUSED);
    answer = named("1");
    assertThat(places(usable("dst_1", "token")).find("list")).contains("5");
  }

  @Test
  void nothingIsSentAndNoTestChangesTheAccountWhileADecisionIsCarriedOut() throws Exception {
    usable("dst_1", "token");
    answer = named("2");
    assertThat(unusable("dst_1", "new token")).isInstanceOf(UnusableCredentials.class);
    PostgresAccounts store = new PostgresAccounts(worker);
    Catalogue.Destination destination = destination("dst_1", "hubspot");
    Target target = target(destination, "new token");
    KnownAccount known = store.find(destination).orElseThrow();
    assertThat(
            store.decide(
                destination,
                known.version(),
                accounts.credentials(destination, target),
                true,
                AccountStore.Ids.FORGOTTEN))
        .isTrue();
    assertThat(unusable("dst_1", "new token")).isInstanceOf(Outcome.WaitsForAccount.class);
    accounts.tested(
        destination, target, accounts.beforeTest(destination, target), "name", named("1"));
    assertThat(decided("2", "new token", AccountStore.Ids.KEPT))
        .as("one decision at a time")
        .isEqualTo(AccountDecisions.Progress.REFUSED);
    assertThat(decisions.pending()).containsExactly(destination.id());
    assertThat(decisions.carryOut(destination, Clock.systemUTC().instant().plusSeconds(60)))
        .isTrue();
    assertThat(decisions.pending()).isEmpty();
    assertThat(usable("dst_1", "new token")).isNotEqualTo("new token");
  }

  @Test
  void theFormerCredentialsEndTheQuestionAboutAnotherAccount() {
    String account = usable("dst_1", "token");
    places(account).remember("list", "5");
    answer = named("2");
    assertThat(unusable("dst_1", "new token")).isInstanceOf(UnusableCredentials.class);
    assertThat(unusable("dst_1", "new token")).isInstanceOf(UnusableCredentials.class);
    assertThat(asked).as("a pause asks nobody").isEqualTo(2);
    answer = named("1");
    assertThat(usable("dst_1", "token")).isEqualTo(account);
    assertThat(places(account).find("list")).contains("5");
  }

  @Test
  void placesOfTheFormerAccountAreNotUsedInTheOtherOne() throws Exception {
    places(usable("dst_1", "token")).remember("list", "5");
    answer = named("2");
    assertThat(unusable("dst_1", "new token")).isInstanceOf(UnusableCredentials.class);
    assertThat(decided("2", "new token", AccountStore.Ids.FORGOTTEN))
        .isEqualTo(AccountDecisions.Progress.DONE);
    assertThat(places(usable("dst_1", "new token")).find("list")).isEmpty();
  }

  @Test
  void aConnectorThatNamesNoAccountIsNeverAsked() {
    assertThat(current(destination("dst_1", "webhook"), "token"))
        .isEqualTo(new Accounts.Current.Usable(AccountName.of("token"), null));
    assertThat(asked).isZero();
  }
}
