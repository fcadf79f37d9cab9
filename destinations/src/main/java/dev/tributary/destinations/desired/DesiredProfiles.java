package dev.tributary.destinations.desired;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.destinations.ledger.Delivery;
import dev.tributary.destinations.ledger.DesiredRecord;
import dev.tributary.destinations.ledger.DesiredRecord.Intent;
import dev.tributary.destinations.ledger.DesiredRecord.OnDenial;
import dev.tributary.destinations.ledger.DesiredRecordBuilder;
import dev.tributary.destinations.ledger.LedgerBatch;
import dev.tributary.destinations.ledger.Priority;
import dev.tributary.destinations.ledger.RecordKey;
import dev.tributary.destinations.sync.Catalogue.Sync;
import dev.tributary.destinations.sync.SyncSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The desired records of one person for the syncs of audiences and profiles. Pure, apart from the
 * batch that it changes.
 *
 * @param ids the person's id and the ids of profiles that were merged into it, the current one
 *     first
 * @param unknownAllows whether a purpose that the person never answered counts as granted
 */
public record DesiredProfiles(
    KnownProfile person,
    List<ProfileId> ids,
    List<Sync> syncs,
    DeclaredTypes types,
    Predicate<String> unknownAllows,
    Priority lane,
    DesiredRecord.Origin origin) {

  /** The ids as texts: a record may also belong to a row. */
  public List<String> owners() {
    return ids.stream().map(ProfileId::value).toList();
  }

  /** The keys of the records that may be desired. */
  public List<RecordKey> keys() {
    List<RecordKey> keys = new ArrayList<>();
    for (Sync sync : syncs) {
      match(sync).ifPresent(value -> keys.add(key(sync, value)));
    }
    return keys;
  }

  /** Moves the other person's records that have this person's match value to this person. */
  public void takeFrom(DesiredProfiles other, LedgerBatch batch) {
    List<String> owners = other.owners();
    keys().forEach(key -> batch.give(key, owners, ids.getFirst().value()));
  }

  public void apply(LedgerBatch batch) {
    syncs.forEach(sync -> apply(sync, batch));
  }

  private void apply(Sync sync, LedgerBatch batch) {
    switch (sync.spec().from()) {
      case SyncSource.Profiles() ->
          match(sync)
              .ifPresent(value ->
                  batch.apply(desired(sync, value, present(sync, OnDenial.STAYS)), owners()));
      case SyncSource.Audience(AudienceId audience) -> {
        if (!person.undecided().contains(audience)) {
          boolean member = person.decided().getOrDefault(audience, false);
          if (sync.memberships() == null) {
            applyPresence(sync, member, batch);
          } else {
            applyMembership(sync, member, batch);
          }
        }
      }
      case SyncSource.Model model -> {}
      case SyncSource.Events events -> {}
    }
  }

  /** In mode mirror, a person who leaves the audience has the record removed. */
  private void applyPresence(Sync sync, boolean member, LedgerBatch batch) {
    OnDenial onDenial = sync.mirrors() ? OnDenial.REMOVED : OnDenial.STAYS;
    Intent left = sync.mirrors() ? new Intent.Absent() : new Intent.Released();
    match(sync)
        .ifPresent(value ->
            batch.apply(desired(sync, value, member ? present(sync, onDenial) : left), owners()));
  }

  /** The record of the member is kept; the membership of the list is a separate object. */
  private void applyMembership(Sync sync, boolean member, LedgerBatch batch) {
    Optional<String> value = match(sync);
    Delivery record = null;
    if (value.isPresent()) {
      Intent intent = member ? present(sync, OnDenial.STAYS) : new Intent.Released();
      record = batch.apply(desired(sync, value.get(), intent), owners());
    }
    for (Delivery kept : batch.memberships(sync.id(), owners())) {
      if (record == null || !record.id().equals(kept.parent())) {
        batch.apply(membership(sync, kept.key(), new Intent.Absent(), kept.parent()));
      }
    }
    if (record != null) {
      OnDenial onDenial =
          allowed(sync) ? OnDenial.ALLOWED : sync.mirrors() ? OnDenial.REMOVED : OnDenial.STAYS;
      Intent left = sync.mirrors() ? new Intent.Absent() : new Intent.Released();
      Intent intent =
          member
              ? new Intent.Present(Json.MAPPER.createObjectNode(), List.of(), Set.of(), onDenial)
              : left;
      RecordKey key =
          new RecordKey(
              sync.workspace(),
              sync.destination().id(),
              sync.membershipSpace(),
              sync.id() + "/" + record.id());
      if (member || !batch.isOfAnother(key, owners())) {
        batch.apply(membership(sync, key, intent, record.id()));
      }
    }
  }

  private Intent present(Sync sync, OnDenial onDenial) {
    Subject subject = new Subject.OfPerson(person.state(), person.audiences());
    return switch (sync.spec().mode()) {
      case DELETE -> new Intent.Removed();
      case CREATE_ONLY -> {
        MappedFields mapped = MappedValues.of(sync, subject, types);
        yield new Intent.Created(mapped.fields(), mapped.invalid());
      }
      case UPSERT, UPDATE_ONLY, MIRROR, APPEND -> {
        MappedFields mapped = MappedValues.of(sync, subject, types);
        yield new Intent.Present(
            mapped.fields(),
            mapped.invalid(),
            sync.spec().fieldsSetOnce(),
            allowed(sync) ? OnDenial.ALLOWED : onDenial);
      }
    };
  }

  private boolean allowed(Sync sync) {
    return Consent.of(person.state().consent())
        .withheldFor(sync.destination().spec().purposes(), unknownAllows)
        .isEmpty();
  }

  private Optional<String> match(Sync sync) {
    return MappedValues.match(
        sync.spec(), new Subject.OfPerson(person.state(), person.audiences()));
  }

  private static RecordKey key(Sync sync, String value) {
    return new RecordKey(sync.workspace(), sync.destination().id(), sync.space(), value);
  }

  private DesiredRecord desired(Sync sync, String value, Intent intent) {
    return DesiredRecordBuilder.builder()
        .key(key(sync, value))
        .sync(sync.id())
        .object(sync.object().name())
        .intent(intent)
        .owner(person.state().profile().value())
        .personRef(null)
        .parent(null)
        .lane(lane)
        .position(0)
        .origin(origin)
        .build();
  }

  private DesiredRecord membership(
      Sync sync, RecordKey key, Intent intent, @Nullable String parent) {
    return DesiredRecordBuilder.builder()
        .key(key)
        .sync(sync.id())
        .object(sync.memberships() == null ? sync.object().name() : sync.memberships().name())
        .intent(intent)
        .owner(person.state().profile().value())
        .personRef(null)
        .parent(parent)
        .lane(lane)
        .position(0)
        .origin(origin)
        .build();
  }
}
