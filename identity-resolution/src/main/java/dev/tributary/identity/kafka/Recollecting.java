package dev.tributary.identity.kafka;

import dev.tributary.contracts.Identifier;
import dev.tributary.identity.claim.Claim;
import dev.tributary.identity.claim.IdentifierReader;
import dev.tributary.identity.postgres.RecollectionReads;
import dev.tributary.identity.postgres.RecollectionReads.RowAnswer;
import dev.tributary.identity.postgres.RecollectionTable;
import dev.tributary.identity.postgres.RecollectionTable.Shown;
import dev.tributary.identity.profile.Profile;
import dev.tributary.identity.profile.Profile.Seen;
import dev.tributary.identity.trial.RecollectedPerson;
import dev.tributary.identity.trial.RecollectedPerson.GivenAnswer;
import dev.tributary.identity.trial.Recollection;
import dev.tributary.identity.trial.Shadow;
import dev.tributary.identity.trial.Watch;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Tells a shadow what people still hold of inputs that the log has forgotten. Before it is told of
 * what the log holds: who is who, in the order in which that was shown, then what was learned of
 * each. Afterwards: what did not count then, and what rows said before they changed. Confined to
 * one thread.
 */
final class Recollecting {
  private static final int AT_ONCE = 500;

  private final Connection tx;
  private final Shadow shadow;
  private final IdentifierReader reader;
  private final Instant horizon;
  private final PeopleModels models;
  private final IdentityEffects effects;
  private final RecollectionTable evidence = new RecollectionTable();
  private final RecollectionReads reads;

  /** By model, whether it says what its rows mean; asked for every value of every row. */
  private final Map<String, Boolean> mapped = new HashMap<>();

  private long told;

  /**
   * @param reader by which identifiers are read in the shadow
   * @param horizon what was accepted before may be forgotten
   */
  Recollecting(
      Connection tx,
      Shadow shadow,
      IdentifierReader reader,
      Instant horizon,
      PeopleModels models,
      IdentityEffects effects) {
    this.tx = tx;
    this.shadow = shadow;
    this.reader = reader;
    this.horizon = horizon;
    this.models = models;
    this.effects = effects;
    this.reads = new RecollectionReads(tx, shadow);
  }

  /** Once what the log holds is listed. */
  void beforeTheLog(Watch watch) throws SQLException {
    evidence.listFirst(tx, shadow);
    tx.commit();
    evidence(watch);
    List<Profile> page = reads.people("");
    while (!page.isEmpty() && !watch.stopped()) {
      tell(facts(page));
      page = reads.people(page.getLast().id());
    }
    tx.commit();
  }

  void afterTheLog(Watch watch) throws SQLException {
    evidence.listLast(tx, shadow);
    tx.commit();
    evidence(watch);
    List<RowAnswer> page = reads.answersOfRows(null);
    while (!page.isEmpty() && !watch.stopped()) {
      tell(page.stream().flatMap(each -> answer(each.answer()).stream()).toList());
      page = reads.answersOfRows(page.getLast());
    }
    tx.commit();
  }

  private void evidence(Watch watch) throws SQLException {
    List<Shown> page = evidence.page(tx, shadow, told, AT_ONCE);
    while (!page.isEmpty() && !watch.stopped()) {
      List<Recollection> shown = new ArrayList<>();
      page.forEach(each ->
          read(claim(each))
              .ifPresent(claim -> shown.add(new Recollection(claim, each.messageId()))));
      tell(shown);
      told = page.getLast().number();
      page = evidence.page(tx, shadow, told, AT_ONCE);
    }
    tx.commit();
  }

  private Claim claim(Shown shown) {
    return new Claim(
        shadow.name(),
        RecollectedPerson.origin(shown.source()),
        shown.stamp(),
        List.copyOf(shown.identifiers()),
        List.of(),
        Map.of(),
        Map.of(),
        Map.of(),
        null);
  }

  private List<Recollection> facts(List<Profile> people) {
    List<String> ids = people.stream().map(Profile::id).toList();
    Set<String> causes = new HashSet<>();
    people.forEach(person -> causes.addAll(RecollectedPerson.causes(person)));
    Set<String> onRecord = reads.onRecord(causes);
    Map<String, Map<Identifier, Seen>> seen = reads.seen(ids);
    Map<String, List<GivenAnswer>> answers = reads.answers(ids);
    List<Recollection> facts = new ArrayList<>();
    for (Profile person : people) {
      Told log = new Told(onRecord, seen.getOrDefault(person.id(), Map.of()));
      new RecollectedPerson(shadow.name(), person, log)
          .claims(answers.getOrDefault(person.id(), List.of()))
          .forEach(claim -> read(claim).ifPresent(each -> facts.add(new Recollection(each, null))));
    }
    return facts;
  }

  /** Of one person. */
  private final class Told implements RecollectedPerson.Told {
    private final Set<String> onRecord;
    private final Map<Identifier, Seen> seen;

    Told(Set<String> onRecord, Map<Identifier, Seen> seen) {
      this.onRecord = onRecord;
      this.seen = seen;
    }

    @Override
    public boolean input(String id) {
      return onRecord.contains(id);
    }

    @Override
    public boolean rows(String model) {
      return mapped.computeIfAbsent(model, each -> models.mapping(each, 0).isPresent());
    }

    /** What no event tells and did not happen long ago was told by a row that has changed since. */
    @Override
    public boolean seen(Identifier anchor, Instant when) {
      Seen known = seen.get(anchor);
      boolean byAnEvent =
          known != null && !when.isBefore(known.first()) && !when.isAfter(known.last());
      return byAnEvent || !when.isBefore(horizon);
    }
  }

  private Optional<Recollection> answer(GivenAnswer answer) {
    return Optional.ofNullable(answer.anchor())
        .flatMap(anchor -> read(answer.claim(shadow.name(), anchor)))
        .map(claim -> new Recollection(claim, null));
  }

  /** As the shadow reads identifiers; empty if none of them can name anybody there. */
  private Optional<Claim> read(Claim claim) {
    List<Identifier> identifiers =
        claim.identifiers().stream()
            .flatMap(each -> reader.identifier(each.type(), each.value()).stream())
            .distinct()
            .sorted(reader::byPriority)
            .toList();
    return identifiers.isEmpty()
        ? Optional.empty()
        : Optional.of(claim.without(identifiers, List.of()));
  }

  private void tell(List<Recollection> recollections) throws SQLException {
    for (int from = 0; from < recollections.size(); from += AT_ONCE) {
      int to = Math.min(recollections.size(), from + AT_ONCE);
      effects.recollect(tx, recollections.subList(from, to));
      tx.commit();
    }
  }
}
