package dev.tributary.destinations.http.visibility;

import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.definitions.StoredDefinition;
import dev.tributary.destinations.delivery.DeliveryCounts.Sender;
import dev.tributary.destinations.sync.SyncSource;
import dev.tributary.destinations.sync.SyncSpec;
import dev.tributary.runtime.problem.Problem;
import dev.tributary.runtime.problem.Problems;
import dev.tributary.runtime.tenancy.Approximate;
import dev.tributary.runtime.tenancy.CountNoise;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Decides what one request may show about the people of syncs. A profile that a sync of an audience
 * sends is a member of the audience, and membership reveals values that the audience's rule asks
 * for. This service knows which audience a sync takes, but not the values in its rule. So every
 * audience is concealed from callers without the right to personal data. A deleted sync is
 * concealed too, because it may have taken an audience. Numbers of people are rounded in the same
 * way as for audiences ({@link CountNoise}). Confined to one request.
 */
public final class MemberVisibility {
  private final boolean personalData;
  private final WorkspaceId workspace;
  private final Map<SyncId, SyncSpec> syncs = new HashMap<>();
  private final Set<SyncId> sharing;
  private final Supplier<Set<DestinationId>> ofAudiences;
  private final Function<AudienceId, Long> versions;
  private final CountNoise noise;
  private @Nullable Set<DestinationId> ofAudiencesRead;

  /**
   * @param syncs the existing syncs
   * @param sharing syncs that are concealed although they may take no audience
   * @param ofAudiences the destinations that received the members of an audience: from an existing
   *     sync, from a deleted one, or from one that takes something else now
   * @param versions of audiences, by id: another rule has other noise
   */
  public MemberVisibility(
      boolean personalData,
      WorkspaceId workspace,
      Collection<StoredDefinition<SyncSpec>> syncs,
      Set<SyncId> sharing,
      Supplier<Set<DestinationId>> ofAudiences,
      Function<AudienceId, Long> versions,
      CountNoise noise) {
    this.personalData = personalData;
    this.workspace = workspace;
    syncs.forEach(each -> this.syncs.put(new SyncId(each.id()), each.spec()));
    this.sharing = sharing;
    this.ofAudiences = ofAudiences;
    this.versions = versions;
    this.noise = noise;
  }

  /** Whether the people of this sync are hidden from the caller. */
  public boolean conceals(SyncId sync) {
    SyncSpec spec = syncs.get(sync);
    return !personalData
        && (spec == null || spec.from().revealsMembership() || sharing.contains(sync));
  }

  /** The syncs whose people the caller may see; null for every sync, including deleted ones. */
  public @Nullable List<SyncId> visibleSyncs() {
    return personalData
        ? null
        : syncs.keySet().stream().filter(sync -> !conceals(sync)).sorted().toList();
  }

  /**
   * Checks a request for the deliveries of one person or of one event.
   *
   * @param sync the only sync of the request, or null for all
   * @throws Problem 403 if the sync is concealed
   */
  public void requireVisible(@Nullable SyncId sync) {
    if (sync != null && conceals(sync)) {
      throw Problems.FORBIDDEN.problem(
          "The sync sends the members of an audience, or shares records with a sync that does, and"
              + " who they are is shown only with the right personal-data:read; leave out the"
              + " filters profile, event, from and until");
    }
  }

  /** The rounded number of people; empty if the caller may see the exact number. */
  public Optional<Approximate> approximate(SyncId sync, long people) {
    return conceals(sync) ? Optional.of(group(sync).of(people)) : Optional.empty();
  }

  /** The number, rounded if the sync is concealed, 0 for few. */
  public long number(SyncId sync, long people) {
    return approximate(sync, people).map(Approximate::number).orElse(people);
  }

  /**
   * The rounded numbers of the parts of a number of a concealed sync, such as of the causes for
   * which deliveries are in one state, in the same order.
   *
   * @param parts all of them
   */
  public List<Approximate> parts(SyncId sync, List<Long> parts) {
    return group(sync).parts(parts);
  }

  /**
   * Whether the caller may not see the exact number of the deliveries that a request chooses. The
   * answer does not depend on the deliveries.
   *
   * @param sync the only sync of the request, or null for all
   * @param destination the only destination of the request, or null for all
   */
  public boolean concealsAny(@Nullable SyncId sync, @Nullable DestinationId destination) {
    return sync == null ? concealsAnyOf(destination) : conceals(sync);
  }

  /**
   * The number of deliveries of some syncs: the sum of the numbers that the caller may see. With a
   * noise of its own, the sum without the exact numbers of the other syncs would be a second answer
   * about a concealed one.
   *
   * @param exact by sync
   * @param concealed what the caller may see of the concealed syncs
   */
  public Approximate sum(Map<SyncId, Integer> exact, List<Approximate> concealed) {
    return Approximate.sum(
        exact.entrySet().stream()
            .filter(each -> !conceals(each.getKey()))
            .mapToLong(Map.Entry::getValue)
            .sum(),
        concealed);
  }

  /**
   * The number of deliveries of some syncs in an hour, as the caller may see it: the sum of the
   * numbers of the syncs. The number of a concealed sync is rounded, 0 for few. The sum has no
   * noise of its own.
   *
   * @param part which number of a sync it is
   */
  public <T> long deliveries(Map<Sender, T> senders, String part, ToLongFunction<T> exact) {
    return senders.entrySet().stream()
        .mapToLong(each -> number(each.getKey(), part, exact.applyAsLong(each.getValue())))
        .sum();
  }

  /**
   * The noise of an hour depends on the question. A past hour has one number, whatever version the
   * audience has now.
   */
  private long number(Sender sender, String part, long deliveries) {
    DestinationId destination = sender.destination();
    SyncId sync = sender.sync();
    if (!concealsAnyOf(destination) || (sync != null && !conceals(sync))) {
      return deliveries;
    }
    return sync == null
        ? noise.of(deliveries, workspace.value(), "destination", destination.value(), part).number()
        : noise.of(deliveries, workspace.value(), "sync", sync.value(), part).number();
  }

  /**
   * The rounded number of units of a limit that a sync has used, or of the requests of no sync;
   * empty if the caller may see the exact number. Each unit can be one person. The noise depends on
   * the people and the number, not on the limit: a caller can ask for any number of limits.
   */
  public Optional<Approximate> units(Sender sender, long units) {
    SyncId sync = sender.sync();
    DestinationId destination = sender.destination();
    if (!concealsAnyOf(destination) || (sync != null && !conceals(sync))) {
      return Optional.empty();
    }
    CountNoise.Group group =
        sync == null
            ? noise.group(workspace.value(), "destination", destination.value())
            : group(sync);
    return Optional.of(group.of(units));
  }

  /** The use by all other workspaces together; empty if the caller may see the exact number. */
  public Optional<Approximate> unitsOfOtherWorkspaces(long units) {
    return personalData
        ? Optional.empty()
        : Optional.of(noise.group(workspace.value(), "other workspaces").of(units));
  }

  /**
   * @param destination whose syncs are meant; null for all
   */
  private boolean concealsAnyOf(@Nullable DestinationId destination) {
    if (personalData) {
      return false;
    }
    Set<DestinationId> concealed = ofAudiences();
    return destination == null ? !concealed.isEmpty() : concealed.contains(destination);
  }

  /** Read once, and only for an answer that depends on it. */
  private Set<DestinationId> ofAudiences() {
    Set<DestinationId> read = ofAudiencesRead;
    if (read == null) {
      read = ofAudiences.get();
      ofAudiencesRead = read;
    }
    return read;
  }

  /**
   * The counts by state. If the sync is concealed, they are rounded, and a state with few
   * deliveries is left out.
   */
  public Map<String, Long> counts(SyncId sync, Map<String, Long> exact) {
    if (!conceals(sync)) {
      return exact;
    }
    Map<String, Long> rounded = new TreeMap<>();
    exact.forEach((state, count) -> {
      long number = number(sync, count);
      if (number > 0) {
        rounded.put(state, number);
      }
    });
    return rounded;
  }

  /** A deleted sync has a group of its own, because its people are not known any more. */
  private CountNoise.Group group(SyncId sync) {
    SyncSpec spec = syncs.get(sync);
    return spec == null
        ? noise.group(workspace.value(), "deleted", sync.value())
        : people(spec.from());
  }

  /**
   * The people of a source, for numbers about them. All syncs of an audience have the same people.
   * Another rule of an audience has other noise.
   */
  public CountNoise.Group people(SyncSource source) {
    return noise.group(
        workspace.value(),
        "people",
        source instanceof SyncSource.Audience(AudienceId audience)
            ? audience + "/" + versions.apply(audience)
            : String.valueOf(source));
  }
}
