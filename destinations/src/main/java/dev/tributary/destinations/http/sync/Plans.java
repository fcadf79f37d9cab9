package dev.tributary.destinations.http.sync;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.destinations.account.CredentialFacts;
import dev.tributary.destinations.account.VendorAccount;
import dev.tributary.destinations.http.binding.SyncBinding;
import dev.tributary.destinations.limit.AccountBudgets;
import dev.tributary.destinations.plan.Difference;
import dev.tributary.destinations.plan.Difference.Members;
import dev.tributary.destinations.plan.PlanBasis;
import dev.tributary.destinations.plan.PlanStore;
import dev.tributary.destinations.plan.PlanTicket;
import dev.tributary.destinations.plan.PlanTicket.Action;
import dev.tributary.destinations.plan.SyncPlan;
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
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes plans of syncs, and checks before a plan is applied that nothing has changed. Thread-safe.
 */
public final class Plans {
  /** The name of the query parameter with the ticket, as the place of a mistake. */
  private static final String PLACE = "/plan";

  private static final ErrorCode OUTDATED =
      new ErrorCode(
          "plan-outdated", Kind.CONFLICT, "Something has changed since the plan was made");

  private final PlanStore store;
  private final SyncBinding binding;
  private final CredentialFacts credentials;
  private final Tickets tickets;
  private final ConcurrencyLimit limit;
  private final Clock clock;

  /**
   * @param limit under which people are counted
   */
  public Plans(
      PlanStore store,
      SyncBinding binding,
      CredentialFacts credentials,
      Tickets tickets,
      ConcurrencyLimit limit,
      Clock clock) {
    this.store = store;
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
   * @param ticket null if not everyone is counted: what is not counted cannot be compared
   * @param validUntil until when the ticket is accepted; null without one
   */
  record Planned(
      SyncPlan plan, Instant asOf, @Nullable String ticket, @Nullable Instant validUntil) {}

  /**
   * @param sync with its version; a new sync has version 0
   * @throws Problem 409 if the rows of a model cannot be planned
   */
  Planned plan(Action action, Catalogue.Sync sync) {
    // The facts are read first: a change while people are counted is then a difference.
    PlanBasis facts = facts(sync);
    Instant asOf = clock.instant();
    SyncPlan plan = counted(action, sync);
    if (!plan.complete()) {
      return new Planned(plan, asOf, null, null);
    }
    PlanTicket ticket =
        new PlanTicket(action, stored(action, sync), draft(sync), PlanBasis.of(facts, plan));
    Instant validUntil = clock.instant().plus(Tickets.VALID);
    return new Planned(plan, asOf, tickets.issue(sync.workspace(), ticket), validUntil);
  }

  /**
   * Checks that a plan is for this action, and that everything it follows from is the same.
   *
   * @param present reads the sync as it would be after the action, with the version and the
   *     destination that it has now; is called before and after people are counted
   * @throws Problem 422 if the ticket is no plan for this, or is too old; 409 {@code plan-outdated}
   *     with everything that has changed
   */
  void requireSame(String plan, Action action, Supplier<Catalogue.Sync> present) {
    Catalogue.Sync sync = present.get();
    PlanTicket ticket = requireSameDefinitions(plan, action, sync);
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
        hash(AccountBudgets.of(destination, "").toString()),
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
