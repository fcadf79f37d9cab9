package dev.tributary.destinations.http;

import dev.tributary.destinations.postgres.StatusQueries.ChangedSync;
import dev.tributary.destinations.sync.Catalogue;
import dev.tributary.destinations.sync.Shown;
import dev.tributary.runtime.tenancy.Sight;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
  private final Map<String, Boolean> harbouring = new HashMap<>();

  /**
   * @param shown what of a sync's values is shown
   * @param ofDestination the syncs of a destination as they are now
   * @param changed the syncs that are not any more what they were when they were made
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

  /** What a sync would send now, as a whole. */
  Masks wouldSend(Catalogue.Sync sync) {
    return Masks.where(
        sight.personalData()
            && shown.apply(sync).everything()
            && !harbours(sync.destination().id()));
  }

  /**
   * @param sync whose it was, or null if that is not known
   * @param at no later than when it was sent
   */
  Masks sent(String destination, @Nullable String sync, Instant at) {
    if (!sight.personalData()) {
      return Masks.MASKED;
    }
    boolean unsafe =
        sight.classes().anySensitive()
            && (harbours(destination)
                || changed.stream()
                    .anyMatch(each ->
                        each.at().isAfter(at)
                            && (each.id().equals(sync)
                                || Objects.equals(each.destination(), destination))));
    return Masks.where(!unsafe);
  }

  private boolean harbours(String destination) {
    return sight.classes().anySensitive()
        && harbouring.computeIfAbsent(
            destination,
            id ->
                ofDestination.apply(id).stream().anyMatch(sync -> !shown.apply(sync).everything()));
  }
}
