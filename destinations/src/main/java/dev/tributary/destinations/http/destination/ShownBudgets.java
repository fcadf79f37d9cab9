package dev.tributary.destinations.http.destination;

import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.destinations.delivery.DeliveryCounts.Sender;
import dev.tributary.destinations.http.destination.DestinationBudgetsView.BudgetView;
import dev.tributary.destinations.http.destination.DestinationBudgetsView.CurrentView;
import dev.tributary.destinations.http.destination.DestinationBudgetsView.DestinationUseView;
import dev.tributary.destinations.http.destination.DestinationBudgetsView.LimitUnit;
import dev.tributary.destinations.http.destination.DestinationBudgetsView.LimitView;
import dev.tributary.destinations.http.destination.DestinationBudgetsView.OthersView;
import dev.tributary.destinations.http.destination.DestinationBudgetsView.SyncUseView;
import dev.tributary.destinations.http.destination.DestinationBudgetsView.UsersView;
import dev.tributary.destinations.http.visibility.MemberVisibility;
import dev.tributary.destinations.limit.AccountUse;
import dev.tributary.destinations.limit.AccountUse.BudgetUse;
import dev.tributary.destinations.limit.AccountUse.Certainty;
import dev.tributary.destinations.limit.AccountUse.Connections;
import dev.tributary.destinations.limit.AccountUse.Current;
import dev.tributary.destinations.limit.AccountUse.User;
import dev.tributary.destinations.limit.AccountUse.Users;
import dev.tributary.destinations.pacing.Budget;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Shows the use of limits as one caller may see it. A request or a record of a limit can be one
 * person of an audience. So a caller without the right to personal data gets rounded numbers for
 * the syncs of audiences, and the sum of what is shown as the total. Confined to one request.
 */
final class ShownBudgets {
  private static final int MOST = 50;

  private final DestinationId destination;
  private final Map<DestinationId, String> destinations;
  private final Map<SyncId, String> syncs;
  private final MemberVisibility members;

  /**
   * @param destination whose limits are shown
   * @param destinations the names of the destinations of the workspace
   * @param syncs the names of its syncs
   */
  ShownBudgets(
      DestinationId destination,
      Map<DestinationId, String> destinations,
      Map<SyncId, String> syncs,
      MemberVisibility members) {
    this.destination = destination;
    this.destinations = destinations;
    this.syncs = syncs;
    this.members = members;
  }

  DestinationBudgetsView of(AccountUse use) {
    Connections connections = use.connections();
    Stream<BudgetView> budgets = use.budgets().stream().map(this::budget);
    return new DestinationBudgetsView(
        use.at(),
        use.heldUntil(),
        connections == null
            ? budgets.toList()
            : Stream.concat(budgets, Stream.of(connections(connections, use.at()))).toList());
  }

  private static BudgetView connections(Connections connections, Instant at) {
    Integer used = connections.used();
    return new BudgetView(
        new LimitView(
            LimitUnit.CONNECTIONS, Budget.Scope.ACCOUNT, null, connections.amount(), 0, null),
        used == null ? Certainty.UNKNOWN : Certainty.COUNTED,
        false,
        new CurrentView(
            used == null ? null : (long) used,
            used == null ? null : (long) Math.max(0, connections.amount() - used),
            null,
            null,
            null),
        new UsersView(at, List.of(), List.of(), 0, 0, 0));
  }

  private BudgetView budget(BudgetUse use) {
    Budget budget = use.budget();
    String object = use.object();
    DestinationId concealed = concealed(use.users());
    UsersView users = users(use, concealed);
    return new BudgetView(
        new LimitView(
            LimitUnit.of(budget.counts()),
            budget.of(),
            object == null ? budget.name() : object,
            budget.amount(),
            budget.amount() - budget.ours(),
            budget.window()),
        use.certainty(),
        concealed != null,
        current(use, concealed, users),
        users);
  }

  /** A destination of the account whose exact numbers are concealed; null if there is none. */
  private @Nullable DestinationId concealed(Users users) {
    return Stream.concat(Stream.of(destination), users.users().stream().map(User::destination))
        .filter(each -> members.concealsAny(null, each))
        .findFirst()
        .orElse(null);
  }

  private CurrentView current(BudgetUse use, @Nullable DestinationId concealed, UsersView users) {
    Current current = use.current();
    AccountUse.Others others = current.others();
    Long used = used(use, concealed, users);
    long beyond =
        others == null ? 0 : others.units() - (use.budget().amount() - use.budget().ours());
    return new CurrentView(
        used,
        concealed == null || used == null
            ? current.left()
            : Long.valueOf(Math.max(0, use.budget().ours() - used - beyond)),
        others == null ? null : new OthersView(others.units(), others.at()),
        current.heldUntil(),
        current.beginsAgain());
  }

  private @Nullable Long used(BudgetUse use, @Nullable DestinationId concealed, UsersView users) {
    Long exact = use.current().used();
    if (concealed == null || exact == null) {
      return exact;
    }
    if (use.certainty() != Certainty.COUNTED) {
      return rounded(use, new Sender(concealed, null), "now", exact);
    }
    return users.further()
        + users.otherWorkspaces()
        + users.notAssigned()
        + users.syncs().stream().mapToLong(SyncUseView::used).sum()
        + users.destinations().stream().mapToLong(DestinationUseView::used).sum();
  }

  private UsersView users(BudgetUse use, @Nullable DestinationId concealed) {
    Users users = use.users();
    List<SyncUseView> ofSyncs = new ArrayList<>();
    Map<DestinationId, Long> ofDestinations = new LinkedHashMap<>();
    for (User user : users.users()) {
      long units = rounded(use, new Sender(user.destination(), user.sync()), "used", user.units());
      SyncId sync = user.sync();
      if (user.destination().equals(destination)) {
        ofSyncs.add(new SyncUseView(sync, sync == null ? null : syncs.get(sync), units));
      } else {
        ofDestinations.merge(user.destination(), units, Long::sum);
      }
    }
    ofSyncs.sort(Comparator.comparingLong(SyncUseView::used).reversed());
    List<DestinationUseView> others =
        ofDestinations.entrySet().stream()
            .map(each ->
                new DestinationUseView(
                    each.getKey(), destinations.get(each.getKey()), each.getValue()))
            .sorted(Comparator.comparingLong(DestinationUseView::used).reversed())
            .toList();
    long further =
        ofSyncs.stream().skip(MOST).mapToLong(SyncUseView::used).sum()
            + others.stream().skip(MOST).mapToLong(DestinationUseView::used).sum();
    return new UsersView(
        users.since(),
        ofSyncs.stream().limit(MOST).toList(),
        others.stream().limit(MOST).toList(),
        further,
        users.otherWorkspaces(),
        concealed == null
            ? users.notAssigned()
            : rounded(use, new Sender(concealed, null), "not assigned", users.notAssigned()));
  }

  /** The exact number, or the rounded one if the caller may not see it; 0 for few. */
  private long rounded(BudgetUse use, Sender sender, String part, long units) {
    String question =
        String.join(
            "/",
            part,
            use.budget().key(),
            Objects.requireNonNullElse(use.object(), ""),
            use.users().since().toString());
    return members.deliveries(Map.of(sender, units), question, Long::longValue);
  }
}
