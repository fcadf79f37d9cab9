package dev.tributary.identity.loop;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.Ids;
import dev.tributary.contracts.command.Command;
import dev.tributary.contracts.event.QuarantineReason;
import dev.tributary.contracts.event.TrackingEvent;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.profile.ProfileMessage.Absorbed;
import dev.tributary.contracts.profile.ProfileRef;
import dev.tributary.contracts.profile.ProfileState;
import dev.tributary.contracts.quarantine.QuarantinedInput.Stage;
import dev.tributary.contracts.row.RowChange;
import dev.tributary.identity.acceptance.AcceptedEvent;
import dev.tributary.identity.acceptance.CorrectedValue;
import dev.tributary.identity.acceptance.Outcome;
import dev.tributary.identity.claim.Claim;
import dev.tributary.identity.claim.CommandClaims;
import dev.tributary.identity.claim.IdentifierReader;
import dev.tributary.identity.claim.Origin;
import dev.tributary.identity.claim.RowClaims;
import dev.tributary.identity.command.Actors;
import dev.tributary.identity.input.LoopInput;
import dev.tributary.identity.input.Publication;
import dev.tributary.identity.loop.Overtaken.Taken;
import dev.tributary.identity.profile.Edge;
import dev.tributary.identity.profile.Profile;
import dev.tributary.identity.resolution.Cuts;
import dev.tributary.identity.resolution.Decision;
import dev.tributary.identity.resolution.Resolution;
import dev.tributary.identity.resolution.Resolver;
import dev.tributary.identity.resolution.WorkspaceIdentifier;
import dev.tributary.identity.store.IdentityTransaction;
import dev.tributary.identity.store.ModelRowStore;
import dev.tributary.identity.store.ProfileStore.Locked;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to process a poll: read what the inputs need, lock, check that nothing has changed
 * since the read, then decide and apply one input after another, and write. All attempts take their
 * locks in the same order (profiles, identifiers, names of traits, message ids; each sorted), so
 * two instances never wait for each other. The exception is a poll that contains an unmerge, which
 * starts with new locks within the transaction: if two polls deadlock, the database ends one of
 * them, and that poll is repeated.
 */
final class Attempt {
  private static final String UNKNOWN_PROFILE = "unknown-profile";
  private static final String IDENTIFIER_MOVED = "identifier-moved";
  private static final String IDENTIFIER_NOT_ALLOWED = "identifier-not-allowed";
  private final IdentityTransaction tx;
  private final Ids ids;
  private final ActiveRules rules;
  private final Map<String, Refusal> refusals;
  private final List<Publication> outputs = new ArrayList<>();
  private final InputOutcomes outcomes = new InputOutcomes();
  private final LockedRows rows = new LockedRows();
  private final Journal journal = new Journal();
  private final ProfileOutputs profileOutputs;
  private final EventAdmission admission;
  private final AddedEvidence evidence;
  private final SuspiciousFindings findings;
  private final CurrentHolders holders;
  private final Set<ProfileRef> subjects = new HashSet<>();
  private Map<ProfileRef, ProfileId> survivors = Map.of();

  Attempt(IdentityTransaction tx, Ids ids, ActiveRules rules, Map<String, Refusal> refusals) {
    this.tx = tx;
    this.ids = ids;
    this.rules = rules;
    this.refusals = refusals;
    this.profileOutputs = new ProfileOutputs(ids, outputs);
    this.admission = new EventAdmission(outcomes, outputs, refusals, rules);
    this.evidence = new AddedEvidence(tx.edges(), rules);
    this.findings = new SuspiciousFindings(ids);
    this.holders = new CurrentHolders(tx);
  }

  /**
   * @throws Overtaken if another instance was faster; roll back and try again
   * @throws LateRefusal if an input exceeds a limit; roll back and try again without it
   */
  List<Publication> run(List<LoopInput> works) throws Overtaken, LateRefusal {
    admission.remember(tx, works);
    rows.load(tx.rows(), works);
    List<Candidate> candidates = admit(works);
    Map<WorkspaceIdentifier, ProfileId> located = locate(candidates);
    Map<ProfileRef, Locked> locked = lock(located);
    check(located, locked);
    checkSubjects();
    LockedProfiles people = new LockedProfiles(locked, rules);
    Resolver resolver =
        new Resolver(
            located,
            cuts(candidates, locked),
            people::require,
            () -> new ProfileId(ids.next(Ids.PROFILE)));
    for (Candidate candidate : candidates) {
      carryOut(candidate, people, resolver);
    }
    if (!tx.identifiers().insert(resolver.fresh(), resolver.absent())) {
      throw new Overtaken(
          Taken.IDENTIFIER, holders.ofNewIdentifiers(resolver.fresh(), resolver.absent()));
    }
    save(people, resolver);
    return outputs;
  }

  /** An admitted input, before its profile is known. */
  private record Candidate(
      LoopInput work,
      LoopInput.Cause cause,
      @Nullable Claim claim,
      EventAdmission.@Nullable Admitted admitted) {}

  private List<Candidate> admit(List<LoopInput> works) {
    List<Candidate> candidates = new ArrayList<>();
    for (LoopInput work : works) {
      switch (work) {
        case LoopInput.Event event -> {
          EventAdmission.Admitted admitted = admission.admit(event);
          if (admitted != null) {
            candidates.add(new Candidate(work, work.cause(), admitted.claim(), admitted));
          }
        }
        case LoopInput.Row row ->
            candidates.add(new Candidate(work, work.cause(), claim(row), null));
        case LoopInput.Asked asked -> {
          WorkspaceId workspace = asked.command().workspace();
          subjects.add(new ProfileRef(workspace, new ProfileId(asked.command().subject())));
          if (asked.command() instanceof Command.MergePeople merge) {
            subjects.add(new ProfileRef(workspace, merge.other()));
          }
          candidates.add(new Candidate(work, work.cause(), claim(asked), null));
        }
        case LoopInput.Redrive redrive ->
            outcomes.ended(
                work.cause(),
                Commands.accepted(
                    redrive.cause(), redrive.command(), Outcome.APPLIED, null, null, null));
        case LoopInput.Seeded seeded -> {
          Claim claim = seeded.seed().claim();
          candidates.add(new Candidate(work, work.cause(), claim, null));
        }
        case LoopInput.Quarantined quarantined -> admission.quarantine(quarantined);
      }
    }
    return candidates;
  }

  /** Null for a row that only withdraws its earlier values. */
  private @Nullable Claim claim(LoopInput.Row row) {
    if (row.change().change() == RowChange.Change.REMOVED) {
      return null;
    }
    RowChange change = row.change();
    Claim claim = RowClaims.of(change, row.mapping(), rules.of(change.workspace()));
    Refusal refusal = refusals.get(row.cause().headers().id());
    if (refusal == null && claim.identifiers().isEmpty()) {
      String detail = "No mapped column of the row holds an identifier that can name a person";
      refusal = Refusal.of(QuarantineReason.MISSING_IDS, detail);
    }
    if (refusal == null) {
      return claim;
    }
    outcomes.quarantine(
        row.cause(), Stage.IDENTITY, refusal, change.model().value(), change.runStartedAt());
    return null;
  }

  private static Claim claim(LoopInput.Asked asked) {
    String id = asked.cause().headers().id();
    return switch (asked.command()) {
      case Command.CorrectTrait correct -> CommandClaims.of(correct, id);
      case Command.WithdrawCorrection withdraw -> CommandClaims.of(withdraw, id);
      case Command.CorrectIdentifier correct -> CommandClaims.of(correct, id);
      case Command.SetConsent consent -> CommandClaims.of(consent, id);
      case Command.SetSubscription subscription -> CommandClaims.of(subscription, id);
      case Command.MergePeople merge -> CommandClaims.of(merge, id);
      case Command.Redrive _ ->
          throw new IllegalStateException("A redrive says nothing about a person");
      case Command.UnmergePerson _, Command.RedecideTrait _, Command.RebuildPeople _ ->
          throw new IllegalStateException("It is done by itself");
    };
  }

  private Map<WorkspaceIdentifier, ProfileId> locate(List<Candidate> candidates) {
    for (var row : rows.known()) {
      subjects.add(new ProfileRef(row.getKey().workspace(), row.getValue().profile()));
    }
    survivors = tx.profiles().survivors(subjects);
    return tx.identifiers().locate(named(candidates));
  }

  private static Set<WorkspaceIdentifier> named(List<Candidate> candidates) {
    Set<WorkspaceIdentifier> named = new HashSet<>();
    for (Candidate candidate : candidates) {
      Claim claim = candidate.claim();
      if (claim != null) {
        claim
            .identifiers()
            .forEach(
                identifier -> named.add(new WorkspaceIdentifier(claim.workspace(), identifier)));
      }
    }
    return named;
  }

  /** Locks all profiles that a claim may change, in sorted order. */
  private Map<ProfileRef, Locked> lock(Map<WorkspaceIdentifier, ProfileId> located)
      throws Overtaken {
    SortedSet<ProfileRef> wanted = new TreeSet<>();
    located.forEach((named, profile) -> wanted.add(new ProfileRef(named.workspace(), profile)));
    survivors.forEach((key, survivor) -> wanted.add(new ProfileRef(key.workspace(), survivor)));
    Map<ProfileRef, Locked> locked = tx.profiles().lock(wanted);
    if (locked.size() < wanted.size()) {
      throw new Overtaken(Taken.PROFILE, holders.ofProfiles(wanted, locked.keySet()));
    }
    return locked;
  }

  /** Checks under the locks what was read before them. */
  private void check(Map<WorkspaceIdentifier, ProfileId> located, Map<ProfileRef, Locked> locked)
      throws Overtaken {
    SortedMap<WorkspaceIdentifier, ProfileId> moved = new TreeMap<>();
    for (Map.Entry<WorkspaceIdentifier, ProfileId> entry : located.entrySet()) {
      WorkspaceIdentifier named = entry.getKey();
      Locked holder = locked.get(new ProfileRef(named.workspace(), entry.getValue()));
      if (holder == null || !holder.profile().identifiers().contains(named.identifier())) {
        moved.put(named, entry.getValue());
      }
    }
    if (!moved.isEmpty()) {
      throw new Overtaken(Taken.IDENTIFIER, holders.ofIdentifiers(moved));
    }
  }

  /** An unmerge may have moved the profiles of rows and commands since they were read. */
  private void checkSubjects() throws Overtaken {
    if (subjects.isEmpty()) {
      return;
    }
    List<String> moved = rows.moved(tx.rows());
    if (!moved.isEmpty()) {
      throw new Overtaken(Taken.PROFILE, CurrentHolders.ofRows(moved));
    }
    if (!tx.profiles().survivors(subjects).equals(survivors)) {
      throw new Overtaken(Taken.PROFILE, holders.ofSubjects(survivors));
    }
  }

  /**
   * The cuts between the identifiers of the claims and of the profiles. Read only if the workspaces
   * have any cut.
   */
  private Cuts cuts(List<Candidate> candidates, Map<ProfileRef, Locked> locked) {
    Set<WorkspaceIdentifier> all = named(candidates);
    Set<WorkspaceId> workspaces = new HashSet<>();
    all.forEach(named -> workspaces.add(named.workspace()));
    locked.keySet().forEach(key -> workspaces.add(key.workspace()));
    if (!tx.cuts().any(workspaces)) {
      return Cuts.NONE;
    }
    locked.forEach((key, person) ->
        person
            .profile()
            .identifiers()
            .forEach(identifier -> all.add(new WorkspaceIdentifier(key.workspace(), identifier))));
    return tx.cuts().of(all);
  }

  private void carryOut(Candidate candidate, LockedProfiles people, Resolver resolver)
      throws LateRefusal {
    switch (candidate.work()) {
      case LoopInput.Event _ -> applyEvent(candidate, people, resolver);
      case LoopInput.Row row -> carryOut(row, candidate.claim(), people, resolver);
      case LoopInput.Asked asked -> carryOut(asked, candidate.claim(), people, resolver);
      case LoopInput.Seeded seeded -> carryOut(seeded, people, resolver);
      case LoopInput.Redrive _, LoopInput.Quarantined _ ->
          throw new IllegalStateException("It says nothing about a person");
    }
  }

  private Decision decide(Claim claim, Resolver resolver) {
    IdentifierReader reader = rules.of(claim.workspace());
    Decision decision = resolver.resolve(claim, reader.rules());
    findings.note(decision, reader.rules(), reader.version());
    return decision;
  }

  private void applyEvent(Candidate candidate, LockedProfiles people, Resolver resolver)
      throws LateRefusal {
    EventAdmission.Admitted admitted = requireNonNull(candidate.admitted());
    Decision decision = decide(admitted.claim(), resolver);
    Claim claim = decision.claim();
    List<Absorbed> absorbed =
        people.apply(
            admitted.event().eventId().value(),
            claim,
            decision.resolution(),
            size(candidate.cause()));
    evidence.add(claim, admitted.event().messageId());
    Profile profile = people.require(claim.workspace(), decision.resolution().profile());
    publish(candidate.cause(), profile, admitted.event(), absorbed, claim);
    outcomes.ended(candidate.cause(), admitted.accepted().applied(profile.id(), claim));
  }

  private void carryOut(
      LoopInput.Row row, @Nullable Claim claim, LockedProfiles people, Resolver resolver)
      throws LateRefusal {
    ModelRowStore.Key key = LockedRows.key(row.change());
    if (rows.isLate(row.change())) {
      return;
    }
    if (claim == null) {
      withdraw(row.cause(), key, people, resolver, null);
      rows.removed(key, row.change().run());
    } else if (!rows.repeats(row.change())) {
      applyRow(row, key, claim, people, resolver);
    }
  }

  private void applyRow(
      LoopInput.Row row,
      ModelRowStore.Key key,
      Claim said,
      LockedProfiles people,
      Resolver resolver)
      throws LateRefusal {
    Decision decision = decide(said, resolver);
    Claim claim = decision.claim();
    ProfileId id = decision.resolution().profile();
    withdraw(row.cause(), key, people, resolver, id);
    List<Absorbed> absorbed =
        people.apply(row.cause().headers().id(), claim, decision.resolution(), size(row.cause()));
    evidence.add(claim, null);
    publish(row.cause(), people.require(claim.workspace(), id), null, absorbed, claim);
    rows.applied(key, row.change(), id, claim);
  }

  private void carryOut(
      LoopInput.Asked asked, @Nullable Claim claim, LockedProfiles people, Resolver resolver)
      throws LateRefusal {
    Command command = asked.command();
    ProfileId survivor =
        survivors.get(new ProfileRef(command.workspace(), new ProfileId(command.subject())));
    Refusal refusal = refusals.get(asked.cause().headers().id());
    if (survivor == null || claim == null) {
      String detail = "There is no profile " + command.subject();
      refuse(asked, new Refusal(UNKNOWN_PROFILE, detail, null));
    } else if (refusal != null) {
      refuse(asked, refusal);
    } else if (claim.identifiers().isEmpty()) {
      correct(asked, claim, resolver.current(command.workspace(), survivor), people);
    } else if (command instanceof Command.CorrectIdentifier correct) {
      correctIdentifier(asked, correct, claim, survivor, people, resolver);
    } else {
      mergeByHand(asked, claim, survivor, people, resolver);
    }
  }

  /**
   * The rules decide about the new identifier as if an event had both. If they leave it out, the
   * command changes nothing, and the conflict is kept like that of an event.
   *
   * <p>Under rules that have blocked the replaced identifier since, it leads to no profile. Then
   * the profile of the command gets it again, because the correction is kept under it.
   *
   * <p>A value that is not valid was left out, so it leads to no profile either, and stays left
   * out. Then the correction is kept under the strongest identifier of another type, or under the
   * right identifier if the person has no other type.
   */
  private void correctIdentifier(
      LoopInput.Asked asked,
      Command.CorrectIdentifier correct,
      Claim said,
      ProfileId survivor,
      LockedProfiles people,
      Resolver resolver)
      throws LateRefusal {
    WorkspaceId workspace = correct.workspace();
    ProfileId id = resolver.current(workspace, survivor);
    ProfileId holder = resolver.leadsTo(workspace, correct.replaced());
    boolean blocked = holder == null && rules.of(workspace).blocks(correct.replaced());
    boolean leftOut = holder == null && rules.of(workspace).isInvalid(correct.replaced());
    if (!blocked && !leftOut && !id.equals(holder)) {
      String detail = "The identifier does not lead to the profile " + id;
      refuse(asked, new Refusal(IDENTIFIER_MOVED, detail, null));
      return;
    }
    Identifier named = correct.replaced();
    if (blocked || leftOut) {
      Profile person = people.require(workspace, id);
      named = leftOut ? strongestBeside(person, correct.replaced().type()) : strongest(person);
      resolver.locate(workspace, named, id);
    }
    List<Identifier> both = Stream.of(named, correct.replacement()).distinct().toList();
    Decision decision = decide(said.without(both, List.of()), resolver);
    Claim claim = decision.claim();
    if (!claim.identifiers().containsAll(both)) {
      String detail =
          "The identity rules do not allow the identifier: " + Refusal.of(claim.leftOut());
      refuse(asked, new Refusal(IDENTIFIER_NOT_ALLOWED, detail, null));
      return;
    }
    if (blocked) {
      resolver.addBlocked(workspace, correct.replaced(), decision.resolution());
      List<Identifier> all =
          Stream.concat(Stream.of(correct.replaced()), both.stream()).distinct().toList();
      claim = claim.without(all, List.of());
    }
    if (leftOut && named.type().equals(correct.replacement().type())) {
      // Under a valid identifier of the same type, the correction would replace its value.
      claim = claim.without(Stream.of(correct.replacement(), named).distinct().toList(), List.of());
    }
    evidence.add(claim, null);
    applyCorrection(asked, claim, decision.resolution(), people.require(workspace, id), people);
  }

  private Identifier strongest(Profile profile) {
    return profile.identifiers().stream()
        .min(rules.of(profile.workspace())::byPriority)
        .orElseThrow();
  }

  /** The strongest identifier of another type; if there is none, the strongest one. */
  private Identifier strongestBeside(Profile profile, String type) {
    return profile.identifiers().stream()
        .filter(each -> !each.type().equals(type))
        .min(rules.of(profile.workspace())::byPriority)
        .orElseGet(() -> strongest(profile));
  }

  private void mergeByHand(
      LoopInput.Asked asked,
      Claim said,
      ProfileId survivor,
      LockedProfiles people,
      Resolver resolver)
      throws LateRefusal {
    Command.MergePeople merge = (Command.MergePeople) asked.command();
    WorkspaceId workspace = merge.workspace();
    ProfileId other = survivors.get(new ProfileRef(workspace, merge.other()));
    if (other == null) {
      refuse(asked, new Refusal(UNKNOWN_PROFILE, "There is no profile " + merge.other(), null));
      return;
    }
    if (merge.actor().equals(Actors.MATCHING) && resolver.isCut(workspace, survivor, other)) {
      // A user has cut the two since the run: decisions of users come before probabilities.
      outcomes.applied(asked.cause());
      outcomes.ended(
          asked.cause(),
          Commands.accepted(asked.cause(), merge, Outcome.APPLIED, null, survivor, null));
      return;
    }
    Set<Identifier> known = new HashSet<>();
    for (ProfileId each : List.of(survivor, other)) {
      ProfileId id = resolver.current(workspace, each);
      known.addAll(people.require(workspace, id).identifiers());
    }
    Resolution whom = resolver.join(workspace, survivor, other);
    // Some identifiers of the two may have moved to other profiles since the command was sent.
    Claim claim =
        said.without(said.identifiers().stream().filter(known::contains).toList(), List.of());
    evidence.add(claim, null);
    outcomes.ended(asked.cause(), apply(asked, claim, whom, people));
  }

  private void correct(LoopInput.Asked asked, Claim claim, ProfileId id, LockedProfiles people)
      throws LateRefusal {
    Profile profile = people.require(claim.workspace(), id);
    applyCorrection(asked, claim, new Resolution.Add(id), profile, people);
  }

  /** Records the value in force before and after, of the profile that the command is about. */
  private void applyCorrection(
      LoopInput.Asked asked,
      Claim claim,
      Resolution resolution,
      Profile corrected,
      LockedProfiles people)
      throws LateRefusal {
    JsonNode before = Commands.valueOf(asked.command(), state(corrected));
    AcceptedEvent applied = apply(asked, claim, resolution, people);
    Profile now = people.require(claim.workspace(), resolution.profile());
    JsonNode after = Commands.valueOf(asked.command(), state(now));
    outcomes.ended(asked.cause(), applied.corrected(new CorrectedValue(before, after)));
  }

  private AcceptedEvent apply(
      LoopInput.Asked asked, Claim claim, Resolution resolution, LockedProfiles people)
      throws LateRefusal {
    ProfileId id = resolution.profile();
    List<Absorbed> absorbed =
        people.apply(asked.cause().headers().id(), claim, resolution, size(asked.cause()));
    Profile profile = people.require(claim.workspace(), id);
    publish(asked.cause(), profile, null, absorbed, claim);
    return Commands.accepted(
        asked.cause(), asked.command(), Outcome.APPLIED, null, id, profile.anchor(claim));
  }

  private void refuse(LoopInput.Asked asked, Refusal refusal) {
    outcomes.ended(
        asked.cause(),
        Commands.accepted(
            asked.cause(), asked.command(), Outcome.QUARANTINED, refusal.reason(), null, null));
    outcomes.quarantine(
        asked.cause(), Stage.IDENTITY, refusal, Origin.MANUAL.text(), asked.command().at());
  }

  private void carryOut(LoopInput.Seeded seeded, LockedProfiles people, Resolver resolver) {
    Claim said = seeded.seed().claim();
    boolean byHand = said.origin() instanceof Origin.Manual && said.identifiers().size() > 1;
    Decision decision = byHand ? joinedByHand(said, people, resolver) : decide(said, resolver);
    Claim claim = decision.claim();
    people.recall(claim, decision.resolution());
    evidence.add(claim, seeded.seed().messageId());
    Profile profile = people.require(claim.workspace(), decision.resolution().profile());
    profile.settle(evidence.of(profile));
    journal.note(claim, profile);
  }

  /**
   * Merges profiles that a user has merged, whatever the rules say; each of them may be new in this
   * replay.
   */
  private Decision joinedByHand(Claim said, LockedProfiles people, Resolver resolver) {
    List<ProfileId> whom = new ArrayList<>();
    for (Identifier identifier : said.identifiers()) {
      Decision alone = decide(said.without(List.of(identifier), List.of()), resolver);
      people.recall(alone.claim(), alone.resolution());
      whom.add(alone.resolution().profile());
    }
    Resolution whole = resolver.join(said.workspace(), whom.getFirst(), whom.getLast());
    return new Decision(whole, said, List.of());
  }

  private ProfileId survivor(WorkspaceId workspace, ProfileId profile) {
    return survivors.getOrDefault(new ProfileRef(workspace, profile), profile);
  }

  /**
   * Withdraws the values that a row gave to its previous profile.
   *
   * @param now the present profile of the row: the new claim of the row will replace its earlier
   *     values there
   */
  private void withdraw(
      LoopInput.Cause cause,
      ModelRowStore.Key key,
      LockedProfiles people,
      Resolver resolver,
      @Nullable ProfileId now) {
    ProfileId before = rows.profile(key);
    if (before == null) {
      return;
    }
    ProfileId id = resolver.current(key.workspace(), survivor(key.workspace(), before));
    if (!id.equals(now)) {
      Profile profile = people.require(key.workspace(), id);
      people.withdraw(profile, new Origin.Row(key.model(), key.key()));
      profileOutputs.changed(cause, state(profile), null, List.of());
    }
  }

  private void publish(
      LoopInput.Cause cause,
      Profile profile,
      @Nullable TrackingEvent event,
      List<Absorbed> absorbed,
      Claim claim) {
    Collection<Edge> edges = evidence.of(profile);
    profile.settle(edges);
    profileOutputs.changed(
        cause, profile.state(edges, rules.policiesOf(profile.workspace())), event, absorbed);
    journal.note(claim, profile);
    outcomes.applied(cause);
  }

  private ProfileState state(Profile profile) {
    return profile.state(evidence.of(profile), rules.policiesOf(profile.workspace()));
  }

  private static int size(LoopInput.Cause cause) {
    byte[] value = cause.input().value();
    return value == null ? 0 : value.length;
  }

  private void save(LockedProfiles people, Resolver resolver) throws Overtaken {
    people.save(tx.profiles(), resolver);
    people.merges().save(tx.merges());
    tx.identifiers().move(people.moved(resolver));
    evidence.save();
    rows.save(tx.rows());
    journal.save(tx.journal());
    admission.makeRoom(tx);
    findings.save(tx);
    outcomes.save(tx);
  }
}
