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
import dev.tributary.destinations.pacing.BudgetWindow;
import dev.tributary.destinations.sync.SyncSource;
import dev.tributary.destinations.sync.SyncSpec;
import dev.tributary.runtime.tenancy.CountNoise;
import java.time.Instant;
import java.util.ArrayList;
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
    MemberVisibility members =
        new MemberVisibility(
            personalData,
            SHOP,
            List.of(
                sync(EVERYONE, new SyncSource.Profiles()),
                sync(AUDIENCE, new SyncSource.Audience(new AudienceId("aud_1")))),
            Set.of(),
            () -> Set.of(CRM),
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
        NOON, null, List.of(new BudgetUse(DAY, null, certainty, current, users)), null);
  }

  private static Current current(@Nullable Long used, @Nullable Long left) {
    return new Current(used, left, new Others(1_500, NOON), null, NOON.plusSeconds(43_200));
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
            new SyncUseView(EVERYONE, "Everyone", 4_321),
            new SyncUseView(AUDIENCE, "Buyers", 138),
            new SyncUseView(null, null, 3));
    assertThat(view.users().destinations())
        .containsExactly(new DestinationUseView(SECOND, "CRM of the shop", 120));
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
              new SyncUseView(EVERYONE, "Everyone", 4_321), new SyncUseView(AUDIENCE, "Buyers", 0));
      assertThat(view.current().used()).isEqualTo(4_321 + 120 + 7);
      assertThat(view.current().left()).isEqualTo(9_000 - 4_448 - 500);
      assertThat(view.users().notAssigned()).isZero();
    }
  }

  @Test
  void aShortWindowOfAConcealedDestinationIsRounded() {
    AccountUse use = use(Certainty.ESTIMATED, current(7L, 8_493L), users(7));
    BudgetView view = only(shown(false), use);
    assertThat(view.current().used()).isZero();
    assertThat(view.current().left()).isEqualTo(8_500);
    assertThat(only(shown(true), use).current().used()).isEqualTo(7);
  }

  @Test
  void anUnknownNumberStaysUnknown() {
    AccountUse use = use(Certainty.UNKNOWN, new Current(null, null, null, null, null), users(7));
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

  @Test
  void connectionsAreTheLastLimit() {
    AccountUse open = new AccountUse(NOON, null, List.of(), new Connections(5, 2));
    BudgetView view = only(shown(true), open);
    assertThat(view.limit().unit()).isEqualTo(LimitUnit.CONNECTIONS);
    assertThat(view.current().used()).isEqualTo(2);
    assertThat(view.current().left()).isEqualTo(3);
    AccountUse away = new AccountUse(NOON, null, List.of(), new Connections(5, null));
    assertThat(only(shown(true), away).certainty()).isEqualTo(Certainty.UNKNOWN);
    assertThat(only(shown(true), away).current().used()).isNull();
  }
}
