package dev.tributary.destinations.limit;

import dev.tributary.destinations.account.AccountName;
import dev.tributary.destinations.connector.Egress.Request;
import dev.tributary.destinations.connector.Manifest;
import dev.tributary.destinations.connector.Manifest.ObjectType;
import dev.tributary.destinations.connector.Manifest.RateLimit;
import dev.tributary.destinations.pacing.Budget;
import dev.tributary.destinations.pacing.Budget.Scope;
import dev.tributary.destinations.pacing.Budget.Unit;
import dev.tributary.destinations.pacing.Need;
import dev.tributary.destinations.pacing.Permit;
import dev.tributary.destinations.sync.Catalogue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The budgets of a destination's account.
 *
 * @param connections at most so many requests at a time, of all instances; 0 for any number
 * @param largestBatch the most records of one batch
 * @param openJobs at most so many jobs at a time, of all instances; 0 for any number
 * @param chosen the keys of budgets that the destination declares: they never become larger
 */
public record AccountBudgets(
    AccountName account,
    List<Budget> budgets,
    int connections,
    int largestBatch,
    int openJobs,
    Set<String> chosen) {
  /** Of budgets of bytes, requests usually have this part at most. */
  private static final int LARGEST_BODY = 10;

  /** A claim needs this part of a long budget of bytes, or else its request would be held back. */
  private static final int EXPECTED_BODY = 100;

  /**
   * Of budgets of records that are paced, a request has this part at most. The largest request
   * stays free in each window, so larger requests would waste more.
   */
  private static final int LARGEST_REQUEST = 4;

  /** An account that can have any number of open jobs. */
  public AccountBudgets(
      AccountName account, List<Budget> budgets, int connections, int largestBatch) {
    this(account, budgets, connections, largestBatch, 0);
  }

  /** An account whose budgets are those of its connector. */
  public AccountBudgets(
      AccountName account, List<Budget> budgets, int connections, int largestBatch, int openJobs) {
    this(account, budgets, connections, largestBatch, openJobs, Set.of());
  }

  /** The same budgets of an account whose name is not known, to look at their amounts only. */
  public static AccountBudgets of(Catalogue.Destination destination) {
    return of(destination, AccountName.of(""));
  }

  /**
   * The budgets of the connector; the limit of the destination replaces those of requests that are
   * paced evenly. Budgets of the destination replace all of them, except those of jobs: each is
   * replaced by budgets of its own unit.
   */
  public static AccountBudgets of(Catalogue.Destination destination, AccountName account) {
    Manifest manifest = destination.connector().manifest();
    RateLimit own = destination.spec().rateLimit();
    Stream<Budget> budgets =
        Stream.concat(
            manifest.rateLimits().stream().map(RateLimit::budget), manifest.budgets().stream());
    Set<String> chosen = Set.of();
    if (own != null) {
      List<Budget> declared = Objects.requireNonNullElse(own.budgets(), List.of());
      chosen =
          Stream.concat(Stream.of(own.budget()), declared.stream())
              .map(Budget::key)
              .collect(Collectors.toSet());
      budgets =
          Stream.concat(
              Stream.of(
                  own.headers() == null ? own.budget().told(headers(manifest)) : own.budget()),
              own.budgets() == null
                  ? budgets.filter(budget -> !isReplaced(budget))
                  : Stream.concat(
                      declared.stream(), budgets.filter(budget -> isKept(budget, declared))));
    }
    Double left = own == null ? null : own.leftForOthers();
    int largest = manifest.objects().stream().mapToInt(ObjectType::batchSize).max().orElse(1);
    return new AccountBudgets(
        account,
        budgets.map(budget -> left == null ? budget : budget.leaving(left)).toList(),
        manifest.connections(),
        largest,
        manifest.openJobs(),
        chosen);
  }

  /** The name of the account for its budgets and its open jobs. */
  public String paced() {
    return account.shared();
  }

  private static boolean isKept(Budget budget, List<Budget> declared) {
    return budget.counts().isOfJobs()
        && declared.stream().noneMatch(each -> each.counts() == budget.counts());
  }

  /** The vendor's answers have the same headers, whatever the limit is. */
  private static Budget.@Nullable QuotaHeaders headers(Manifest manifest) {
    for (RateLimit limit : manifest.rateLimits()) {
      if (limit.headers() != null) {
        return limit.headers();
      }
    }
    return null;
  }

  private static boolean isReplaced(Budget budget) {
    return budget.counts() == Unit.REQUESTS && budget.of() == Scope.ACCOUNT && budget.isPaced();
  }

  /** The same budgets for requests that use a connection that the caller already has. */
  public AccountBudgets connected() {
    return new AccountBudgets(account, budgets, 0, largestBatch, openJobs, chosen);
  }

  /**
   * The time that so many requests with so many records need at least, if the account does nothing
   * else. Budgets of an endpoint, an object or a record are left out, because not all requests take
   * of them, and budgets of bytes.
   *
   * @return empty if the account has no budget of requests, costs or records
   */
  public Optional<Duration> shortestTime(long requests, long records) {
    return budgets.stream()
        .filter(budget -> budget.of() == Scope.ACCOUNT && budget.counts() != Unit.BYTES)
        .filter(budget -> !budget.counts().isOfJobs())
        .map(budget -> budget.shortestTime(units(budget, requests, records)))
        .max(Comparator.naturalOrder());
  }

  private static long units(Budget budget, long requests, long records) {
    return switch (budget.counts()) {
      case REQUESTS -> requests;
      case COST -> requests * cost(budget);
      case RECORDS -> records;
      case BYTES, JOBS, JOB_RECORDS -> 0;
    };
  }

  /** Whether requests need no permit. */
  public boolean isUnlimited() {
    return budgets.isEmpty() && connections == 0;
  }

  /**
   * The needs of a claim: one request, with at most a full batch. One record is enough if a budget
   * has no more. Its bytes are known only later, but some must be left.
   */
  public List<Need> ofNextBatch() {
    List<Need> needs = new ArrayList<>();
    for (Budget budget : budgets) {
      if (budget.of() == Scope.ACCOUNT && !budget.counts().isOfJobs()) {
        long units =
            switch (budget.counts()) {
              case REQUESTS, JOBS, JOB_RECORDS -> 1;
              case RECORDS -> mostRecords(budget);
              case COST -> cost(budget);
              case BYTES -> budget.isPaced() ? 1 : Math.max(1, budget.ours() / EXPECTED_BODY);
            };
        long least = budget.counts() == Unit.RECORDS ? 1 : units;
        needs.add(new Need(budget, budget.key(), units, largest(budget, units), least));
      }
    }
    return needs;
  }

  /**
   * How many rows a claim may take.
   *
   * @param permit for the next request; null if the account needs none
   */
  public RowLimit rows(@Nullable Permit permit) {
    long now = Long.MAX_VALUE;
    for (Need need : permit == null ? List.<Need>of() : permit.needs()) {
      if (need.budget().counts() == Unit.RECORDS && need.units() < mostRecords(need.budget())) {
        now = Math.min(now, need.units());
      }
    }
    return new RowLimit(now, this::largestBatch);
  }

  /** The most records of a request for an object, however much is left. */
  private long largestBatch(String object) {
    return budgets.stream()
        .filter(budget -> budget.counts() == Unit.RECORDS)
        .filter(budget -> budget.of() != Scope.OBJECT || isOf(budget, object))
        .mapToLong(this::mostRecords)
        .min()
        .orElse(Long.MAX_VALUE);
  }

  private long mostRecords(Budget budget) {
    long most = budget.isPaced() ? Math.max(1, budget.ours() / LARGEST_REQUEST) : budget.ours();
    return Math.min(largestBatch, most);
  }

  /** Whether a request can never leave, however long it waits. */
  boolean isTooLarge(Request request, @Nullable String object) {
    return budgets.stream()
        .filter(budget -> budget.counts() == Unit.BYTES)
        .filter(budget -> concerns(budget, request, object))
        .anyMatch(budget -> bytes(request) > budget.ours());
  }

  private static boolean isKnownBefore(Budget budget) {
    return budget.of() == Scope.ACCOUNT && budget.counts() != Unit.BYTES;
  }

  /** A request that costs more than our part takes all of it. */
  private static long cost(Budget budget) {
    return budget.cost() == null ? 1 : Math.min(budget.cost(), budget.ours());
  }

  /**
   * The needs of a request.
   *
   * @param object null for a test of the destination
   * @param records those of the batch, for its first request; 0 for others
   * @param covered whether a permit has what is known before rows are claimed
   */
  List<Need> of(Request request, @Nullable String object, int records, boolean covered) {
    List<Need> needs = new ArrayList<>();
    for (Budget budget : budgets) {
      long units = units(budget, request, records);
      if (units > 0 && concerns(budget, request, object) && !(covered && isKnownBefore(budget))) {
        needs.add(new Need(budget, key(budget, object), units, largest(budget, units)));
      }
    }
    return needs;
  }

  private static boolean concerns(Budget budget, Request request, @Nullable String object) {
    return switch (budget.of()) {
      case ACCOUNT -> true;
      case ENDPOINT ->
          budget.name() != null
              && Objects.requireNonNullElse(request.uri().getPath(), "").contains(budget.name());
      case OBJECT -> object != null && isOf(budget, object);
      case RECORD -> false;
    };
  }

  private static boolean isOf(Budget budget, String object) {
    return budget.name() == null || budget.name().equals(object);
  }

  /** Whether the account limits how many jobs begin, or how many are open. */
  public boolean limitsJobs() {
    return openJobs > 0 || budgets.stream().anyMatch(budget -> budget.counts().isOfJobs());
  }

  /**
   * The needs of a job that begins. Its requests have needs of their own.
   *
   * @param records in the job, at least 1
   */
  public List<Need> ofJob(String object, long records) {
    List<Need> needs = new ArrayList<>();
    for (Budget budget : budgets) {
      if (budget.counts().isOfJobs() && (budget.of() == Scope.ACCOUNT || isOf(budget, object))) {
        // A job can have more records than a limit that was lowered.
        long units = budget.counts() == Unit.JOBS ? 1 : Math.min(records, budget.ours());
        needs.add(new Need(budget, key(budget, object), units, largest(budget, units)));
      }
    }
    return needs;
  }

  private static String key(Budget budget, @Nullable String object) {
    return budget.of() == Scope.OBJECT && budget.name() == null
        ? ofObject(budget, object)
        : budget.key();
  }

  private static long units(Budget budget, Request request, int records) {
    return switch (budget.counts()) {
      case REQUESTS -> 1;
      // A repeat has all its records, although the limit may be lower than before.
      case RECORDS -> Math.min(records, budget.ours());
      case BYTES -> bytes(request);
      case COST -> cost(budget);
      case JOBS, JOB_RECORDS -> 0;
    };
  }

  private static long bytes(Request request) {
    byte[] body = request.body();
    return body == null ? 0 : body.length;
  }

  private long largest(Budget budget, long units) {
    return switch (budget.counts()) {
      case REQUESTS, COST, JOBS -> units;
      case RECORDS, JOB_RECORDS -> mostRecords(budget);
      case BYTES -> Math.max(1, budget.ours() / LARGEST_BODY);
    };
  }

  /**
   * The budget whose use a vendor reports: that of the requests of the account with the longest
   * window, if it is counted.
   */
  public Optional<Need> reported() {
    return budgets.stream()
        .filter(budget -> budget.counts() == Unit.REQUESTS && budget.of() == Scope.ACCOUNT)
        .filter(budget -> !budget.isPaced())
        .max(Comparator.comparing((Budget budget) -> budget.window().length()))
        .map(budget -> {
          Need need = least(budget, budget.key());
          return chosen.contains(budget.key()) ? need : need.following();
        });
  }

  /**
   * A budget whose units are counted together.
   *
   * @param object of a budget that each object has: the object; null for other budgets
   * @param need of the smallest request, with the key of the budget
   */
  record Counted(Budget budget, @Nullable String object, Need need) {}

  /**
   * The budgets whose units are counted together, without those that each record has.
   *
   * @param objects whose own budgets are wanted
   */
  List<Counted> counted(Collection<String> objects) {
    List<Counted> counted = new ArrayList<>();
    for (Budget budget : budgets) {
      if (budget.of() == Scope.OBJECT && budget.name() == null) {
        objects.forEach(object ->
            counted.add(new Counted(budget, object, least(budget, ofObject(budget, object)))));
      } else if (budget.of() != Scope.RECORD) {
        counted.add(new Counted(budget, null, least(budget, budget.key())));
      }
    }
    return counted;
  }

  private Need least(Budget budget, String key) {
    long units = budget.counts() == Unit.COST ? cost(budget) : 1;
    return new Need(budget, key, units, largest(budget, units));
  }

  private static String ofObject(Budget budget, @Nullable String object) {
    return budget.key() + ":" + object;
  }

  /** The budgets that each record has. */
  public List<Budget> ofRecords() {
    return budgets.stream().filter(budget -> budget.of() == Scope.RECORD).toList();
  }
}
