package dev.tributary.destinations.http.sync;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.account.CredentialFacts;
import dev.tributary.destinations.account.VendorAccount;
import dev.tributary.destinations.http.binding.SyncBinding;
import dev.tributary.destinations.limit.AccountBudgets;
import dev.tributary.destinations.plan.Difference;
import dev.tributary.destinations.plan.Difference.Members;
import dev.tributary.destinations.plan.Effects;
import dev.tributary.destinations.plan.PlanBasis;
import dev.tributary.destinations.plan.PlanResult;
import dev.tributary.destinations.plan.PlanRun;
import dev.tributary.destinations.plan.PlanRuns;
import dev.tributary.destinations.plan.PlanStore;
import dev.tributary.destinations.plan.PlanTicket;
import dev.tributary.destinations.plan.PlanTicket.Action;
import dev.tributary.destinations.plan.SyncPlan;
import dev.tributary.destinations.plan.SyncPlanBuilder;
import dev.tributary.destinations.sync.Catalogue;
import dev.tributary.destinations.sync.SyncSource;
import dev.tributary.runtime.http.Tickets;
import dev.tributary.runtime.problem.ErrorCode;
import dev.tributary.runtime.problem.ErrorCode.Kind;
import dev.tributary.runtime.problem.Problem;
import dev.tributary.runtime.problem.Problems;
import dev.tributary.runtime.query.ConcurrencyLimit;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes plans of syncs, and checks before a plan is applied that nothing has changed. Thread-safe.
 */
public final class Plans {
  /** The name of the query parameter with the ticket, as the place of a mistake. */
  private static final String PLACE = "/plan";

  private static final SyncPlan NOT_YET =
      SyncPlanBuilder.builder()
          .complete(false)
          .people(0)
          .records(Effects.NONE)
          .memberships(null)
          .leftOut(new TreeMap<>())
          .items(0)
          .requests(0)
          .fields(0)
          .digest(0)
          .build();

  private static final ErrorCode OUTDATED =
      new ErrorCode(
          "plan-outdated", Kind.CONFLICT, "Something has changed since the plan was made");

  /** How long after the count a plan of the background can be applied. */
  private static final Duration COUNTED_VALID = Duration.ofMinutes(5);

  private final PlanStore store;
  private final PlanStore background;
  private final PlanRuns runs;
  private final SyncBinding binding;
  private final CredentialFacts credentials;
  private final Tickets tickets;
  private final ConcurrencyLimit limit;
  private final Clock clock;

  /**
   * @param store counts within a request
   * @param background counts in the background
   * @param limit under which people are counted within a request
   */
  public Plans(
      PlanStore store,
      PlanStore background,
      PlanRuns runs,
      SyncBinding binding,
      CredentialFacts credentials,
      Tickets tickets,
      ConcurrencyLimit limit,
      Clock clock) {
    this.store = store;
    this.background = background;
    this.runs = runs;
    this.binding = binding;
    this.credentials = credentials;
    this.tickets = tickets;
    this.limit = limit;
    this.clock = clock;
  }

  /**
   * A plan, and the ticket with which it can be applied.
   *
   * @param asOf when the counting began
   * @param plan without numbers while people are counted in the background
   * @param ticket null if not everyone is counted: what is not counted cannot be compared
   * @param validUntil until when the ticket is accepted; null without one
   * @param run the count in the background, if it goes on; else null
   */
  record Planned(
      SyncPlan plan,
      Instant asOf,
      @Nullable String ticket,
      @Nullable Instant validUntil,
      @Nullable PlanRun run) {}

  /**
   * Plans within the request, or begins a plan in the background if there is not enough time.
   *
   * @param sync with its version; a new sync has version 0
   * @throws Problem 409 if the rows of a model cannot be planned; 503 if a plan of the background
   *     is needed, and another one of the workspace is computed
   */
  Planned plan(Action action, Catalogue.Sync sync) {
    // The facts are read first: a change while people are counted is then a difference.
    PlanBasis facts = facts(sync);
    Instant asOf = clock.instant();
    SyncPlan plan = countedInTime(action, sync);
    if (plan == null || !plan.complete()) {
      return runs.start(action, sync, background.about(sync))
          .map(this::planned)
          .orElseThrow(() ->
              Problems.UNAVAILABLE.problem("The people of another plan are counted; try again"));
    }
    PlanTicket ticket =
        new PlanTicket(action, stored(action, sync), draft(sync), PlanBasis.of(facts, plan), null);
    Instant validUntil = clock.instant().plus(Tickets.VALID);
    return new Planned(plan, asOf, tickets.issue(sync.workspace(), ticket), validUntil, null);
  }

  /** Null if the time of the request was too short. */
  private @Nullable SyncPlan countedInTime(Action action, Catalogue.Sync sync) {
    try {
      return counted(action, sync);
    } catch (Problem e) {
      if (e.code().equals(Problems.QUERY_TOO_LONG)
          && !(sync.spec().from() instanceof SyncSource.Model)) {
        return null;
      }
      throw e;
    }
  }

  /** The sync of a plan of the background, with its present destination. */
  Catalogue.Sync sync(PlanRun run) {
    return binding.bound(run.workspace(), run.sync(), "", run.syncVersion(), run.spec());
  }

  /**
   * Counts in the background.
   *
   * @param progress gets the number of people so far
   */
  public PlanResult count(PlanRun run, PlanStore.Progress progress) {
    Catalogue.Sync sync = sync(run);
    PlanBasis facts = facts(sync);
    Instant asOf = clock.instant();
    SyncPlan plan = background.of(sync, run.action() == Action.RERUN, progress);
    return PlanResult.of(facts, plan, asOf, clock.instant());
  }

  /**
   * @throws Problem 404 if there is no such plan any more
   */
  PlanRun require(WorkspaceId workspace, String run) {
    return runs.find(workspace, run)
        .orElseThrow(() -> Problems.NOT_FOUND.problem("There is no such plan; ask for a new one"));
  }

  /**
   * @throws Problem 409 if the plan is not computed any more
   */
  void cancel(WorkspaceId workspace, String run) {
    if (!runs.cancel(workspace, require(workspace, run).id())) {
      throw Problems.CONFLICT.problem("The plan is not computed any more");
    }
  }

  /**
   * @throws Problem 409 if the plan has ended without a result
   */
  Planned planned(PlanRun run) {
    PlanResult result = run.result();
    return switch (run.state()) {
      case RUNNING -> new Planned(NOT_YET, clock.instant(), null, null, run);
      case DONE -> planned(run, Objects.requireNonNull(result));
      case FAILED ->
          throw Problems.CONFLICT.problem(
              Objects.requireNonNullElse(run.words(), "The people cannot be counted"));
      case CANCELLED -> throw Problems.CONFLICT.problem("The plan was cancelled");
    };
  }

  private Planned planned(PlanRun run, PlanResult result) {
    Instant validUntil = result.counted().plus(COUNTED_VALID);
    if (!result.basis().complete() || clock.instant().isAfter(validUntil)) {
      return new Planned(result.plan(), result.asOf(), null, null, null);
    }
    Catalogue.Sync sync = sync(run);
    PlanTicket ticket =
        new PlanTicket(
            run.action(),
            stored(run.action(), sync),
            draft(sync),
            result.basis(),
            result.counted());
    String sealed = tickets.issue(run.workspace(), ticket);
    return new Planned(result.plan(), result.asOf(), sealed, validUntil, null);
  }

  /**
   * Checks that a plan is for this action, and that everything it follows from is the same. The
   * people of a plan of the background are not counted again: the plan is accepted for some
   * minutes.
   *
   * @param present reads the sync as it would be after the action, with the version and the
   *     destination that it has now; is called before and after people are counted
   * @throws Problem 422 if the ticket is no plan for this, or is too old; 409 {@code plan-outdated}
   *     with everything that has changed
   */
  void requireSame(String plan, Action action, Supplier<Catalogue.Sync> present) {
    Catalogue.Sync sync = present.get();
    PlanTicket ticket = requireSameDefinitions(plan, action, sync);
    if (ticket.counted() != null) {
      // Another count would take minutes, and people would change meanwhile.
      return;
    }
    PlanBasis counted = PlanBasis.of(facts(sync), counted(action, sync));
    refuse(Difference.between(ticket.basis(), counted, members(sync)));
    // A definition can change while people are counted.
    requireSameDefinitions(plan, action, present.get());
  }

  /**
   * Checks what costs no count.
   *
   * @param sync as it would be after the action, with the version that it has now
   * @throws Problem as {@link #requireSame}
   */
  PlanTicket requireSameDefinitions(String plan, Action action, Catalogue.Sync sync) {
    PlanTicket ticket = read(plan, sync);
    if (!ticket.isFor(action, stored(action, sync), draft(sync))) {
      throw Problems.INVALID.problem(
          "The plan is for another sync or another change; ask for a new one", PLACE);
    }
    refuse(Difference.ofDefinitions(ticket.basis(), facts(sync)));
    Instant counted = ticket.counted();
    if (counted != null && clock.instant().isAfter(counted.plus(COUNTED_VALID))) {
      refuse(
          List.of(
              new Difference(
                  "people",
                  "The people were counted more than %d minutes ago"
                      .formatted(COUNTED_VALID.toMinutes()))));
    }
    return ticket;
  }

  private PlanTicket read(String plan, Catalogue.Sync sync) {
    try {
      return tickets.read(sync.workspace(), plan, PlanTicket.class, PLACE);
    } catch (UncheckedIOException e) {
      throw Problems.INVALID.problem(
          "Another version of Tributary has made the plan; ask for a new one", PLACE);
    }
  }

  private static Members members(Catalogue.Sync sync) {
    return sync.spec().from() instanceof SyncSource.Model ? Members.ROWS : Members.PEOPLE;
  }

  private static void refuse(List<Difference> differences) {
    if (!differences.isEmpty()) {
      throw OUTDATED.problem(
          differences.stream().map(Difference::words).collect(Collectors.joining(". ")),
          differences.stream()
              .map(each -> new Problem.At("/" + each.what(), each.words()))
              .toList());
    }
  }

  private SyncPlan counted(Action action, Catalogue.Sync sync) {
    return limit.take(sync.workspace(), () -> store.of(sync, action == Action.RERUN));
  }

  private static @Nullable SyncId stored(Action action, Catalogue.Sync sync) {
    return action == Action.CREATE ? null : sync.id();
  }

  private PlanBasis facts(Catalogue.Sync sync) {
    Catalogue.Destination destination = sync.destination();
    Optional<VendorAccount> account =
        credentials
            .account(sync.workspace(), destination.id())
            .flatMap(known -> Optional.ofNullable(known.account()));
    return PlanBasis.facts(
        sync.version(),
        destination.version(),
        account.map(each -> hash(each.id() + '\n' + each.address())).orElse(""),
        hash(AccountBudgets.of(destination).toString()),
        binding.sourceVersion(sync.spec().from()));
  }

  /** The hash of what the sync sends; its name and how it is filed change no plan. */
  private static String draft(Catalogue.Sync sync) {
    return hash(
        new String(Json.write(sync.spec().filedAs(null)), StandardCharsets.UTF_8)
            + '\n'
            + sync.destination().id().value());
  }

  private static String hash(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)),
              0,
              16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 is part of every JDK", e);
    }
  }
}
