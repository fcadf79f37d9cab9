package dev.tributary.destinations.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.TestDatabase;
import dev.tributary.destinations.pacing.BudgetWindow.Counted;
import dev.tributary.destinations.pacing.ReportedUse;
import dev.tributary.destinations.pacing.SpentStore.Key;
import dev.tributary.destinations.pacing.UseStore.Asked;
import dev.tributary.destinations.pacing.UseStore.Report;
import dev.tributary.destinations.pacing.UseStore.Spent;
import dev.tributary.destinations.pacing.UseStore.Stored;
import dev.tributary.destinations.pacing.UseStore.Times;
import dev.tributary.destinations.pacing.UseStore.Use;
import dev.tributary.destinations.pacing.UseStore.Used;
import dev.tributary.destinations.pacing.UseStore.User;
import dev.tributary.destinations.postgres.delivery.PostgresSpentBudgets;
import dev.tributary.destinations.postgres.queries.PostgresBudgetUses;
import dev.tributary.local.infra.ServiceDatabase;
import dev.tributary.testkit.infra.TestPool;
import io.agroal.api.AgroalDataSource;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.TimeZone;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PostgresBudgetUsesTest {
  private static final Instant DAY = Instant.parse("2026-03-01T00:00:00Z");
  private static final Instant NOW = DAY.plusSeconds(3_600);
  private static final Counted TODAY = new Counted(DAY, DAY, DAY.plusSeconds(86_400));
  private static final String BUDGET = "requests:day:account";
  private static final WorkspaceId OWN = new WorkspaceId("wsp_1");
  private static final WorkspaceId OTHER = new WorkspaceId("wsp_2");
  private static final DestinationId CRM = new DestinationId("dst_1");

  private final ServiceDatabase database = TestDatabase.migrated("uses");
  private final AgroalDataSource pool = TestPool.of(database.address(), database.worker());
  private final PostgresBudgetUses uses = new PostgresBudgetUses(pool);
  private final PostgresSpentBudgets spent = new PostgresSpentBudgets(pool);

  @AfterEach
  void close() {
    pool.close();
  }

  private static Use use(
      WorkspaceId workspace,
      String account,
      String destination,
      @Nullable String sync,
      long units) {
    return new Use(
        account,
        BUDGET,
        DAY,
        new User(workspace, new DestinationId(destination), SyncId.ofNullable(sync)),
        units,
        new Times(NOW, NOW.plusSeconds(1), null),
        DAY.plus(Duration.ofDays(3)));
  }

  private Stored read(WorkspaceId workspace, String account) {
    return uses.read(workspace, account, List.of(new Asked(BUDGET, DAY)), NOW);
  }

  @Test
  void theUnitsOfInstancesAreAddedForEachUser() {
    assertThat(uses.add(List.of(use(OWN, "account", "dst_1", "syn_1", 5)))).isTrue();
    Use later =
        new Use(
            "account",
            BUDGET,
            DAY,
            new User(OWN, CRM, new SyncId("syn_1")),
            2,
            new Times(NOW.minusSeconds(9), NOW, NOW),
            DAY.plus(Duration.ofDays(3)));
    uses.add(List.of(later, use(OWN, "account", "dst_1", null, 1)));
    assertThat(read(OWN, "account").used())
        .containsExactlyInAnyOrder(
            new Used(
                BUDGET,
                CRM,
                new SyncId("syn_1"),
                7,
                new Times(NOW.minusSeconds(9), NOW.plusSeconds(1), NOW)),
            new Used(BUDGET, CRM, null, 1, new Times(NOW, NOW.plusSeconds(1), null)));
  }

  /** In the hour that a local clock has twice, two times have one local text. */
  @Test
  void timesDoNotDependOnTheZoneOfTheInstance() {
    TimeZone before = TimeZone.getDefault();
    Instant first = Instant.parse("2026-10-25T00:30:00Z");
    Instant second = Instant.parse("2026-10-25T01:30:00Z");
    try {
      TimeZone.setDefault(TimeZone.getTimeZone("Europe/Berlin"));
      for (Instant at : List.of(first, second)) {
        uses.add(
            List.of(
                new Use(
                    "account",
                    BUDGET,
                    at,
                    new User(OWN, CRM, null),
                    1,
                    new Times(at, at, null),
                    at.plus(Duration.ofDays(3)))));
      }
      assertThat(uses.read(OWN, "account", List.of(new Asked(BUDGET, second)), second).used())
          .containsExactly(new Used(BUDGET, CRM, null, 1, new Times(second, second, null)));
    } finally {
      TimeZone.setDefault(before);
    }
  }

  @Test
  void ofOtherWorkspacesOnlyASumIsAnswered() {
    uses.add(
        List.of(
            use(OTHER, "account", "dst_secret", "syn_secret", 20),
            use(OTHER, "account", "dst_secret", null, 1),
            use(new WorkspaceId("wsp_3"), "account", "dst_9", "syn_9", 300),
            use(OWN, "account", "dst_1", "syn_1", 4)));
    spent.take(new Key(OTHER, "account", BUDGET), TODAY, 1_000, 25, NOW);
    spent.take(new Key(OWN, "account", BUDGET), TODAY, 1_000, 6, NOW);
    Stored stored = read(OWN, "account");
    assertThat(stored.used())
        .extracting(Used::destination, Used::sync, Used::units)
        .containsExactlyInAnyOrder(tuple(CRM, new SyncId("syn_1"), 4L), tuple(null, null, 321L));
    assertThat(stored.spent()).containsExactly(new Spent(BUDGET, 6, 25, 0, null));
    assertThat(stored.toString()).doesNotContain("secret", "wsp_");
  }

  @Test
  void numbersOfOtherAccountsBudgetsAndEarlierWindowsAreNotAnswered() {
    uses.add(List.of(use(OWN, "other", "dst_1", "syn_1", 5)));
    spent.take(new Key(OWN, "other", BUDGET), TODAY, 10, 5, NOW);
    assertThat(read(OWN, "account")).isEqualTo(new Stored(List.of(), List.of()));
    Asked tomorrow = new Asked(BUDGET, DAY.plusSeconds(86_400));
    assertThat(uses.read(OWN, "other", List.of(tomorrow), NOW))
        .isEqualTo(new Stored(List.of(), List.of()));
    assertThat(uses.read(OWN, "other", List.of(new Asked("records", DAY)), NOW))
        .isEqualTo(new Stored(List.of(), List.of()));
  }

  @Test
  void underANewNameAnAccountHasTheUsersOfTheFormerOne() {
    spent.uses(OWN, CRM, "account", NOW);
    spent.uses(OWN, CRM, "rotated", NOW);
    spent.take(new Key(OWN, "account", BUDGET), TODAY, 10, 5, NOW);
    uses.add(List.of(use(OWN, "account", "dst_1", "syn_1", 5)));
    assertThat(read(OWN, "rotated").used()).extracting(Used::units).containsExactly(5L);
    assertThat(read(OWN, "rotated").spent()).extracting(Spent::own).containsExactly(5L);
    assertThat(read(OTHER, "rotated"))
        .as("another workspace has not used the former name")
        .isEqualTo(new Stored(List.of(), List.of()));
  }

  @Test
  void whatTheVendorSaysOfOthersCountsForItsTime() {
    Key key = new Key(OWN, "account", BUDGET);
    spent.take(key, TODAY, 100, 5, NOW);
    spent.tell(key, TODAY, 45, 0, NOW, NOW.plusSeconds(60));
    assertThat(read(OWN, "account").spent())
        .containsExactly(new Spent(BUDGET, 5, 0, 40, NOW.plusSeconds(60)));
    assertThat(
            uses.read(OWN, "account", List.of(new Asked(BUDGET, DAY)), NOW.plusSeconds(61)).spent())
        .containsExactly(new Spent(BUDGET, 5, 0, 0, null));
  }

  @Test
  void theLastAnswerAboutTheUseIsRead() {
    Key key = new Key(OWN, "account", BUDGET);
    assertThat(spent.asks(key, NOW, Duration.ofMinutes(10))).isTrue();
    assertThat(read(OWN, "account").reports()).as("before the first answer").isEmpty();
    spent.reported(key, new ReportedUse(45, null), NOW);
    assertThat(read(OWN, "account").reports())
        .containsExactly(new Report(BUDGET, new ReportedUse(45, null), NOW));
    spent.reported(key, new ReportedUse(46, 100L), NOW.plusSeconds(1));
    spent.reported(key, new ReportedUse(40, 100L), NOW);
    assertThat(read(OWN, "account").reports())
        .as("a late answer does not replace a newer one")
        .containsExactly(new Report(BUDGET, new ReportedUse(46, 100L), NOW.plusSeconds(1)));
    assertThat(read(OWN, "other").reports()).isEmpty();
  }

  @Test
  void anAbsentDatabaseStoresNothing() {
    Use use = use(OWN, "account", "dst_1", "syn_1", 5);
    pool.close();
    assertThat(uses.add(List.of(use))).isFalse();
  }

  /** A pool of the deliveries is not used up by pages that are read again and again. */
  @Test
  void manyReadersTakeTurns() throws Exception {
    uses.add(List.of(use(OWN, "account", "dst_1", "syn_1", 5)));
    AtomicInteger most = new AtomicInteger();
    PostgresBudgetUses counted = new PostgresBudgetUses(counting(new AtomicInteger(), most));
    List<Future<Stored>> answers = new ArrayList<>();
    try (ExecutorService pages = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 50; i++) {
        answers.add(
            pages.submit(() -> counted.read(OWN, "account", List.of(new Asked(BUDGET, DAY)), NOW)));
      }
    }
    for (Future<Stored> answer : answers) {
      assertThat(answer.get().used()).hasSize(1);
    }
    assertThat(most.get()).isBetween(1, 2);
  }

  /**
   * The pool, with the number of its connections in use.
   *
   * @param most gets the largest number
   */
  private DataSource counting(AtomicInteger open, AtomicInteger most) {
    return proxy(
        DataSource.class,
        (method, arguments) -> {
          most.accumulateAndGet(open.incrementAndGet(), Math::max);
          Connection connection = (Connection) method.invoke(pool, arguments);
          return proxy(
              Connection.class,
              (each, with) -> {
                if (each.getName().equals("close")) {
                  open.decrementAndGet();
                }
                return each.invoke(connection, with);
              });
        });
  }

  /** Carries out a call. */
  private interface Call {
    Object of(Method method, Object[] arguments) throws ReflectiveOperationException;
  }

  private static <T> T proxy(Class<T> type, Call call) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (_, method, arguments) -> call.of(method, arguments)));
  }

  @Test
  void oldUsesAreDeleted() throws Exception {
    uses.add(List.of(use(OWN, "account", "dst_1", "syn_1", 5)));
    sweep(DAY.plus(Duration.ofDays(3)).minusSeconds(1));
    assertThat(read(OWN, "account").used()).hasSize(1);
    sweep(DAY.plus(Duration.ofDays(3)).plusSeconds(1));
    assertThat(read(OWN, "account").used()).isEmpty();
  }

  private void sweep(Instant at) throws Exception {
    try (Housekeeping housekeeping =
        new Housekeeping(pool, Clock.fixed(at, ZoneOffset.UTC), Duration.ofDays(30))) {
      housekeeping.sweep();
    }
  }
}
