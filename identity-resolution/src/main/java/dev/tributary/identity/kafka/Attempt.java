package dev.tributary.identity.kafka;

import static java.util.Objects.requireNonNull;

import dev.tributary.contracts.Identifier;
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
import dev.tributary.identity.claim.IdentifierReader;
import dev.tributary.identity.claim.Origin;
import dev.tributary.identity.claim.RowClaims;
import dev.tributary.identity.kafka.Overtaken.Taken;
import dev.tributary.identity.postgres.ModelRowTable;
import dev.tributary.identity.postgres.ProfileTable.Locked;
import dev.tributary.identity.profile.Edge;
import dev.tributary.identity.profile.Profile;
import dev.tributary.identity.resolution.Cuts;
import dev.tributary.identity.resolution.Decision;
import dev.tributary.identity.resolution.Named;
import dev.tributary.identity.resolution.ProfileKey;
import dev.tributary.identity.resolution.Resolution;
import dev.tributary.identity.resolution.Resolver;
import dev.tributary.identity.suggestion.RunSpec;
import dev.tributary.runtime.loop.Output;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One try at a poll: read what it needs, lock, check that nothing has changed meanwhile, then
 * decide and do one input after another, write. Locks are taken in one order everywhere (profiles,
 * identifiers, names of traits, message ids; each sorted), so two instances never wait for each
 * other in a circle, but where a poll holds an unmerge, which begins anew within the transaction:
 * then the database ends one of them, and its poll is repeated.
 */
final class Attempt {
  private static final String UNKNOWN_PROFILE = "unknown-profile";

  private final Connection tx;
  private final Tables tables;
  private final Ids ids;
  private final InForce rules;
  private final Map<String, Refusal> refusals;

  private final List<Output> outputs = new ArrayList<>();
  private final Endings endings = new Endings();
  private final Rows rows = new Rows();
  private final Journal journal = new Journal();
  private final ProfileOutputs profileOutputs;
  private final Intake intake;
  private final Evidence evidence;
  private final Findings findings;
  private final Set<ProfileKey> subjects = new HashSet<>();
  private Map<ProfileKey, String> survivors = Map.of();

  Attempt(Connection tx, Tables tables, Ids ids, InForce rules, Map<String, Refusal> refusals) {
    this.tx = tx;
    this.tables = tables;
    this.ids = ids;
    this.rules = rules;
    this.refusals = refusals;
    this.profileOutputs = new ProfileOutputs(ids, outputs);
    this.intake = new Intake(endings, outputs, refusals, rules);
    this.evidence = new Evidence(tx, tables.edges(), rules);
    this.findings = new Findings(ids);
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
    Map<ProfileKey, Locked> locked = lock(located);
    check(located, locked);
    checkWhoIsWho();
    People people = new People(locked, rules);
    Resolver resolver =
        new Resolver(
            located, cuts(candidates, locked), people::require, () -> ids.next(Ids.PROFILE));
    for (Candidate candidate : candidates) {
      carryOut(candidate, people, resolver);
    }
    if (!tables.identifiers().insert(tx, resolver.fresh(), resolver.absent())) {
      throw new Overtaken(Taken.IDENTIFIER, "An identifier that was nobody's is somebody's now");
    }
    save(people, resolver);
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
          if (asked.command() instanceof Command.MergePeople merge) {
            subjects.add(new ProfileKey(workspace, merge.other()));
          }
          candidates.add(new Candidate(work, work.cause(), claim(asked), null));
        }
        case Work.Redrive redrive ->
            endings.ended(
                work.cause(),
                Commands.accepted(
                    redrive.cause(), redrive.command(), Outcome.APPLIED, null, null, null));
        case Work.Recollected recollected -> {
          Claim claim = recollected.recollection().claim();
          candidates.add(new Candidate(work, work.cause(), claim, null));
        }
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
    Claim claim = RowClaims.of(change, row.mapping(), rules.of(change.workspace()));
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
      case Command.MergePeople merge -> CommandClaims.of(merge, id);
      case Command.Redrive _ ->
          throw new IllegalStateException("A redrive says nothing about a person");
      case Command.UnmergePerson _, Command.RedecideTrait _, Command.RebuildPeople _ ->
          throw new IllegalStateException("It is done by itself");
    };
  }

  private Map<Named, String> locate(List<Candidate> candidates) throws SQLException {
    for (var row : rows.known()) {
      subjects.add(new ProfileKey(row.getKey().workspace(), row.getValue().profile()));
    }
    survivors = tables.profiles().survivors(tx, subjects);
    return tables.identifiers().locate(tx, named(candidates));
  }

  private static Set<Named> named(List<Candidate> candidates) {
    Set<Named> named = new HashSet<>();
    for (Candidate candidate : candidates) {
      Claim claim = candidate.claim();
      if (claim != null) {
        claim
            .identifiers()
            .forEach(identifier -> named.add(new Named(claim.workspace(), identifier)));
      }
    }
    return named;
  }

  /** Everybody whom a claim may change, in sorted order. */
  private Map<ProfileKey, Locked> lock(Map<Named, String> located) throws SQLException, Overtaken {
    SortedSet<ProfileKey> wanted = new TreeSet<>();
    located.forEach((named, profile) -> wanted.add(new ProfileKey(named.workspace(), profile)));
    survivors.forEach((key, survivor) -> wanted.add(new ProfileKey(key.workspace(), survivor)));
    Map<ProfileKey, Locked> locked = tables.profiles().lock(tx, wanted);
    if (locked.size() < wanted.size()) {
      throw new Overtaken(Taken.PROFILE, missing(wanted, locked.keySet()) + " were merged");
    }
    return locked;
  }

  private static String missing(Set<ProfileKey> wanted, Set<ProfileKey> locked) {
    Set<ProfileKey> gone = new TreeSet<>(wanted);
    gone.removeAll(locked);
    return profiles(gone);
  }

  private static String profiles(Set<ProfileKey> keys) {
    return keys.stream().map(ProfileKey::profile).sorted().limit(10).toList().toString();
  }

  /** What was read before the locks must still hold under them. */
  private static void check(Map<Named, String> located, Map<ProfileKey, Locked> locked)
      throws Overtaken {
    for (Map.Entry<Named, String> entry : located.entrySet()) {
      Named named = entry.getKey();
      Locked holder = locked.get(new ProfileKey(named.workspace(), entry.getValue()));
      if (holder == null || !holder.profile().identifiers().contains(named.identifier())) {
        throw new Overtaken(
            Taken.IDENTIFIER, "An identifier of " + entry.getValue() + " is another profile's now");
      }
    }
  }

  /** Somebody may have been taken apart: whom rows and commands spoke of is another then. */
  private void checkWhoIsWho() throws SQLException, Overtaken {
    if (subjects.isEmpty()) {
      return;
    }
    if (rows.haveMoved(tx, tables.rows())
        || !tables.profiles().survivors(tx, subjects).equals(survivors)) {
      throw new Overtaken(Taken.PROFILE, "One of " + profiles(subjects) + " was taken apart");
    }
  }

  /** What was ever cut from what is named, and what these people have; asked only where any was. */
  private Cuts cuts(List<Candidate> candidates, Map<ProfileKey, Locked> locked)
      throws SQLException {
    Set<Named> all = named(candidates);
    Set<String> workspaces = new HashSet<>();
    all.forEach(named -> workspaces.add(named.workspace()));
    locked.keySet().forEach(key -> workspaces.add(key.workspace()));
    if (!tables.cuts().any(tx, workspaces)) {
      return Cuts.NONE;
    }
    locked.forEach((key, person) ->
        person
            .profile()
            .identifiers()
            .forEach(identifier -> all.add(new Named(key.workspace(), identifier))));
    return tables.cuts().of(tx, all);
  }

  private void carryOut(Candidate candidate, People people, Resolver resolver)
      throws SQLException, Refused {
    switch (candidate.work()) {
      case Work.Event _ -> applyEvent(candidate, people, resolver);
      case Work.Row row -> carryOut(row, candidate.claim(), people, resolver);
      case Work.Asked asked -> carryOut(asked, candidate.claim(), people, resolver);
      case Work.Recollected recollected -> carryOut(recollected, people, resolver);
      case Work.Redrive _, Work.SetAside _ ->
          throw new IllegalStateException("It says nothing about a person");
    }
  }

  private Decision decide(Claim claim, Resolver resolver) {
    IdentifierReader reader = rules.of(claim.workspace());
    Decision decision = resolver.resolve(claim, reader.rules());
    findings.note(decision, reader.rules(), reader.version());
    return decision;
  }

  private void applyEvent(Candidate candidate, People people, Resolver resolver)
      throws SQLException, Refused {
    Intake.Admitted admitted = requireNonNull(candidate.admitted());
    Decision decision = decide(admitted.claim(), resolver);
    Claim claim = decision.claim();
    List<Absorbed> absorbed =
        people.apply(
            admitted.event().eventId(), claim, decision.resolution(), size(candidate.cause()));
    evidence.add(claim, admitted.event().messageId());
    Profile profile = people.require(claim.workspace(), decision.resolution().profile());
    tell(candidate.cause(), profile, admitted.event(), absorbed, claim);
    endings.ended(candidate.cause(), admitted.accepted().applied(profile.id(), claim));
  }

  private void carryOut(Work.Row row, @Nullable Claim claim, People people, Resolver resolver)
      throws SQLException, Refused {
    ModelRowTable.Key key = Rows.key(row.change());
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
      Work.Row row, ModelRowTable.Key key, Claim said, People people, Resolver resolver)
      throws SQLException, Refused {
    Decision decision = decide(said, resolver);
    Claim claim = decision.claim();
    String id = decision.resolution().profile();
    withdraw(row.cause(), key, people, resolver, id);
    List<Absorbed> absorbed =
        people.apply(row.cause().headers().id(), claim, decision.resolution(), size(row.cause()));
    evidence.add(claim, null);
    tell(row.cause(), people.require(claim.workspace(), id), null, absorbed, claim);
    rows.applied(key, row.change(), id, claim.identifiers().getFirst());
  }

  private void carryOut(Work.Asked asked, @Nullable Claim claim, People people, Resolver resolver)
      throws SQLException, Refused {
    Command command = asked.command();
    String survivor = survivors.get(new ProfileKey(command.workspace(), command.subject()));
    Refusal refusal = refusals.get(asked.cause().headers().id());
    if (survivor == null || claim == null) {
      String detail = "There is no profile " + command.subject();
      refuse(asked, new Refusal(UNKNOWN_PROFILE, detail, null));
    } else if (refusal != null) {
      refuse(asked, refusal);
    } else if (claim.identifiers().isEmpty()) {
      String id = resolver.current(command.workspace(), survivor);
      apply(asked, claim, new Resolution.Add(id), people);
    } else {
      mergeByHand(asked, claim, survivor, people, resolver);
    }
  }

  private void mergeByHand(
      Work.Asked asked, Claim said, String survivor, People people, Resolver resolver)
      throws SQLException, Refused {
    Command.MergePeople merge = (Command.MergePeople) asked.command();
    String workspace = merge.workspace();
    String other = survivors.get(new ProfileKey(workspace, merge.other()));
    if (other == null) {
      refuse(asked, new Refusal(UNKNOWN_PROFILE, "There is no profile " + merge.other(), null));
      return;
    }
    if (merge.actor().equals(RunSpec.MATCHING) && resolver.apart(workspace, survivor, other)) {
      // Somebody said so since the run: people come before probabilities.
      endings.applied(asked.cause());
      endings.ended(
          asked.cause(),
          Commands.accepted(asked.cause(), merge, Outcome.APPLIED, null, survivor, null));
      return;
    }
    Set<Identifier> known = new HashSet<>();
    for (String each : List.of(survivor, other)) {
      String id = resolver.current(workspace, each);
      known.addAll(people.require(workspace, id).identifiers());
    }
    Resolution whom = resolver.join(workspace, survivor, other);
    // What the two were named by may have moved on since.
    Claim claim =
        said.without(said.identifiers().stream().filter(known::contains).toList(), List.of());
    evidence.add(claim, null);
    apply(asked, claim, whom, people);
  }

  private void apply(Work.Asked asked, Claim claim, Resolution resolution, People people)
      throws SQLException, Refused {
    String id = resolution.profile();
    List<Absorbed> absorbed =
        people.apply(asked.cause().headers().id(), claim, resolution, size(asked.cause()));
    Profile profile = people.require(claim.workspace(), id);
    tell(asked.cause(), profile, null, absorbed, claim);
    endings.ended(
        asked.cause(),
        Commands.accepted(
            asked.cause(), asked.command(), Outcome.APPLIED, null, id, profile.anchor(claim)));
  }

  private void refuse(Work.Asked asked, Refusal refusal) {
    endings.ended(
        asked.cause(),
        Commands.accepted(
            asked.cause(), asked.command(), Outcome.QUARANTINED, refusal.reason(), null, null));
    endings.setAside(
        asked.cause(), Stage.IDENTITY, refusal, Origin.MANUAL.text(), asked.command().at());
  }

  private void carryOut(Work.Recollected recollected, People people, Resolver resolver)
      throws SQLException {
    Claim said = recollected.recollection().claim();
    boolean byHand = said.origin() instanceof Origin.Manual && said.identifiers().size() > 1;
    Decision decision = byHand ? joinedByHand(said, people, resolver) : decide(said, resolver);
    Claim claim = decision.claim();
    people.recall(claim, decision.resolution());
    evidence.add(claim, recollected.recollection().messageId());
    Profile profile = people.require(claim.workspace(), decision.resolution().profile());
    profile.settle(evidence.of(profile));
    journal.note(claim, profile);
  }

  /** Of whom somebody said that they are one, whatever the rules say; each may be new here. */
  private Decision joinedByHand(Claim said, People people, Resolver resolver) {
    List<String> whom = new ArrayList<>();
    for (Identifier identifier : said.identifiers()) {
      Decision alone = decide(said.without(List.of(identifier), List.of()), resolver);
      people.recall(alone.claim(), alone.resolution());
      whom.add(alone.resolution().profile());
    }
    Resolution whole = resolver.join(said.workspace(), whom.getFirst(), whom.getLast());
    return new Decision(whole, said, List.of());
  }

  private String survivor(String workspace, String profile) {
    return survivors.getOrDefault(new ProfileKey(workspace, profile), profile);
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
      profileOutputs.changed(
          cause,
          profile.state(evidence.of(profile), rules.policiesOf(profile.workspace())),
          null,
          List.of());
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
    profileOutputs.changed(
        cause, profile.state(edges, rules.policiesOf(profile.workspace())), event, absorbed);
    journal.note(claim, profile);
    endings.applied(cause);
  }

  private static int size(Work.Cause cause) {
    byte[] value = cause.input().value();
    return value == null ? 0 : value.length;
  }

  private void save(People people, Resolver resolver) throws SQLException, Overtaken {
    people.save(tx, tables.profiles(), resolver);
    people.merges().save(tx, tables.merges());
    tables.identifiers().move(tx, people.moved(resolver));
    evidence.save();
    rows.save(tx, tables.rows());
    journal.save(tx, tables.journal());
    intake.makeRoom(tx, tables);
    findings.save(tx, tables);
    endings.save(tx, tables);
  }
}
