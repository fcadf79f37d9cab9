package dev.tributary.destinations.http.visibility;

import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.definitions.StoredDefinition;
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
  MemberVisibility(
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
              + " filters profile and event");
    }
  }

  /**
   * The rounded number of people; empty if the caller may see the exact number.
   *
   * @param part which number of the sync it is
   */
  public Optional<Approximate> approximate(SyncId sync, String part, long people) {
    return conceals(sync)
        ? Optional.of(
            noise.of(people, workspace.value(), "deliveries", sync.value(), source(sync), part))
        : Optional.empty();
  }

  /** The number, rounded if the sync is concealed, 0 for few. */
  public long number(SyncId sync, String part, long people) {
    return approximate(sync, part, people).map(Approximate::number).orElse(people);
  }

  /**
   * The rounded number of chosen deliveries; empty if the caller may see the exact number.
   *
   * @param sync the only sync of the request, or null for all
   * @param destination the only destination of the request, or null for all
   */
  public Optional<Approximate> approximateChoice(
      @Nullable SyncId sync, @Nullable DestinationId destination, long chosen) {
    boolean concealed = sync == null ? concealsAnyOf(destination) : conceals(sync);
    return concealed
        ? Optional.of(
            noise.of(
                chosen,
                workspace.value(),
                "chosen",
                String.valueOf(sync),
                String.valueOf(destination)))
        : Optional.empty();
  }

  /**
   * The number of deliveries to some destinations, as the caller may see it: the sum of the numbers
   * of the destinations. The number of a destination is rounded if a sync of the destination takes
   * or took an audience, 0 for few. The deliveries of a deleted sync remain, so it counts too. The
   * sum has no noise of its own. Otherwise, a caller who subtracts the exact numbers of the other
   * destinations from it would learn more about a rounded number.
   *
   * @param part which number of a destination it is
   */
  public <T> long deliveries(
      Map<DestinationId, T> destinations, String part, ToLongFunction<T> exact) {
    return destinations.entrySet().stream()
        .mapToLong(each -> number(each.getKey(), part, exact.applyAsLong(each.getValue())))
        .sum();
  }

  private long number(DestinationId destination, String part, long deliveries) {
    return concealsAnyOf(destination)
        ? noise.of(deliveries, workspace.value(), "destination", destination.value(), part).number()
        : deliveries;
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
      long number = number(sync, state, count);
      if (number > 0) {
        rounded.put(state, number);
      }
    });
    return rounded;
  }

  private String source(SyncId sync) {
    SyncSpec spec = syncs.get(sync);
    return spec != null && spec.from() instanceof SyncSource.Audience(AudienceId audience)
        ? versioned(audience)
        : "";
  }

  /**
   * Names the people of a source in a question for {@link CountNoise}: another rule of an audience
   * has other noise.
   */
  public String people(SyncSource source) {
    return source instanceof SyncSource.Audience(AudienceId audience)
        ? versioned(audience)
        : String.valueOf(source);
  }

  private String versioned(AudienceId audience) {
    return audience + "/" + versions.apply(audience);
  }
}
