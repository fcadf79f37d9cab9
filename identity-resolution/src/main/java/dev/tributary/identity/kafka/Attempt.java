package dev.tributary.identity.kafka;

import dev.tributary.contracts.Ids;
import dev.tributary.contracts.command.Command;
import dev.tributary.contracts.event.QuarantineReason;
import dev.tributary.contracts.event.TrackingEvent;
import dev.tributary.contracts.profile.ProfileMessage.Absorbed;
import dev.tributary.contracts.quarantine.QuarantinedInput.Stage;
import dev.tributary.contracts.row.RowChange;
import dev.tributary.identity.acceptance.Outcome;
import dev.tributary.identity.claim.Claim;
import dev.tributary.identity.claim.CommandClaims;
import dev.tributary.identity.claim.Origin;
import dev.tributary.identity.claim.RowClaims;
import dev.tributary.identity.postgres.ModelRowTable;
import dev.tributary.identity.postgres.ProfileTable.Locked;
import dev.tributary.identity.profile.Edge;
import dev.tributary.identity.profile.Profile;
import dev.tributary.identity.resolution.Named;
import dev.tributary.identity.resolution.ProfileKey;
import dev.tributary.identity.resolution.Resolution;
import dev.tributary.identity.resolution.Resolver;
import dev.tributary.runtime.loop.Output;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One try at a poll: read what it needs, decide, lock, check that nothing has changed meanwhile,
 * do, write. Locks are taken in one order everywhere (identifiers, profiles, names of traits,
 * message ids; each sorted), so two instances never wait for each other in a circle.
 */
final class Attempt {
  private static final String UNKNOWN_PROFILE = "unknown-profile";

  private final Connection tx;
  private final Tables tables;
  private final Ids ids;
  private final UnaryOperator<String> regionOf;
  private final Map<String, Refusal> refusals;

  private final List<Output> outputs = new ArrayList<>();
  private final Endings endings = new Endings();
  private final Rows rows = new Rows();
  private final Journal journal = new Journal();
  private final ProfileOutputs profileOutputs;
  private final Intake intake;
  private final Evidence evidence;
  private final Set<ProfileKey> subjects = new HashSet<>();
  private Map<ProfileKey, String> survivors = Map.of();

  Attempt(
      Connection tx,
      Tables tables,
      Ids ids,
      UnaryOperator<String> regionOf,
      Map<String, Refusal> refusals) {
    this.tx = tx;
    this.tables = tables;
    this.ids = ids;
    this.regionOf = regionOf;
    this.refusals = refusals;
    this.profileOutputs = new ProfileOutputs(ids, outputs);
    this.intake = new Intake(endings, outputs, refusals, regionOf);
    this.evidence = new Evidence(tx, tables.edges());
  }

  /**
   * @throws Overtaken if another instance was faster; roll back and try again
   * @throws Refused if an input turned out to be too much; roll back and try again without it
   */
  List<Output> run(List<Work> works) throws SQLException, Overtaken, Refused {
    intake.remember(tx, tables, works);
    rows.load(tx, tables.rows(), works);
    List<Candidate> candidates = admit(works);
    Map<Named, String> located = locate(candidates);
    Resolver resolver = new Resolver(located, () -> ids.next(Ids.PROFILE));
    List<Task> tasks = plan(candidates, resolver);
    if (!tables.identifiers().insert(tx, resolver.fresh())) {
      throw new Overtaken("An identifier was taken by another instance");
    }
    Map<ProfileKey, Locked> locked = tables.profiles().lock(tx, resolver.existing());
    check(located, locked, resolver);
    People people = new People(locked, resolver);
    for (Task task : tasks) {
      carryOut(task, people, resolver);
    }
    save(people);
    return outputs;
  }

  /** What was let in, before it is known whom it speaks of. */
  private record Candidate(
      Work work, Work.Cause cause, @Nullable Claim claim, Intake.@Nullable Admitted admitted) {}

  private List<Candidate> admit(List<Work> works) {
    List<Candidate> candidates = new ArrayList<>();
    for (Work work : works) {
      switch (work) {
        case Work.Event event -> {
          Intake.Admitted admitted = intake.admit(event);
          if (admitted != null) {
            candidates.add(new Candidate(work, work.cause(), admitted.claim(), admitted));
          }
        }
        case Work.Row row -> candidates.add(new Candidate(work, work.cause(), claim(row), null));
        case Work.Asked asked -> {
          String workspace = asked.command().workspace();
          subjects.add(new ProfileKey(workspace, asked.command().subject()));
          candidates.add(new Candidate(work, work.cause(), claim(asked), null));
        }
        case Work.Redrive redrive ->
            endings.ended(
                work.cause(),
                Commands.accepted(redrive.cause(), redrive.command(), Outcome.APPLIED, null, null));
        case Work.SetAside setAside -> intake.setAside(setAside);
      }
    }
    return candidates;
  }

  /** Null for a row that only takes back what it gave. */
  private @Nullable Claim claim(Work.Row row) {
    if (row.change().change() == RowChange.Change.REMOVED) {
      return null;
    }
    RowChange change = row.change();
    Claim claim = RowClaims.of(change, row.mapping(), regionOf.apply(change.workspace()));
    Refusal refusal = refusals.get(row.cause().headers().id());
    if (refusal == null && claim.identifiers().isEmpty()) {
      String detail = "No mapped column of the row holds an identifier that can name a person";
      refusal = Refusal.of(QuarantineReason.MISSING_IDS, detail);
    }
    if (refusal == null) {
      return claim;
    }
    endings.setAside(row.cause(), Stage.IDENTITY, refusal, change.model(), change.runStartedAt());
    return null;
  }

  private static Claim claim(Work.Asked asked) {
    String id = asked.cause().headers().id();
    return switch (asked.command()) {
      case Command.CorrectTrait correct -> CommandClaims.of(correct, id);
      case Command.SetConsent consent -> CommandClaims.of(consent, id);
      case Command.SetSubscription subscription -> CommandClaims.of(subscription, id);
      case Command.Redrive _ ->
          throw new IllegalStateException("A redrive says nothing about a person");
    };
  }

  private Map<Named, String> locate(List<Candidate> candidates) throws SQLException {
    Set<Named> wanted = new HashSet<>();
    for (Candidate candidate : candidates) {
      Claim claim = candidate.claim();
      if (claim != null) {
        claim
            .identifiers()
            .forEach(identifier -> wanted.add(new Named(claim.workspace(), identifier)));
      }
    }
    for (var row : rows.known()) {
      subjects.add(new ProfileKey(row.getKey().workspace(), row.getValue().profile()));
    }
    survivors = tables.profiles().survivors(tx, subjects);
    return tables.identifiers().locate(tx, wanted);
  }

  private List<Task> plan(List<Candidate> candidates, Resolver resolver) {
    for (var row : rows.known()) {
      String workspace = row.getKey().workspace();
      resolver.named(workspace, survivor(workspace, row.getValue().profile()));
    }
    List<Task> tasks = new ArrayList<>();
    for (Candidate candidate : candidates) {
      Task task = plan(candidate, resolver);
      if (task != null) {
        tasks.add(task);
      }
    }
    return tasks;
  }

  private @Nullable Task plan(Candidate candidate, Resolver resolver) {
    Claim claim = candidate.claim();
    if (candidate.work() instanceof Work.Row row) {
      ModelRowTable.Key key = Rows.key(row.change());
      return claim == null
          ? new Task.RemoveRow(candidate.cause(), key)
          : new Task.ApplyRow(
              candidate.cause(), row.change(), key, claim, resolve(resolver, claim));
    }
    Intake.Admitted admitted = candidate.admitted();
    if (admitted != null) {
      return new Task.ApplyEvent(
          candidate.cause(),
          admitted.event(),
          admitted.claim(),
          resolve(resolver, admitted.claim()),
          admitted.accepted());
    }
    return candidate.work() instanceof Work.Asked asked && claim != null
        ? plan(asked, claim, resolver)
        : null;
  }

  private @Nullable Task plan(Work.Asked asked, Claim claim, Resolver resolver) {
    Command command = asked.command();
    String survivor = survivors.get(new ProfileKey(command.workspace(), command.subject()));
    if (survivor == null) {
      String detail = "There is no profile " + command.subject();
      return refuse(asked, new Refusal(UNKNOWN_PROFILE, detail, null));
    }
    Refusal refusal = refusals.get(asked.cause().headers().id());
    if (refusal != null) {
      return refuse(asked, refusal);
    }
    String profile = resolver.named(command.workspace(), survivor);
    return new Task.ApplyCommand(
        asked.cause(),
        claim,
        profile,
        Commands.accepted(asked.cause(), command, Outcome.APPLIED, null, profile));
  }

  private @Nullable Task refuse(Work.Asked asked, Refusal refusal) {
    endings.ended(
        asked.cause(),
        Commands.accepted(
            asked.cause(), asked.command(), Outcome.QUARANTINED, refusal.reason(), null));
    endings.setAside(
        asked.cause(), Stage.IDENTITY, refusal, Origin.MANUAL.text(), asked.command().at());
    return null;
  }

  private static Resolution resolve(Resolver resolver, Claim claim) {
    return resolver.resolve(claim.workspace(), claim.identifiers());
  }

  private String survivor(String workspace, String profile) {
    return survivors.getOrDefault(new ProfileKey(workspace, profile), profile);
  }

  /** What was read before the locks must still hold under them. */
  private static void check(
      Map<Named, String> located, Map<ProfileKey, Locked> locked, Resolver resolver)
      throws Overtaken {
    for (ProfileKey key : resolver.existing()) {
      if (!locked.containsKey(key)) {
        throw new Overtaken("A profile was merged by another instance");
      }
    }
    for (Map.Entry<Named, String> entry : located.entrySet()) {
      Named named = entry.getKey();
      Locked holder = locked.get(new ProfileKey(named.workspace(), entry.getValue()));
      if (holder == null || !holder.profile().identifiers().contains(named.identifier())) {
        throw new Overtaken("An identifier was moved by another instance");
      }
    }
  }

  private void carryOut(Task task, People people, Resolver resolver) throws SQLException, Refused {
    switch (task) {
      case Task.ApplyEvent apply -> {
        int bytes = size(apply.cause());
        List<Absorbed> absorbed =
            people.apply(apply.event().eventId(), apply.claim(), apply.resolution(), bytes);
        evidence.add(apply.claim(), apply.event().messageId());
        Profile profile = people.require(apply.claim().workspace(), apply.resolution().profile());
        tell(apply.cause(), profile, apply.event(), absorbed, apply.claim());
        endings.ended(apply.cause(), apply.accepted().ended(Outcome.APPLIED, null, profile.id()));
      }
      case Task.ApplyRow apply -> applyRow(apply, people, resolver);
      case Task.RemoveRow remove -> {
        withdraw(remove.cause(), remove.key(), people, resolver, null);
        rows.removed(remove.key());
      }
      case Task.ApplyCommand apply -> {
        String id = resolver.current(apply.claim().workspace(), apply.profile());
        Resolution whom = new Resolution.Add(id);
        people.apply(apply.cause().headers().id(), apply.claim(), whom, size(apply.cause()));
        Profile profile = people.require(apply.claim().workspace(), id);
        tell(apply.cause(), profile, null, List.of(), apply.claim());
        endings.ended(apply.cause(), apply.accepted().ended(Outcome.APPLIED, null, id));
      }
    }
  }

  private void applyRow(Task.ApplyRow apply, People people, Resolver resolver)
      throws SQLException, Refused {
    String id = apply.resolution().profile();
    if (rows.repeats(apply.change())) {
      return;
    }
    withdraw(apply.cause(), apply.key(), people, resolver, id);
    List<Absorbed> absorbed =
        people.apply(
            apply.cause().headers().id(), apply.claim(), apply.resolution(), size(apply.cause()));
    evidence.add(apply.claim(), null);
    tell(
        apply.cause(),
        people.require(apply.claim().workspace(), id),
        null,
        absorbed,
        apply.claim());
    rows.applied(apply.key(), apply.change(), id);
  }

  /**
   * Takes back what a row gave to the profile that it spoke of so far.
   *
   * @param now the profile that it speaks of now: its claim will replace what it said there
   */
  private void withdraw(
      Work.Cause cause,
      ModelRowTable.Key key,
      People people,
      Resolver resolver,
      @Nullable String now)
      throws SQLException {
    String before = rows.profile(key);
    if (before == null) {
      return;
    }
    String id = resolver.current(key.workspace(), survivor(key.workspace(), before));
    if (!id.equals(now)) {
      Profile profile = people.require(key.workspace(), id);
      people.withdraw(profile, new Origin.Row(key.model(), key.key()));
      profileOutputs.changed(cause, profile.state(evidence.of(profile)), null, List.of());
    }
  }

  private void tell(
      Work.Cause cause,
      Profile profile,
      @Nullable TrackingEvent event,
      List<Absorbed> absorbed,
      Claim claim)
      throws SQLException {
    Collection<Edge> edges = evidence.of(profile);
    profile.settle(edges);
    profileOutputs.changed(cause, profile.state(edges), event, absorbed);
    journal.note(claim, profile.id());
    endings.applied(cause);
  }

  private static int size(Work.Cause cause) {
    byte[] value = cause.input().value();
    return value == null ? 0 : value.length;
  }

  private void save(People people) throws SQLException, Overtaken {
    people.save(tx, tables.profiles());
    people.merges().save(tx, tables.merges());
    tables.identifiers().move(tx, people.moved());
    evidence.save();
    rows.save(tx, tables.rows());
    journal.save(tx, tables.journal());
    intake.makeRoom(tx, tables);
    endings.save(tx, tables);
  }
}
