package dev.tributary.control.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.access.Service;
import dev.tributary.contracts.change.ChangeListener;
import dev.tributary.contracts.fact.Fact;
import dev.tributary.contracts.fact.FigureVisibility;
import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.id.ModelId;
import dev.tributary.contracts.id.RunId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.control.alert.object.ObjectRules;
import dev.tributary.control.alert.object.VisibleNotices;
import dev.tributary.control.alert.rule.Rules;
import dev.tributary.control.postgres.OwnDatabase;
import dev.tributary.control.postgres.alert.PostgresAlertQueries;
import dev.tributary.control.postgres.alert.PostgresAlertStore;
import dev.tributary.definitions.postgres.Transactions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What opens, is told, and is resolved, over a real PostgreSQL. Here the service answers each
 * check; {@link AlertsOfPublishedFactsTest} has the same tests with facts that it publishes.
 */
class AlertsTest {
  static final String SHOP = "wsp_shop";
  private static final String RULE =
      """
      insert into definition
        (workspace, kind, id, key, name, version, spec, created_at, updated_at)
      values ('wsp_shop', 'alert-rule', '%1$s', '%1$s', '%2$s', 1,
        '{"kind": "lateness", "object": "mdl_1", "objectName": "Orders", "threshold": 60,
          "channels": [%3$s], "enabled": %4$s}', now(), now())\
      """;
  static final Fact HELD = new Fact.HeldRun(new RunId("run_1"), new ModelId("mdl_1"), "Orders");

  private final List<String> mailed = Collections.synchronizedList(new ArrayList<>());
  final List<String> posted = Collections.synchronizedList(new ArrayList<>());
  private final List<String> titles = Collections.synchronizedList(new ArrayList<>());
  private final AtomicInteger ids = new AtomicInteger();
  private final OwnDatabase database = new OwnDatabase();
  private final Transactions worker = database.worker();
  final AlertQueries queries = new PostgresAlertQueries(database.requests());
  Instant now = Instant.parse("2026-11-21T12:00:00Z");
  private boolean mailServerAnswers = true;
  private FigureVisibility figures = new FigureVisibility(Instant.EPOCH);

  @BeforeEach
  void settings() {
    queries.change(
        new WorkspaceId(SHOP),
        _ ->
            new AlertSettings(
                List.of("ops@shop.example"),
                null,
                new AlertSettings.Webhook("https://shop.example/alerts", "sealed"),
                Thresholds.DEFAULT));
  }

  @Test
  void settingsThatAreChangedAtTheSameTimeLoseNoChange() {
    WorkspaceId shop = new WorkspaceId(SHOP);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 10; i++) {
        threads.execute(() -> queries.change(shop, AlertsTest::withOneMoreGap));
      }
    }
    assertThat(queries.settings(shop).thresholds().silentGaps())
        .isEqualTo(Thresholds.DEFAULT.silentGaps() + 10);
  }

  private static AlertSettings withOneMoreGap(AlertSettings before) {
    Thresholds thresholds = before.thresholds();
    return new AlertSettings(
        before.emails(),
        before.slackUrl(),
        before.webhook(),
        new Thresholds(thresholds.silentGaps() + 1, thresholds.failureShare()));
  }

  @AfterEach
  void close() {
    database.close();
  }

  /** A look, and what it makes be told, by an instance that has just started. */
  final void look(Fact... facts) {
    now = now.plusSeconds(15);
    look(round(Map.of(new WorkspaceId(SHOP), List.of(facts))));
  }

  final void look(Watcher.Round round) {
    AlertStore store = new PostgresAlertStore(worker);
    check(store).run(now, Set.of(new WorkspaceId(SHOP)), round);
    tell(store);
  }

  /**
   * The facts of one service, as a check at the present time finds them.
   *
   * @param facts by workspace
   */
  Watcher.Round round(Map<WorkspaceId, List<Fact>> facts) {
    return _ ->
        facts.entrySet().stream()
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey,
                    each ->
                        Map.of(
                            Service.WAREHOUSE,
                            new WorkspaceFacts.ServiceFacts(each.getValue(), now))));
  }

  private WorkspaceCheck check(AlertStore store) {
    return new WorkspaceCheck(
        store,
        new AlertReconciliation(
            new Rules(Duration.ofMinutes(5), Duration.ofMinutes(15), Duration.ofMinutes(2)).all(),
            () -> "alt_%04d".formatted(ids.incrementAndGet())),
        ChangeListener.NONE);
  }

  private void tell(AlertStore store) {
    AnnouncementWriter announcing =
        new AnnouncementWriter(
            "https://cdp.example", id -> new AnnouncementWriter.Names("shop", "Shop"));
    VisibleNotices visible = new VisibleNotices((_, _, _) -> Optional.of(figures));
    List<Channel> channels =
        List.of(new Fake(ChannelName.EMAIL, mailed), new Fake(ChannelName.WEBHOOK, posted));
    new AnnouncementDelivery(
            store, channels, visible::of, announcing::of, Clock.fixed(now, ZoneOffset.UTC))
        .deliver();
  }

  @Test
  void opensWithTheSecondLookAndIsResolvedWithTheSecondWithout() {
    look(HELD);
    assertThat(posted).isEmpty();
    assertThat(queries.list(new WorkspaceId(SHOP), AlertQueries.Which.ALL, true, null, 10))
        .isEmpty();
    look(HELD);
    assertThat(posted).containsExactly("alt_0001.opened");
    assertThat(queries.list(new WorkspaceId(SHOP), AlertQueries.Which.OPEN, true, null, 10))
        .hasSize(1);
    look();
    look(HELD);
    look();
    assertThat(posted).hasSize(1);
    look();
    assertThat(posted).containsExactly("alt_0001.opened", "alt_0001.resolved");
    assertThat(queries.list(new WorkspaceId(SHOP), AlertQueries.Which.OPEN, true, null, 10))
        .isEmpty();
    assertThat(queries.list(new WorkspaceId(SHOP), AlertQueries.Which.RESOLVED, true, null, 10))
        .hasSize(1);
  }

  @Test
  void whatOneLookAloneFoundWasNothing() {
    look(HELD);
    look();
    look(HELD);
    look();
    assertThat(posted).isEmpty();
  }

  @Test
  void aRestartTellsNothingTwice() {
    look(HELD);
    look(HELD);
    // Each look here is an instance of its own, which knows only what is stored.
    look(HELD);
    look(HELD);
    assertThat(mailed).containsExactly("alt_0001.opened");
    assertThat(posted).containsExactly("alt_0001.opened");
  }

  @Test
  void aChannelThatFailsHoldsUpNoOtherAndIsTriedAgainInOrder() {
    mailServerAnswers = false;
    look(HELD);
    look(HELD);
    assertThat(posted).containsExactly("alt_0001.opened");
    assertThat(queries.lastAttempts(new WorkspaceId(SHOP)).get(ChannelName.EMAIL))
        .satisfies(attempt -> {
          assertThat(attempt.sent()).isFalse();
          assertThat(attempt.words()).isEqualTo("Connection refused");
        });
    look();
    look();
    assertThat(posted).containsExactly("alt_0001.opened", "alt_0001.resolved");
    assertThat(mailed).isEmpty();
    mailServerAnswers = true;
    now = now.plusSeconds(3600);
    tell(new PostgresAlertStore(worker));
    assertThat(mailed).containsExactly("alt_0001.opened");
    tell(new PostgresAlertStore(worker));
    assertThat(mailed).containsExactly("alt_0001.opened", "alt_0001.resolved");
    assertThat(queries.lastAttempts(new WorkspaceId(SHOP)).get(ChannelName.EMAIL).sent()).isTrue();
  }

  @Test
  void whatAServiceToldLastCountsWhileItIsAway() {
    Instant due = now;
    look(new Fact.Scheduled(new ModelId("mdl_1"), "Orders", due, Duration.ofMinutes(1)));
    WorkspaceCheck check = check(new PostgresAlertStore(worker));
    for (int look = 0; look < 2; look++) {
      now = now.plusSeconds(15);
      WorkspaceId shop = new WorkspaceId(SHOP);
      check.run(now, Set.of(shop), _ -> Map.of(shop, Map.of()));
    }
    assertThat(queries.list(new WorkspaceId(SHOP), AlertQueries.Which.OPEN, true, null, 10))
        .extracting(alert -> alert.finding().kind())
        .contains(AlertKind.MODEL_LATE);
  }

  @Test
  void manyWorkspacesAreCheckedTogetherAndEachHasItsOwnAlerts() {
    WorkspaceCheck check = check(new PostgresAlertStore(worker));
    WorkspaceId quiet = new WorkspaceId("wsp_quiet");
    WorkspaceId held = new WorkspaceId("wsp_held");
    Instant first = now.plusSeconds(15);
    for (int look = 0; look < 2; look++) {
      now = now.plusSeconds(15);
      check.run(now, Set.of(quiet, held), round(Map.of(quiet, List.of(), held, List.of(HELD))));
    }
    assertThat(queries.list(quiet, AlertQueries.Which.OPEN, true, null, 10)).isEmpty();
    assertThat(queries.list(held, AlertQueries.Which.OPEN, true, null, 10)).hasSize(1);
    AlertStore store = new PostgresAlertStore(worker);
    assertThat(store.stored(Set.of(quiet, held, new WorkspaceId("wsp_new"))))
        .satisfies(stored -> {
          assertThat(stored.get(quiet).unresolved()).isFalse();
          assertThat(stored.get(held).unresolved()).isTrue();
          assertThat(stored.get(held).lastFacts().get(Service.WAREHOUSE))
              .as("with the time since which they are the same")
              .isEqualTo(new WorkspaceFacts.ServiceFacts(List.of(HELD), first));
          assertThat(stored.get(new WorkspaceId("wsp_new")))
              .isEqualTo(
                  new AlertStore.Stored(
                      Thresholds.DEFAULT, ObjectRules.of(List.of()), Map.of(), false));
        });
  }

  /** Facts of many workspaces are large documents. An event loop serves other requests too. */
  @Test
  void factsAreConvertedOnTheThreadThatAsks() {
    WorkspaceId shop = new WorkspaceId(SHOP);
    Set<Thread> threads = Collections.synchronizedSet(new HashSet<>());
    AlertStore store = new PostgresAlertStore(worker);
    store.remember(
        new HashMap<>(
            Map.of(
                shop,
                Map.of(Service.WAREHOUSE, new WorkspaceFacts.ServiceFacts(List.of(HELD), now)))) {
          @Override
          public Set<Entry<WorkspaceId, Map<Service, WorkspaceFacts.ServiceFacts>>> entrySet() {
            threads.add(Thread.currentThread());
            return super.entrySet();
          }
        });
    store.stored(
        new HashSet<>(Set.of(shop)) {
          @Override
          public Iterator<WorkspaceId> iterator() {
            threads.add(Thread.currentThread());
            return super.iterator();
          }
        });
    assertThat(threads).containsExactly(Thread.currentThread());
  }

  @Test
  void theAlertOfAUsersRuleGoesToItsChannelsAndEndsWithTheRule() throws SQLException {
    change(RULE.formatted("alr_1", "Orders late", "\"webhook\"", true));
    change(RULE.formatted("alr_2", "Orders very late", "\"email\", \"pigeon\"", true));
    change(RULE.formatted("alr_3", "Off", "\"webhook\"", false));
    Instant finished = now.minus(Duration.ofMinutes(90));
    Fact late = new Fact.FinishedRun(new ModelId("mdl_1"), "Orders", finished);
    look(late);
    look(late);
    assertThat(posted).hasSize(1);
    assertThat(mailed).hasSize(1).doesNotContainAnyElementsOf(posted);
    List<Alert> open = queries.list(new WorkspaceId(SHOP), AlertQueries.Which.OPEN, true, null, 10);
    assertThat(open)
        .extracting(alert -> alert.finding().rule())
        .containsExactlyInAnyOrder(
            new Finding.Rule("alr_1", Set.of(ChannelName.WEBHOOK)),
            new Finding.Rule("alr_2", Set.of(ChannelName.EMAIL)));
    assertThat(open).extracting(alert -> alert.finding().since()).containsOnly(finished);
    change("update definition set deleted = true where id = 'alr_1'");
    look(late);
    look(late);
    assertThat(posted)
        .containsExactly(posted.getFirst(), posted.getFirst().replace("opened", "resolved"));
    assertThat(mailed).hasSize(1);
    assertThat(queries.list(new WorkspaceId(SHOP), AlertQueries.Which.OPEN, true, null, 10))
        .hasSize(1);
  }

  /** The failed deliveries of a sync can show how many people are in an audience. */
  @Test
  void alertsOfRulesAboutAudiencesAndSyncsNeedTheRightToPersonalData() throws SQLException {
    for (AlertKind kind : AlertKind.values()) {
      change(
          """
          insert into alert (workspace, id, kind, object, name, headline, works, path, last_seen_at,
            opened_at, missed)
          values ('wsp_shop', 'alt_%s', '%s', 'obj_1', 'n', 'h', 'w', '/p', now(), now(), 0)\
          """
              .formatted(kind.ordinal(), kind.storedName()));
    }
    WorkspaceId shop = new WorkspaceId(SHOP);
    List<Alert> shown = queries.list(shop, AlertQueries.Which.ALL, false, null, 100);
    assertThat(shown)
        .extracting(alert -> alert.finding().kind())
        .hasSize(AlertKind.values().length - 2)
        .doesNotContain(AlertKind.AUDIENCE_SIZE, AlertKind.SYNC_FAILURES);
    assertThat(queries.list(shop, AlertQueries.Which.ALL, true, null, 100))
        .hasSize(AlertKind.values().length);
  }

  /** The visibility at the time of an attempt counts, not the one when the alert opened. */
  @Test
  void aRepetitionIsWithheldOnceTheRuleOfTheAudienceHidesItsSize() throws SQLException {
    aRuleAboutFewVips();
    mailServerAnswers = false;
    lookAtVips(7);
    lookAtVips(7);
    assertThat(titles)
        .as("by webhook")
        .containsExactly("The audience “VIPs” has fewer than 742 people");

    figures = FigureVisibility.HIDDEN;
    mailServerAnswers = true;
    later();
    assertThat(mailed).isEmpty();
    figures = new FigureVisibility(Instant.EPOCH);
    later();
    assertThat(mailed).as("also when the rule is changed back").isEmpty();
  }

  /** A message whose arrival depends on the size reveals who meets the rule, whatever its text. */
  @Test
  void aHiddenSizeSendsNothingAndLeavesNoAttempt() throws SQLException {
    aRuleAboutFewVips();
    figures = FigureVisibility.HIDDEN;
    lookAtVips(7);
    lookAtVips(7);
    WorkspaceId shop = new WorkspaceId(SHOP);
    assertThat(queries.list(shop, AlertQueries.Which.OPEN, true, null, 10))
        .as("the page shows the alert to users with the right")
        .hasSize(1);
    lookAtVips(5_000);
    lookAtVips(5_000);
    assertThat(queries.list(shop, AlertQueries.Which.RESOLVED, true, null, 10)).hasSize(1);
    assertThat(posted).isEmpty();
    assertThat(mailed).isEmpty();
    assertThat(queries.lastAttempts(shop)).isEmpty();
  }

  @Test
  void anAlertThatWasSentIsNotReportedAsResolvedOnceTheSizeIsHidden() throws SQLException {
    aRuleAboutFewVips();
    lookAtVips(7);
    lookAtVips(7);
    assertThat(posted).containsExactly("alt_0001.opened");
    figures = FigureVisibility.HIDDEN;
    lookAtVips(5_000);
    lookAtVips(5_000);
    assertThat(posted).containsExactly("alt_0001.opened");
    assertThat(mailed).containsExactly("alt_0001.opened");
  }

  private void aRuleAboutFewVips() throws SQLException {
    change(
        """
        insert into definition
          (workspace, kind, id, key, name, version, spec, created_at, updated_at)
        values ('wsp_shop', 'alert-rule', 'alr_1', 'few-vips', 'Few VIPs', 1,
          '{"kind": "size-below", "object": "aud_1", "objectName": "VIPs", "threshold": 742,
            "channels": ["email", "webhook"], "enabled": true}', now(), now())\
        """);
  }

  private void lookAtVips(long size) {
    now = now.plusSeconds(15);
    Fact fact = new Fact.AudienceSize(new AudienceId("aud_1"), "VIPs", size, now, null, null);
    WorkspaceFacts.ServiceFacts facts = new WorkspaceFacts.ServiceFacts(List.of(fact), now);
    look(_ -> Map.of(new WorkspaceId(SHOP), Map.of(Service.AUDIENCES, facts)));
  }

  private void later() {
    now = now.plusSeconds(3600);
    tell(new PostgresAlertStore(worker));
  }

  private void change(String statement) throws SQLException {
    try (Connection connection = database.superuser();
        Statement change = connection.createStatement()) {
      change.execute(statement);
    }
  }

  /** Of two checks that found it, the earlier time counts. */
  @Test
  void anAlertIsDatedByTheFirstCheckThatKnewWhenItBegan() {
    Instant begun = now.minusSeconds(100);
    Finding dated = finding(begun);
    Finding later = finding(now);
    Finding undated = finding(null);
    assertThat(since(dated, undated)).isEqualTo(begun);
    assertThat(since(dated, later)).isEqualTo(begun);
    assertThat(since(undated, dated)).isEqualTo(begun);
    assertThat(since(undated, undated)).isNull();
  }

  private static Finding finding(@Nullable Instant since) {
    return Finding.ofEveryWorkspace(
        AlertKind.AUDIENCE_SIZE, "aud_1", "VIPs", "h", "w", "/p", since);
  }

  private Instant since(Finding first, Finding second) {
    return Alert.suspected("alt_1", first, now).seen(second, now).finding().since();
  }

  @Test
  void anotherWorkspaceSeesNothingOfIt() {
    look(HELD);
    look(HELD);
    assertThat(queries.list(new WorkspaceId("wsp_other"), AlertQueries.Which.ALL, true, null, 10))
        .isEmpty();
    assertThat(queries.settings(new WorkspaceId("wsp_other"))).isEqualTo(AlertSettings.NONE);
    assertThat(queries.lastAttempts(new WorkspaceId("wsp_other"))).isEmpty();
  }

  @Test
  void onlyOneInstanceLooksAtATime() {
    AlertStore store = new PostgresAlertStore(worker);
    assertThat(store.lease("first", Duration.ofMinutes(1))).isTrue();
    assertThat(store.lease("second", Duration.ofMinutes(1))).isFalse();
    assertThat(store.lease("first", Duration.ZERO)).isTrue();
    assertThat(store.lease("second", Duration.ofMinutes(1))).isTrue();
  }

  private final class Fake implements Channel {
    private final ChannelName name;
    private final List<String> told;

    Fake(ChannelName name, List<String> told) {
      this.name = name;
      this.told = told;
    }

    @Override
    public ChannelName name() {
      return name;
    }

    @Override
    public String send(AlertSettings settings, Announcement announcement)
        throws AnnouncementFailed {
      if (name == ChannelName.EMAIL && !mailServerAnswers) {
        throw new AnnouncementFailed("Connection refused");
      }
      told.add(announcement.id());
      titles.add(announcement.title());
      return "250 OK";
    }
  }
}
