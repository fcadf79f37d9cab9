package dev.tributary.destinations.http.destination;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tributary.contracts.KeyHash;
import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.definitions.Filing;
import dev.tributary.definitions.StoredDefinition;
import dev.tributary.destinations.connector.Mode;
import dev.tributary.destinations.http.destination.DestinationBudgetsView.BudgetView;
import dev.tributary.destinations.http.destination.DestinationBudgetsView.DestinationUseView;
import dev.tributary.destinations.http.destination.DestinationBudgetsView.LimitUnit;
import dev.tributary.destinations.http.destination.DestinationBudgetsView.ReportedView;
import dev.tributary.destinations.http.destination.DestinationBudgetsView.SyncUseView;
import dev.tributary.destinations.http.visibility.MemberVisibility;
import dev.tributary.destinations.limit.AccountUse;
import dev.tributary.destinations.limit.AccountUse.BudgetUse;
import dev.tributary.destinations.limit.AccountUse.Certainty;
import dev.tributary.destinations.limit.AccountUse.Connections;
import dev.tributary.destinations.limit.AccountUse.Current;
import dev.tributary.destinations.limit.AccountUse.Others;
import dev.tributary.destinations.limit.AccountUse.User;
import dev.tributary.destinations.limit.AccountUse.Users;
import dev.tributary.destinations.pacing.Budget;
import dev.tributary.destinations.pacing.BudgetBuilder;
import dev.tributary.destinations.pacing.BudgetWindow;
import dev.tributary.destinations.pacing.ReportedUse;
import dev.tributary.destinations.sync.SyncSource;
import dev.tributary.destinations.sync.SyncSpec;
import dev.tributary.runtime.tenancy.Approximate;
import dev.tributary.runtime.tenancy.CountNoise;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ShownBudgetsTest {
  private static final WorkspaceId SHOP = new WorkspaceId("wsp_shop");
  private static final DestinationId CRM = new DestinationId("dst_crm");
  private static final DestinationId SECOND = new DestinationId("dst_second");
  private static final SyncId EVERYONE = new SyncId("syn_everyone");
  private static final SyncId AUDIENCE = new SyncId("syn_audience");
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final Approximate FEW = new Approximate(null, Approximate.LEAST);
  private static final Budget DAY =
      new Budget(
          Budget.Unit.RECORDS,
          10_000,
          new BudgetWindow(null, BudgetWindow.Per.DAY, null, null),
          null,
          null,
          0.1,
          null,
          null);

  private static StoredDefinition<SyncSpec> sync(SyncId id, SyncSource from) {
    SyncSpec spec =
        new SyncSpec(
            CRM,
            from,
            "profile",
            null,
            List.of(),
            Mode.UPSERT,
            JsonNodeFactory.instance.objectNode(),
            Filing.NONE);
    return new StoredDefinition<>(
        SHOP, id.value(), id.value(), id.value(), 1, Instant.EPOCH, Instant.EPOCH, spec);
  }

  private static ShownBudgets shown(boolean personalData) {
    return shown(personalData, CRM);
  }

  private static ShownBudgets shown(boolean personalData, DestinationId... ofAudiences) {
    MemberVisibility members =
        new MemberVisibility(
            personalData,
            SHOP,
            List.of(
                sync(EVERYONE, new SyncSource.Profiles()),
                sync(AUDIENCE, new SyncSource.Audience(new AudienceId("aud_1")))),
            Set.of(),
            () -> Set.of(ofAudiences),
            _ -> 1L,
            new CountNoise(new KeyHash(new byte[16])));
    return new ShownBudgets(
        CRM,
        Map.of(CRM, "CRM", SECOND, "CRM of the shop"),
        Map.of(EVERYONE, "Everyone", AUDIENCE, "Buyers"),
        members);
  }

  private static AccountUse use(Certainty certainty, Current current, Users users) {
    return new AccountUse(
        NOON, null, List.of(new BudgetUse(DAY, null, certainty, current, users)), null, null);
  }

  private static Current current(@Nullable Long used, @Nullable Long left) {
    return new Current(used, left, new Others(1_500, NOON), null, NOON.plusSeconds(43_200), null);
  }

  private static Users users(long ofAudience) {
    return new Users(
        NOON.minusSeconds(43_200),
        List.of(
            new User(CRM, EVERYONE, 4_321),
            new User(CRM, AUDIENCE, ofAudience),
            new User(SECOND, new SyncId("syn_other"), 100),
            new User(SECOND, new SyncId("syn_another"), 20),
            new User(CRM, null, 3)),
        7,
        11);
  }

  private static BudgetView only(ShownBudgets shown, AccountUse use) {
    return shown.of(use).budgets().getFirst();
  }

  @Test
  void syncsOfTheDestinationHaveNamesAndOtherDestinationsHaveOneNumberEach() {
    AccountUse use = use(Certainty.COUNTED, current(4_600L, 3_900L), users(138));
    BudgetView view = only(shown(true), use);
    assertThat(view.users().syncs())
        .containsExactly(
            new SyncUseView(EVERYONE, "Everyone", 4_321, null),
            new SyncUseView(AUDIENCE, "Buyers", 138, null),
            new SyncUseView(null, null, 3, null));
    assertThat(view.users().destinations())
        .containsExactly(new DestinationUseView(SECOND, "CRM of the shop", 120, null));
    assertThat(view.users().otherWorkspaces()).isEqualTo(7);
    assertThat(view.users().notAssigned()).isEqualTo(11);
    assertThat(view.current().used()).isEqualTo(4_600);
    assertThat(view.current().left()).isEqualTo(3_900);
    assertThat(view.limit().keptForOthers()).isEqualTo(1_000);
    assertThat(view.approximate()).isFalse();
  }

  /** The exact total without the exact numbers of the others would be the concealed number. */
  @Test
  void withoutTheRightToPersonalDataNoNumberRevealsHowManyPeopleAnAudienceHas() {
    for (int people : new int[] {0, 1, 7}) {
      Users users = users(people);
      AccountUse use = use(Certainty.COUNTED, current(4_462L + people, 4_038L - people), users);
      BudgetView view = only(shown(false), use);
      assertThat(view.approximate()).isTrue();
      assertThat(view.users().syncs())
          .contains(
              new SyncUseView(EVERYONE, "Everyone", 4_321, null),
              new SyncUseView(AUDIENCE, "Buyers", 0, FEW));
      assertThat(view.current().used()).isEqualTo(4_321 + 120);
      assertThat(view.current().rounded()).isEqualTo(new Approximate(4_441L, null));
      assertThat(view.current().left()).isNull();
      assertThat(view.current().heldUntil()).isNull();
      assertThat(view.users().otherWorkspaces()).isZero();
      assertThat(view.users().otherWorkspacesRounded()).isEqualTo(FEW);
      assertThat(view.users().notAssigned()).isZero();
    }
  }

  /** Many limits count the same requests: with a noise of its own each, their mean is exact. */
  @Test
  void theSameNumberHasTheSameAnswerForEveryLimitAndTime() {
    Set<SyncUseView> answers = new HashSet<>();
    for (int i = 1; i <= 40; i++) {
      Budget budget =
          BudgetBuilder.builder(DAY)
              .amount(10_000 + i)
              .window(new BudgetWindow(3_600 + i, null, null, null))
              .build();
      Users users =
          new Users(NOON.minusSeconds(600L * i), List.of(new User(CRM, AUDIENCE, 437)), 0, 5 * i);
      BudgetUse use =
          new BudgetUse(budget, "o" + i, Certainty.COUNTED, current(437L + 5 * i, 9L), users);
      BudgetView view = only(shown(false), new AccountUse(NOON, null, List.of(use), null, null));
      answers.addAll(view.users().syncs());
      assertThat(view.users().notAssigned()).isZero();
      assertThat(view.current().used()).isEqualTo(view.users().syncs().getFirst().used());
    }
    assertThat(answers).hasSize(1);
    assertThat(answers.iterator().next().rounded()).isNotNull();
  }

  /** The costs of a request can be chosen: their rounded numbers would have one exact solution. */
  @Test
  void ofCostsAndBytesNoNumberOfAnAudienceIsShown() {
    for (Budget.Unit unit : List.of(Budget.Unit.COST, Budget.Unit.BYTES)) {
      Budget budget = BudgetBuilder.builder(DAY).unit(unit).build();
      BudgetUse use =
          new BudgetUse(budget, null, Certainty.COUNTED, current(8_000L, 0L), users(3_000));
      BudgetView view = only(shown(false), new AccountUse(NOON, null, List.of(use), null, null));
      assertThat(view.current().used()).isNull();
      assertThat(view.current().rounded()).isEqualTo(Approximate.NOTHING);
      assertThat(view.users().syncs())
          .contains(new SyncUseView(AUDIENCE, "Buyers", 0, Approximate.NOTHING));
    }
  }

  /** A limit with a chosen amount would otherwise tell whether the exact number has reached it. */
  @Test
  void aLimitOfAnAudienceDoesNotTellWhetherItIsHeld() {
    Current spent = new Current(9_000L, 0L, null, NOON.plusSeconds(60), NOON.plusSeconds(60), null);
    AccountUse use = use(Certainty.COUNTED, spent, users(9_000));
    assertThat(only(shown(true), use).current().heldUntil()).isEqualTo(NOON.plusSeconds(60));
    assertThat(only(shown(false), use).current().heldUntil()).isNull();
  }

  @Test
  void manyNumbersOfFewHaveTheSumOfTheirBounds() {
    List<User> many = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      many.add(new User(SECOND, new SyncId("syn_" + i), 30));
    }
    Users users = new Users(NOON, many, 0, 0);
    BudgetView view =
        only(shown(false, CRM, SECOND), use(Certainty.COUNTED, current(300L, 8_700L), users));
    Approximate bound = new Approximate(null, 500L);
    assertThat(view.users().destinations())
        .containsExactly(new DestinationUseView(SECOND, "CRM of the shop", 0, bound));
    assertThat(view.current().rounded()).isEqualTo(bound);
  }

  @Test
  void aShortWindowOfAConcealedDestinationIsNotShown() {
    AccountUse use = use(Certainty.ESTIMATED, current(437L, 8_063L), users(437));
    BudgetView view = only(shown(false), use);
    assertThat(view.current().used()).isNull();
    assertThat(view.current().rounded()).isEqualTo(Approximate.NOTHING);
    assertThat(view.current().left()).isNull();
    assertThat(only(shown(true), use).current().used()).isEqualTo(437);
  }

  @Test
  void anUnknownNumberStaysUnknown() {
    AccountUse use =
        use(Certainty.UNKNOWN, new Current(null, null, null, null, null, null), users(7));
    for (boolean personalData : new boolean[] {true, false}) {
      BudgetView view = only(shown(personalData), use);
      assertThat(view.certainty()).isEqualTo(Certainty.UNKNOWN);
      assertThat(view.current().used()).isNull();
      assertThat(view.current().left()).isNull();
    }
  }

  @Test
  void ofManyUsersTheSmallestAreOneNumber() {
    List<User> many = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      many.add(new User(CRM, new SyncId("syn_" + i), 60 - i));
    }
    AccountUse use = use(Certainty.COUNTED, current(1_830L, 7_170L), new Users(NOON, many, 0, 0));
    BudgetView view = only(shown(true), use);
    assertThat(view.users().syncs()).hasSize(50);
    assertThat(view.users().further()).isEqualTo(55);
  }

  /** The number of the vendor has the requests for the audience in it. */
  @Test
  void theNumberOfTheVendorIsShownWithItsAgeUnlessItRevealsAnAudience() {
    Current reported =
        new Current(
            9_000L,
            0L,
            null,
            null,
            null,
            new AccountUse.Reported(new ReportedUse(9_500, 10_000L), NOON.minusSeconds(300)));
    AccountUse use = use(Certainty.COUNTED, reported, users(3_000));
    assertThat(only(shown(true), use).current().reported())
        .isEqualTo(new ReportedView(9_500, 10_000L, NOON.minusSeconds(300)));
    assertThat(only(shown(false), use).current().reported()).isNull();
  }

  @Test
  void openJobsAreBeforeConnections() {
    AccountUse use =
        new AccountUse(NOON, null, List.of(), new Connections(5, 2), new Connections(30, 31));
    List<BudgetView> views = shown(true).of(use).budgets();
    assertThat(views)
        .extracting(view -> view.limit().unit())
        .containsExactly(LimitUnit.OPEN_JOBS, LimitUnit.CONNECTIONS);
    assertThat(LimitUnit.OPEN_JOBS.wireName()).isEqualTo("open-jobs");
    BudgetView jobs = views.getFirst();
    assertThat(jobs.certainty()).isEqualTo(Certainty.COUNTED);
    assertThat(jobs.current().used()).isEqualTo(31);
    assertThat(jobs.current().left()).as("the limit was lowered").isZero();
  }

  @Test
  void connectionsAreTheLastLimit() {
    AccountUse open = new AccountUse(NOON, null, List.of(), new Connections(5, 2), null);
    BudgetView view = only(shown(true), open);
    assertThat(view.limit().unit()).isEqualTo(LimitUnit.CONNECTIONS);
    assertThat(view.current().used()).isEqualTo(2);
    assertThat(view.current().left()).isEqualTo(3);
    AccountUse away = new AccountUse(NOON, null, List.of(), new Connections(5, null), null);
    assertThat(only(shown(true), away).certainty()).isEqualTo(Certainty.UNKNOWN);
    assertThat(only(shown(true), away).current().used()).isNull();
  }
}
