package dev.tributary.identity.replay.job;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.id.ModelId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.identity.claim.Claim;
import dev.tributary.identity.claim.ClaimBuilder;
import dev.tributary.identity.claim.IdentifierReader;
import dev.tributary.identity.claim.Origin;
import dev.tributary.identity.claim.TraitValue;
import dev.tributary.identity.input.PeopleModels;
import dev.tributary.identity.input.ReplaySeed;
import dev.tributary.identity.loop.InputProcessor;
import dev.tributary.identity.profile.Profile;
import dev.tributary.identity.profile.Profile.Seen;
import dev.tributary.identity.replay.ProgressListener;
import dev.tributary.identity.replay.ReplayCopy;
import dev.tributary.identity.replay.ReplaySeedProfile;
import dev.tributary.identity.replay.ReplaySeedProfile.GivenAnswer;
import dev.tributary.identity.store.replay.ReplayConnection;
import dev.tributary.identity.store.replay.ReplayStores;
import dev.tributary.identity.store.replay.ReplayTransaction;
import dev.tributary.identity.store.replay.SeedEvidence;
import dev.tributary.identity.store.replay.SeedEvidence.StoredEvidence;
import dev.tributary.identity.store.replay.SeedProfiles;
import dev.tributary.identity.store.replay.SeedProfiles.RowAnswer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Applies to a replay copy what profiles still hold of inputs that the log has deleted. Before the
 * replay of the log: evidence, in the order in which it was found, then the data of each profile.
 * After it: identifiers that were left out at the time, and the earlier values of rows that have
 * changed since. Confined to one thread.
 */
final class ReplaySeeding {
  private static final int AT_ONCE = 500;

  private final ReplayConnection tx;
  private final ReplayCopy copy;
  private final IdentifierReader reader;
  private final Instant horizon;
  private final PeopleModels models;
  private final InputProcessor<ReplayTransaction> processor;
  private final SeedEvidence evidence;
  private final SeedProfiles reads;

  /** By model, whether a mapping exists for its rows; asked for every value of every row. */
  private final Map<ModelId, Boolean> mapped = new HashMap<>();

  private long lastNumber;

  /**
   * @param reader with which identifiers are read in the replay copy
   * @param horizon the log may have deleted inputs that were accepted before this time
   */
  ReplaySeeding(
      ReplayConnection tx,
      ReplayCopy copy,
      IdentifierReader reader,
      Instant horizon,
      PeopleModels models,
      InputProcessor<ReplayTransaction> processor) {
    this.tx = tx;
    this.copy = copy;
    this.reader = reader;
    this.horizon = horizon;
    this.models = models;
    this.processor = processor;
    ReplayStores stores = tx.stores().replays();
    this.evidence = stores.seedEvidence();
    this.reads = stores.seedProfiles(copy);
  }

  /** Call it after the inputs of the log were listed. */
  void beforeTheLog(ProgressListener watch) {
    evidence.listFirst(copy);
    tx.commit();
    evidence(watch);
    List<Profile> page = reads.people(ProfileId.BEFORE_ALL);
    while (!page.isEmpty() && !watch.stopped()) {
      apply(facts(page));
      page = reads.people(page.getLast().id());
    }
    tx.commit();
  }

  void afterTheLog(ProgressListener watch) {
    evidence.listLast(copy);
    tx.commit();
    evidence(watch);
    List<RowAnswer> page = reads.answersOfRows(null);
    while (!page.isEmpty() && !watch.stopped()) {
      apply(page.stream().flatMap(each -> answer(each.answer()).stream()).toList());
      page = reads.answersOfRows(page.getLast());
    }
    tx.commit();
  }

  private void evidence(ProgressListener watch) {
    List<StoredEvidence> page = evidence.page(copy, lastNumber, AT_ONCE);
    while (!page.isEmpty() && !watch.stopped()) {
      List<ReplaySeed> shown = new ArrayList<>();
      page.forEach(each ->
          read(claim(each)).ifPresent(claim -> shown.add(new ReplaySeed(claim, each.messageId()))));
      apply(shown);
      lastNumber = page.getLast().number();
      page = evidence.page(copy, lastNumber, AT_ONCE);
    }
    tx.commit();
  }

  private Claim claim(StoredEvidence shown) {
    return ClaimBuilder.builder()
        .workspace(copy.name())
        .origin(ReplaySeedProfile.origin(shown.source()))
        .stamp(shown.stamp())
        .identifiers(List.copyOf(shown.identifiers()))
        .leftOut(List.of())
        .traits(Map.of())
        .consent(Map.of())
        .subscriptions(Map.of())
        .group(null)
        .build();
  }

  private List<ReplaySeed> facts(List<Profile> people) {
    List<ProfileId> ids = people.stream().map(Profile::id).toList();
    Set<String> causes = new HashSet<>();
    people.forEach(person -> causes.addAll(ReplaySeedProfile.causes(person)));
    Set<String> onRecord = reads.onRecord(causes);
    Map<ProfileId, Map<Identifier, Seen>> seen = reads.seen(ids);
    Map<ProfileId, List<GivenAnswer>> answers = reads.answers(ids);
    List<ReplaySeed> facts = new ArrayList<>();
    for (Profile person : people) {
      ProfileLogContent log =
          new ProfileLogContent(onRecord, seen.getOrDefault(person.id(), Map.of()));
      new ReplaySeedProfile(copy.name(), person, log)
          .claims(answers.getOrDefault(person.id(), List.of()))
          .forEach(claim -> read(claim).ifPresent(each -> facts.add(new ReplaySeed(each, null))));
    }
    return facts;
  }

  /** The inputs on the log, for one profile. */
  private final class ProfileLogContent implements ReplaySeedProfile.LogContent {
    private final Set<String> onRecord;
    private final Map<Identifier, Seen> seen;

    ProfileLogContent(Set<String> onRecord, Map<Identifier, Seen> seen) {
      this.onRecord = onRecord;
      this.seen = seen;
    }

    @Override
    public boolean input(String id) {
      return onRecord.contains(id);
    }

    @Override
    public boolean rows(ModelId model) {
      return mapped.computeIfAbsent(model, each -> models.mapping(each, 0).isPresent());
    }

    /** A recent visit that no event of the log explains comes from a row that has changed since. */
    @Override
    public boolean seen(Identifier anchor, Instant when) {
      Seen known = seen.get(anchor);
      boolean byAnEvent =
          known != null && !when.isBefore(known.first()) && !when.isAfter(known.last());
      return byAnEvent || !when.isBefore(horizon);
    }
  }

  private Optional<ReplaySeed> answer(GivenAnswer answer) {
    return Optional.ofNullable(answer.anchor())
        .flatMap(anchor -> read(answer.claim(copy.name(), anchor)))
        .map(claim -> new ReplaySeed(claim, null));
  }

  /**
   * The claim with its identifiers as the replay copy reads them; empty if none can name a person
   * there. A correction is kept under its first identifier, so its identifiers keep their order.
   */
  private Optional<Claim> read(Claim claim) {
    List<Identifier> read =
        claim.identifiers().stream()
            .flatMap(each -> reader.identifier(each.type(), each.value()).stream())
            .distinct()
            .toList();
    List<Identifier> identifiers =
        claim.origin() instanceof Origin.CorrectedIdentifier
            ? read
            : read.stream().sorted(reader::byPriority).toList();
    return identifiers.isEmpty() || lost(claim)
        ? Optional.empty()
        : Optional.of(normalised(claim).without(identifiers, List.of()));
  }

  /** Whether a correction has an identifier that cannot name a person: the correction ends then. */
  private boolean lost(Claim claim) {
    return claim.origin() instanceof Origin.CorrectedIdentifier
        && !claim.identifiers().stream()
            .allMatch(each -> reader.identifier(each.type(), each.value()).isPresent());
  }

  /** The values of corrections are identifiers, which the rules may write in another form. */
  private Claim normalised(Claim claim) {
    if (!(claim.origin() instanceof Origin.CorrectedIdentifier)) {
      return claim;
    }
    Map<String, TraitValue> traits = new HashMap<>();
    claim
        .traits()
        .forEach((type, value) ->
            reader
                .identifier(type, value.value().asText())
                .ifPresent(right ->
                    traits.put(
                        type, new TraitValue(TextNode.valueOf(right.value()), value.stamp()))));
    return ClaimBuilder.builder(claim).traits(traits).build();
  }

  private void apply(List<ReplaySeed> seeds) {
    for (int from = 0; from < seeds.size(); from += AT_ONCE) {
      int to = Math.min(seeds.size(), from + AT_ONCE);
      processor.applySeeds(tx.stores(), seeds.subList(from, to));
      tx.commit();
    }
  }
}
