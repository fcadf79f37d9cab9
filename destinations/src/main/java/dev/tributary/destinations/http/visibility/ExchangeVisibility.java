package dev.tributary.destinations.http.visibility;

import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.destinations.http.AddressVisibility;
import dev.tributary.destinations.http.Masking;
import dev.tributary.destinations.http.binding.SyncBinding;
import dev.tributary.destinations.ledger.State;
import dev.tributary.destinations.sync.Catalogue;
import dev.tributary.destinations.sync.ChangedSync;
import dev.tributary.runtime.tenancy.Visibility;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Decides for one request which parts of exchanges it may show. Requests, answers and the text of a
 * destination are opaque: they may repeat any value. They count as personal data. They are hidden
 * from every caller if they may contain a sensitive trait: this is so if a sync of the destination
 * sends one, or may have sent one before the sync was changed.
 */
public final class ExchangeVisibility {
  private final Visibility visibility;
  private final AddressVisibility addresses;
  private final Function<Catalogue.Sync, VisibleValues> shown;
  private final Function<DestinationId, SyncBinding.Bound> ofDestination;
  private final List<ChangedSync> changed;
  private final Map<DestinationId, SyncBinding.Bound> syncs = new HashMap<>();

  /**
   * @param shown the visible values of a sync
   * @param ofDestination the syncs of a destination as they are now
   * @param changed the syncs that have changed since they were created; empty if no trait is
   *     sensitive
   */
  ExchangeVisibility(
      Visibility visibility,
      AddressVisibility addresses,
      Function<Catalogue.Sync, VisibleValues> shown,
      Function<DestinationId, SyncBinding.Bound> ofDestination,
      List<ChangedSync> changed) {
    this.visibility = visibility;
    this.addresses = addresses;
    this.shown = shown;
    this.ofDestination = ofDestination;
    this.changed = changed;
  }

  public AddressVisibility addresses() {
    return addresses;
  }

  /** The visibility of single values of a sync. */
  public VisibleValues values(Catalogue.Sync sync) {
    return shown.apply(sync);
  }

  /**
   * Whether the caller may see all data that a sync sends, and so may configure it. A caller who
   * may reveal sensitive traits may see them.
   *
   * @param reveals whether the caller may reveal sensitive traits
   */
  boolean maySend(Catalogue.Sync sync, boolean reveals) {
    VisibleValues values = shown.apply(sync);
    return values.harmless() || (visibility.personalData() && (reveals || values.everything()));
  }

  /** Whether every caller may see all data that a sync sends. */
  boolean harmless(Catalogue.Sync sync) {
    return shown.apply(sync).harmless();
  }

  /** The masks of a preview of the sync as a whole. */
  public Masking wouldSend(Catalogue.Sync sync) {
    return Masking.where(
        visibility.personalData()
            && shown.apply(sync).everything()
            && !maySendSensitive(sync.destination().id()));
  }

  /**
   * The masks of an exchange, and of texts about it.
   *
   * @param sync the sync that sent it, or null if that is not known
   * @param at no later than the time of the exchange
   */
  public Masking sent(DestinationId destination, @Nullable SyncId sync, Instant at) {
    return Masking.where(
        visibility.personalData()
            && !maySendSensitive(destination)
            && changed.stream()
                .noneMatch(each ->
                    each.at().isAfter(at)
                        && (each.id().equals(sync) || each.destination().equals(destination))));
  }

  /**
   * The masks of the words about why a delivery is stuck. Of a withheld delivery they are a
   * purpose, which is not personal data. Otherwise they are the vendor's text, which may repeat
   * data that was sent.
   *
   * @param at no later than the time of the exchange
   */
  public Masking words(State state, DestinationId destination, SyncId sync, Instant at) {
    return state == State.WITHHELD ? Masking.SHOWN : sent(destination, sync, at);
  }

  /**
   * The masks of the match value of a record.
   *
   * @param at when the record was created
   */
  public Masking record(DestinationId destination, SyncId sync, Instant at) {
    return Masking.where(
        visibility.personalData()
            && (!visibility.classes().anySensitive()
                || (changed.stream()
                        .noneMatch(each -> each.at().isAfter(at) && each.id().equals(sync))
                    && syncs(destination).syncs().stream()
                        .anyMatch(each -> each.id().equals(sync) && shown.apply(each).match()))));
  }

  private boolean maySendSensitive(DestinationId destination) {
    if (!visibility.classes().anySensitive()) {
      return false;
    }
    SyncBinding.Bound all = syncs(destination);
    // The data of an unbound sync are not known.
    return !all.unbound().isEmpty()
        || all.syncs().stream().anyMatch(sync -> !shown.apply(sync).everything());
  }

  private SyncBinding.Bound syncs(DestinationId destination) {
    return syncs.computeIfAbsent(destination, ofDestination);
  }
}
