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
import dev.tributary.destinations.http.destination.DestinationBudgetsView.ReportedView;
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
import dev.tributary.runtime.tenancy.Approximate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Shows the use of limits as one caller may see it. A request or a record of a limit can be one
 * person of an audience. So a caller without the right to personal data gets rounded numbers for
 * the syncs of audiences, and the sum of what is shown as the total. Of costs and bytes, such a
 * caller gets no number: the rounded numbers for many costs of a request would reveal the exact
 * number of requests. The same holds for what is left, held or reserved, which depends on the exact
 * number. Confined to one request.
 */
final class ShownBudgets {
  private static final int MOST = 50;

  /** A rounded number is about right if such a part of it is missing. */
  private static final int SMALL_PART = 10;

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

  /**
   * A sum of numbers as they are shown.
   *
   * @param units of exact and of rounded numbers
   * @param few how many numbers are not distinguished from 0
   * @param isRounded whether a number is rounded
   * @param isHidden whether a number is not shown
   */
  private record Part(long units, int few, boolean isRounded, boolean isHidden) {
    static final Part NONE = new Part(0, 0, false, false);

    Part and(Part other) {
      return new Part(
          units + other.units,
          few + other.few,
          isRounded || other.isRounded,
          isHidden || other.isHidden);
    }

    /** 0 if there is only a bound. */
    long number() {
      Approximate rounded = rounded();
      return rounded == null ? units : rounded.number();
    }

    /** Null if the number is exact. Many numbers of few can be much: then it is a bound. */
    @Nullable Approximate rounded() {
      if (!isRounded) {
        return null;
      }
      if (isHidden) {
        return Approximate.NOTHING;
      }
      long unseen = few * Approximate.LEAST;
      return unseen > units / SMALL_PART
          ? new Approximate(null, units + unseen)
          : new Approximate(units, null);
    }
  }

  DestinationBudgetsView of(AccountUse use) {
    List<BudgetView> budgets =
        use.budgets().stream().map(this::budget).collect(Collectors.toCollection(ArrayList::new));
    Connections jobs = use.openJobs();
    if (jobs != null) {
      budgets.add(atOneTime(LimitUnit.OPEN_JOBS, Certainty.COUNTED, jobs, use.at()));
    }
    Connections connections = use.connections();
    if (connections != null) {
      budgets.add(atOneTime(LimitUnit.CONNECTIONS, Certainty.ESTIMATED, connections, use.at()));
    }
    return new DestinationBudgetsView(use.at(), use.heldUntil(), List.copyOf(budgets));
  }

  /**
   * A limit of what is open at the same time.
   *
   * @param certainty of the number, if it is known
   */
  private static BudgetView atOneTime(
      LimitUnit unit, Certainty certainty, Connections connections, Instant at) {
    Integer used = connections.used();
    return new BudgetView(
        new LimitView(unit, Budget.Scope.ACCOUNT, null, connections.amount(), 0, null),
        used == null ? Certainty.UNKNOWN : certainty,
        false,
        new CurrentView(
            used == null ? null : (long) used,
            null,
            used == null ? null : (long) Math.max(0, connections.amount() - used),
            null,
            null,
            null,
            null),
        new UsersView(at, List.of(), List.of(), 0, null, 0, null, 0));
  }

  private BudgetView budget(BudgetUse use) {
    Budget budget = use.budget();
    String object = use.object();
    Users users = use.users();
    Part otherWorkspaces =
        users.otherWorkspaces() == 0
            ? Part.NONE
            : part(
                budget,
                users.otherWorkspaces(),
                members.unitsOfOtherWorkspaces(users.otherWorkspaces()));
    boolean conceals = concealsAny(users) || otherWorkspaces.isRounded();
    Part ofUsers =
        users.users().stream().map(each -> part(budget, each)).reduce(otherWorkspaces, Part::and);
    return new BudgetView(
        new LimitView(
            LimitUnit.of(budget.counts()),
            budget.of(),
            object == null ? budget.name() : object,
            budget.amount(),
            budget.amount() - budget.ours(),
            budget.window()),
        use.certainty(),
        conceals,
        conceals ? rounded(use, ofUsers) : current(use),
        users(budget, users, otherWorkspaces, conceals ? 0 : users.notAssigned()));
  }

  /** Whether exact numbers of a destination of the account are concealed. */
  private boolean concealsAny(Users users) {
    return Stream.concat(Stream.of(destination), users.users().stream().map(User::destination))
        .anyMatch(each -> members.concealsAny(null, each));
  }

  private static CurrentView current(BudgetUse use) {
    Current current = use.current();
    return new CurrentView(
        current.used(),
        null,
        current.left(),
        others(current),
        current.heldUntil(),
        current.beginsAgain(),
        reported(current));
  }

  /**
   * The units of a short window change each second, so many rounded numbers of them would reveal
   * the exact one. The number of the vendor has the requests for an audience in it.
   */
  private static CurrentView rounded(BudgetUse use, Part ofUsers) {
    Current current = use.current();
    boolean counted = use.certainty() == Certainty.COUNTED;
    Approximate sum = counted ? ofUsers.rounded() : Approximate.NOTHING;
    return new CurrentView(
        counted && !Approximate.NOTHING.equals(sum) ? ofUsers.number() : null,
        current.used() == null ? null : sum,
        null,
        others(current),
        counted ? null : current.heldUntil(),
        current.beginsAgain(),
        null);
  }

  private static @Nullable ReportedView reported(Current current) {
    AccountUse.Reported reported = current.reported();
    return reported == null
        ? null
        : new ReportedView(reported.use().used(), reported.use().limit(), reported.at());
  }

  private static @Nullable OthersView others(Current current) {
    AccountUse.Others others = current.others();
    return others == null ? null : new OthersView(others.units(), others.at());
  }

  /**
   * The use by a sync.
   *
   * @param sync null for requests of no sync
   */
  private record OfSync(@Nullable SyncId sync, Part part) {
    /** By what is shown: the order of exact numbers would be a further answer. */
    static final Comparator<OfSync> LARGEST_FIRST =
        Comparator.comparingLong((OfSync each) -> each.part.number())
            .reversed()
            .thenComparing(OfSync::sync, Comparator.nullsLast(Comparator.naturalOrder()));
  }

  private UsersView users(Budget budget, Users users, Part otherWorkspaces, long notAssigned) {
    List<OfSync> ofSyncs = new ArrayList<>();
    Map<DestinationId, Part> ofDestinations = new LinkedHashMap<>();
    for (User user : users.users()) {
      Part part = part(budget, user);
      if (user.destination().equals(destination)) {
        ofSyncs.add(new OfSync(user.sync(), part));
      } else {
        ofDestinations.merge(user.destination(), part, Part::and);
      }
    }
    ofSyncs.sort(OfSync.LARGEST_FIRST);
    List<Map.Entry<DestinationId, Part>> others =
        ofDestinations.entrySet().stream()
            .sorted(
                Comparator.comparingLong(
                        (Map.Entry<DestinationId, Part> each) -> each.getValue().number())
                    .reversed()
                    .thenComparing(Map.Entry.comparingByKey()))
            .toList();
    Part further =
        Stream.concat(
                ofSyncs.stream().skip(MOST).map(OfSync::part),
                others.stream().skip(MOST).map(Map.Entry::getValue))
            .reduce(Part.NONE, Part::and);
    return new UsersView(
        users.since(),
        ofSyncs.stream().limit(MOST).map(this::view).toList(),
        others.stream().limit(MOST).map(this::ofDestination).toList(),
        further.number(),
        further.rounded(),
        otherWorkspaces.number(),
        otherWorkspaces.rounded(),
        notAssigned);
  }

  private SyncUseView view(OfSync of) {
    SyncId sync = of.sync;
    return new SyncUseView(
        sync, sync == null ? null : syncs.get(sync), of.part.number(), of.part.rounded());
  }

  private DestinationUseView ofDestination(Map.Entry<DestinationId, Part> of) {
    Part part = of.getValue();
    return new DestinationUseView(
        of.getKey(), destinations.get(of.getKey()), part.number(), part.rounded());
  }

  private Part part(Budget budget, User user) {
    Sender sender = new Sender(user.destination(), user.sync());
    return part(budget, user.units(), members.units(sender, user.units()));
  }

  private static Part part(Budget budget, long units, Optional<Approximate> rounded) {
    if (rounded.isEmpty()) {
      return new Part(units, 0, false, false);
    }
    Approximate number = rounded.get();
    return switch (budget.counts()) {
      case REQUESTS, RECORDS, JOBS, JOB_RECORDS ->
          new Part(number.number(), number.about() == null ? 1 : 0, true, false);
      case COST, BYTES -> new Part(0, 0, true, true);
    };
  }
}
