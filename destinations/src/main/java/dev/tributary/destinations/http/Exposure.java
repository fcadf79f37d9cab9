package dev.tributary.destinations.http;

import dev.tributary.destinations.postgres.StatusQueries.ChangedSync;
import dev.tributary.destinations.sync.Catalogue;
import dev.tributary.runtime.tenancy.Sight;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What one request may show of what was sent. Requests, answers and the words of a destination are
 * opaque: who knows what they repeat. They are personal, and shown to nobody where they may hold a
 * sensitive trait, which is where a sync of the destination sends one, or may have sent one before
 * it was changed.
 */
final class Exposure {
  private final Sight sight;
  private final Function<Catalogue.Sync, Shown> shown;
  private final Function<String, List<Catalogue.Sync>> ofDestination;
  private final List<ChangedSync> changed;
  private final Map<String, List<Catalogue.Sync>> syncs = new HashMap<>();

  /**
   * @param shown what of a sync's values is shown
   * @param ofDestination the syncs of a destination as they are now
   * @param changed the syncs that are not any more what they were when they were made; none where
   *     no trait is sensitive
   */
  Exposure(
      Sight sight,
      Function<Catalogue.Sync, Shown> shown,
      Function<String, List<Catalogue.Sync>> ofDestination,
      List<ChangedSync> changed) {
    this.sight = sight;
    this.shown = shown;
    this.ofDestination = ofDestination;
    this.changed = changed;
  }

  /** Of a sync's values, one by one. */
  Shown values(Catalogue.Sync sync) {
    return shown.apply(sync);
  }

  /**
   * Whether the caller may see all that a sync sends, and so may set it up. A sensitive trait is
   * seen by who may have it revealed.
   *
   * @param reveals whether that is the caller
   */
  boolean maySend(Catalogue.Sync sync, boolean reveals) {
    Shown values = shown.apply(sync);
    return values.harmless() || (sight.personalData() && (reveals || values.everything()));
  }

  /** Whether all that a sync sends may be seen by anybody. */
  boolean harmless(Catalogue.Sync sync) {
    return shown.apply(sync).harmless();
  }

  /** What a sync would send now, as a whole. */
  Masks wouldSend(Catalogue.Sync sync) {
    return Masks.where(
        sight.personalData()
            && shown.apply(sync).everything()
            && !harbours(sync.destination().id()));
  }

  /**
   * What went over the wire, or was said about it.
   *
   * @param sync whose it was, or null if that is not known
   * @param at no later than when it was sent
   */
  Masks sent(String destination, @Nullable String sync, Instant at) {
    return Masks.where(
        sight.personalData()
            && !harbours(destination)
            && changed.stream()
                .noneMatch(each ->
                    each.at().isAfter(at)
                        && (each.id().equals(sync) || each.destination().equals(destination))));
  }

  /**
   * What names a record at a destination.
   *
   * @param at when the record was made
   */
  Masks record(String destination, String sync, Instant at) {
    return Masks.where(
        sight.personalData()
            && (!sight.classes().anySensitive()
                || (changed.stream()
                        .noneMatch(each -> each.at().isAfter(at) && each.id().equals(sync))
                    && syncs(destination).stream()
                        .anyMatch(each -> each.id().equals(sync) && shown.apply(each).match()))));
  }

  private boolean harbours(String destination) {
    return sight.classes().anySensitive()
        && syncs(destination).stream().anyMatch(sync -> !shown.apply(sync).everything());
  }

  private List<Catalogue.Sync> syncs(String destination) {
    return syncs.computeIfAbsent(destination, ofDestination);
  }
}
