package dev.tributary.destinations.limit;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.limit.AccountBudgets.Counted;
import dev.tributary.destinations.limit.AccountUse.BudgetUse;
import dev.tributary.destinations.limit.AccountUse.Certainty;
import dev.tributary.destinations.limit.AccountUse.Connections;
import dev.tributary.destinations.limit.AccountUse.Current;
import dev.tributary.destinations.limit.AccountUse.Others;
import dev.tributary.destinations.limit.AccountUse.Reported;
import dev.tributary.destinations.limit.AccountUse.User;
import dev.tributary.destinations.limit.AccountUse.Users;
import dev.tributary.destinations.pacing.Budget;
import dev.tributary.destinations.pacing.Charge;
import dev.tributary.destinations.pacing.CountedBudgets;
import dev.tributary.destinations.pacing.PaceReading;
import dev.tributary.destinations.pacing.Pacer;
import dev.tributary.destinations.pacing.UseStore;
import dev.tributary.destinations.pacing.UseStore.Report;
import dev.tributary.destinations.pacing.UseStore.Spent;
import dev.tributary.destinations.pacing.UseStore.Stored;
import dev.tributary.destinations.pacing.UseStore.Times;
import dev.tributary.destinations.pacing.UseStore.Used;
import dev.tributary.destinations.pacing.UseTally;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads how much of the limits of an account is used, and by whom. It takes nothing of them.
 * Thread-safe.
 */
public final class BudgetOverview {
  private static final List<Used> NO_USERS = List.of();

  /** Redis and the instances have different clocks. */
  private static final Duration CLOCKS = Duration.ofSeconds(5);

  /** The present window and the fixed one before it, of which the pace has the units. */
  private static final int WINDOWS = 2;

  private static final Comparator<User> LARGEST_FIRST =
      Comparator.comparingLong(User::units)
          .reversed()
          .thenComparing(User::destination)
          .thenComparing(User::sync, Comparator.nullsLast(Comparator.naturalOrder()));

  private final Pacer pacer;
  private final UseStore store;
  private final UseTally tally;
  private final Clock clock;

  public BudgetOverview(Pacer pacer, UseStore store, UseTally tally, Clock clock) {
    this.pacer = pacer;
    this.store = store;
    this.tally = tally;
    this.clock = clock;
  }

  /** The use that was stored, or is not stored yet, is at most so much older than it seems. */
  private static final Duration LATE = UseTally.PAUSE.plus(CLOCKS);

  /** A request whose end is not known has its connection for this time. */
  private static final Duration LONGEST_CONNECTION = Duration.ofSeconds(150);

  /**
   * The numbers of one account, as they were read.
   *
   * @param times of the use of budgets, stored or not
   * @param reports by budget, the last answers of the vendor
   */
  private record Read(
      Instant now,
      @Nullable PaceReading pace,
      Map<String, PaceReading.OfBudget> paced,
      Map<String, Spent> spent,
      Map<String, List<Used>> used,
      Map<String, Times> times,
      Map<String, Report> reports,
      int openJobs) {}

  /**
   * @param workspace that asks: of others, only sums are returned
   * @param objects whose own budgets are wanted
   * @throws UseStore.UnavailableStore if the store does not answer
   */
  public AccountUse of(WorkspaceId workspace, AccountBudgets account, Collection<String> objects) {
    Instant now = clock.instant();
    List<Counted> counted = account.counted(objects);
    Read read = read(workspace, account, counted, now);
    PaceReading pace = read.pace;
    Stream<BudgetUse> uses =
        Stream.concat(
            counted.stream()
                .map(each -> each.budget().isPaced() ? paced(each, read) : spent(each, read)),
            account.ofRecords().stream().map(budget -> ofRecord(budget, now)));
    return new AccountUse(
        now,
        pace == null || pace.held() == 0 ? null : after(now, pace.held()),
        uses.toList(),
        account.connections() == 0
            ? null
            : new Connections(account.connections(), connections(read)),
        account.openJobs() == 0 ? null : new Connections(account.openJobs(), read.openJobs));
  }

  /** The limits of an account whose name is not known: nothing is known of their use. */
  public AccountUse unknown(AccountBudgets account, Collection<String> objects) {
    Instant now = clock.instant();
    Stream<BudgetUse> uses =
        Stream.concat(
            account.counted(objects).stream().map(each -> unknown(each, now, NO_USERS)),
            account.ofRecords().stream().map(budget -> ofRecord(budget, now)));
    return new AccountUse(
        now,
        null,
        uses.toList(),
        account.connections() == 0 ? null : new Connections(account.connections(), null),
        account.openJobs() == 0 ? null : new Connections(account.openJobs(), null));
  }

  /** Null if a request may be open that the pace does not know. */
  private static @Nullable Integer connections(Read read) {
    PaceReading pace = read.pace;
    if (pace == null) {
      return null;
    }
    return read.times.values().stream()
                .allMatch(times -> isComplete(pace, LONGEST_CONNECTION, times, read.now))
            && !isDoubtful(pace, LONGEST_CONNECTION)
        ? pace.connections()
        : null;
  }

  private static BudgetUse unknown(Counted counted, Instant now, List<Used> by) {
    Budget budget = counted.budget();
    return new BudgetUse(
        budget,
        counted.object(),
        Certainty.UNKNOWN,
        new Current(null, null, null, null, beginsAgain(budget, now), null),
        ofPaced(budget, now, by));
  }

  private static Users ofPaced(Budget budget, Instant now, List<Used> by) {
    return new Users(UseTally.since(budget, now), users(by), ofOtherWorkspaces(by), 0);
  }

  private Read read(
      WorkspaceId workspace, AccountBudgets account, List<Counted> counted, Instant now) {
    Map<String, Charge> charges =
        counted.stream()
            .filter(each -> each.budget().isPaced())
            .map(each -> each.need().charge())
            .collect(Collectors.toMap(Charge::key, Function.identity(), (one, _) -> one));
    List<Charge> asked = List.copyOf(charges.values());
    Optional<PaceReading> pace =
        asked.isEmpty() && account.connections() == 0
            ? Optional.empty()
            : pacer.read(account.paced(), asked);
    // Before the stored numbers are read: what is stored in between is in both.
    Map<String, Times> times = tally.notStored(account.paced());
    Map<String, PaceReading.OfBudget> paced =
        pace.map(reading -> byKey(asked, reading.budgets())).orElse(Map.of());
    Stored stored =
        store.read(
            workspace,
            account.paced(),
            counted.stream()
                .map(each ->
                    new UseStore.Asked(each.need().key(), UseTally.since(each.budget(), now)))
                .distinct()
                .toList(),
            now);
    stored.used().forEach(each -> times.merge(each.budget(), each.times(), Times::and));
    return new Read(
        now,
        pace.orElse(null),
        paced,
        stored.spent().stream().collect(Collectors.toMap(Spent::budget, Function.identity())),
        stored.used().stream().collect(Collectors.groupingBy(Used::budget)),
        times,
        stored.reports().stream().collect(Collectors.toMap(Report::budget, Function.identity())),
        stored.openJobs());
  }

  private static Map<String, PaceReading.OfBudget> byKey(
      List<Charge> asked, List<PaceReading.OfBudget> budgets) {
    return IntStream.range(0, asked.size())
        .boxed()
        .collect(Collectors.toMap(i -> asked.get(i).key(), budgets::get));
  }

  private static BudgetUse paced(Counted counted, Read read) {
    Budget budget = counted.budget();
    String key = counted.need().key();
    List<Used> by = read.used.getOrDefault(key, List.of());
    PaceReading.OfBudget units = read.paced.get(key);
    PaceReading pace = read.pace;
    Duration windows = budget.window().length().multipliedBy(WINDOWS);
    if (pace == null
        || units == null
        || isDoubtful(pace, windows)
        || !isComplete(pace, windows, read.times.get(key), read.now)) {
      return unknown(counted, read.now, by);
    }
    long used = Math.round(units.units());
    long others = Math.round(units.others());
    Current current =
        new Current(
            used,
            Math.max(0, budget.ours() - used - others),
            others(budget, others, read.now.minusMillis((long) units.learned())),
            isHeld(budget, units) ? after(read.now, units.held()) : null,
            beginsAgain(budget, read.now),
            null);
    Users users = ofPaced(budget, read.now, by);
    return new BudgetUse(budget, counted.object(), Certainty.ESTIMATED, current, users);
  }

  /**
   * Requests take more records or bytes than one, and reserve a longer time: whether the next one
   * can, is not known.
   */
  private static boolean isHeld(Budget budget, PaceReading.OfBudget units) {
    return units.held() > 0
        && switch (budget.counts()) {
          case REQUESTS, COST, JOBS -> true;
          case RECORDS, BYTES, JOB_RECORDS -> false;
        };
  }

  /**
   * Whether the state of the pace is too new to know what was used before it: it has noticed a
   * loss, or other instances may not have stored yet what they used before it began.
   *
   * @param counted for so long, units count
   */
  private static boolean isDoubtful(PaceReading pace, Duration counted) {
    double millis = counted.toMillis();
    return (pace.lost() >= 0 && pace.lost() < millis)
        || (pace.began() >= 0 && pace.began() < Math.min(millis, LATE.toMillis()));
  }

  /**
   * Whether the pace has all units that count. Units that an instance has paced alone are missing,
   * and so are those from before a loss of Redis. If the state has begun lately, earlier use shows
   * that there was another one. The stored times are late.
   *
   * @param counted for so long, units count
   * @param times of the use; null if there is none
   */
  private static boolean isComplete(
      PaceReading pace, Duration counted, @Nullable Times times, Instant now) {
    if (times == null) {
      return true;
    }
    Instant since = now.minus(counted).minus(LATE);
    Instant alone = times.alone();
    if (alone != null && alone.isAfter(since)) {
      return false;
    }
    boolean isNew = pace.began() < counted.toMillis();
    Instant begun = pace.began() < 0 ? now : now.minusMillis((long) pace.began()).minus(CLOCKS);
    return !isNew || times.first().isAfter(begun) || !times.last().isAfter(since);
  }

  private static BudgetUse spent(Counted counted, Read read) {
    Budget budget = counted.budget();
    String key = counted.need().key();
    List<Used> by = read.used.getOrDefault(key, List.of());
    Spent spent = read.spent.getOrDefault(key, new Spent(key, 0, 0, 0, null));
    Instant until = spent.othersUntil();
    Report reported = present(read.reports.get(key), budget, until, read.now);
    long used = spent.own() + spent.otherWorkspaces();
    long left = Math.max(0, budget.ours() - used - spent.others());
    List<User> users = users(by);
    long assigned = users.stream().mapToLong(User::units).sum();
    Current current =
        new Current(
            used,
            left,
            until == null || reported != null
                ? null
                : others(budget, spent.others(), until.minus(CountedBudgets.TOLD)),
            counted.need().units() > left ? heldUntil(counted, used, until, read.now) : null,
            beginsAgain(budget, read.now),
            reported == null ? null : new Reported(reported.use(), reported.at()));
    return new BudgetUse(
        budget,
        counted.object(),
        Certainty.COUNTED,
        current,
        new Users(
            UseTally.since(budget, read.now),
            users,
            spent.otherWorkspaces(),
            Math.max(0, spent.own() - assigned)));
  }

  /** The answer of the vendor, if it is of the present window and counts. */
  private static @Nullable Report present(
      @Nullable Report reported, Budget budget, @Nullable Instant until, Instant now) {
    if (reported == null) {
      return null;
    }
    Instant at = reported.at();
    boolean isFormer =
        budget.window().per() != null && at.isBefore(budget.window().at(now).slice());
    boolean isOld = until == null && at.isBefore(now.minus(CountedBudgets.TOLD));
    return isFormer || isOld ? null : reported;
  }

  /**
   * Until when nothing is left; null if the window rolls: it frees its units little by little.
   *
   * @param othersUntil until when the number of the vendor counts; null if there is none
   */
  private static @Nullable Instant heldUntil(
      Counted counted, long used, @Nullable Instant othersUntil, Instant now) {
    Instant end = beginsAgain(counted.budget(), now);
    boolean byOthers = counted.budget().ours() - used >= counted.need().units();
    return end != null && byOthers && othersUntil != null && othersUntil.isBefore(end)
        ? othersUntil
        : end;
  }

  /**
   * @param beyond the part that is left to others
   */
  private static @Nullable Others others(Budget budget, long beyond, Instant at) {
    return beyond <= 0 ? null : new Others(beyond + budget.amount() - budget.ours(), at);
  }

  private static List<User> users(List<Used> by) {
    return by.stream().flatMap(BudgetOverview::user).sorted(LARGEST_FIRST).toList();
  }

  private static long ofOtherWorkspaces(List<Used> by) {
    return by.stream().filter(each -> each.destination() == null).mapToLong(Used::units).sum();
  }

  private static Stream<User> user(Used used) {
    return used.destination() == null
        ? Stream.of()
        : Stream.of(new User(used.destination(), used.sync(), used.units()));
  }

  private static BudgetUse ofRecord(Budget budget, Instant now) {
    return new BudgetUse(
        budget,
        null,
        Certainty.PER_RECORD,
        new Current(null, null, null, null, beginsAgain(budget, now), null),
        new Users(UseTally.since(budget, now), List.of(), 0, 0));
  }

  private static @Nullable Instant beginsAgain(Budget budget, Instant now) {
    return budget.window().per() == null ? null : budget.window().at(now).end();
  }

  private static Instant after(Instant now, double millis) {
    return now.plusMillis((long) Math.ceil(millis));
  }
}
