package dev.tributary.destinations.desired;

import dev.tributary.contracts.Json;
import dev.tributary.destinations.ledger.Book;
import dev.tributary.destinations.ledger.Delivery;
import dev.tributary.destinations.ledger.Lane;
import dev.tributary.destinations.ledger.RecordKey;
import dev.tributary.destinations.ledger.Wish;
import dev.tributary.destinations.ledger.Wish.Intent;
import dev.tributary.destinations.ledger.Wish.OnDenial;
import dev.tributary.destinations.sync.Catalogue.Sync;
import dev.tributary.destinations.sync.From;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What the syncs of audiences and profiles want for one person. Pure but for the book it writes.
 *
 * @param ids the person's id and those that were merged into it, the current one first
 * @param unknownAllows whether a purpose that the person never answered counts as granted
 */
public record PersonWishes(
    Known person,
    List<String> ids,
    List<Sync> syncs,
    Predicate<String> unknownAllows,
    Lane lane,
    Wish.Origin origin) {

  /** The records that the wishes may name. */
  public List<RecordKey> keys() {
    List<RecordKey> keys = new ArrayList<>();
    for (Sync sync : syncs) {
      match(sync).ifPresent(value -> keys.add(key(sync, value)));
    }
    return keys;
  }

  /** What was the other's and is known by this person's name becomes this person's. */
  public void takeFrom(PersonWishes other, Book book) {
    keys().forEach(key -> book.give(key, other.ids(), ids.getFirst()));
  }

  public void apply(Book book) {
    syncs.forEach(sync -> apply(sync, book));
  }

  private void apply(Sync sync, Book book) {
    switch (sync.spec().from()) {
      case From.Profiles() ->
          match(sync)
              .ifPresent(
                  value -> book.apply(wish(sync, value, present(sync, OnDenial.STAYS)), ids));
      case From.Audience(String audience) -> {
        if (!person.undecided().contains(audience)) {
          boolean member = person.decided().getOrDefault(audience, false);
          if (sync.memberships() == null) {
            applyPresence(sync, member, book);
          } else {
            applyMembership(sync, member, book);
          }
        }
      }
      case From.Model model -> {}
      case From.Events events -> {}
    }
  }

  /** Leaving the audience removes the record itself, where the sync mirrors. */
  private void applyPresence(Sync sync, boolean member, Book book) {
    OnDenial onDenial = sync.mirrors() ? OnDenial.REMOVED : OnDenial.STAYS;
    Intent left = sync.mirrors() ? new Intent.Absent() : new Intent.Released();
    match(sync)
        .ifPresent(
            value -> book.apply(wish(sync, value, member ? present(sync, onDenial) : left), ids));
  }

  /** The member's record is kept; membership of the list is an object of its own beside it. */
  private void applyMembership(Sync sync, boolean member, Book book) {
    Optional<String> value = match(sync);
    Delivery record = null;
    if (value.isPresent()) {
      Intent intent = member ? present(sync, OnDenial.STAYS) : new Intent.Released();
      record = book.apply(wish(sync, value.get(), intent), ids);
    }
    for (Delivery kept : book.memberships(sync.id(), ids)) {
      if (record == null || !record.id().equals(kept.parent())) {
        book.apply(membership(sync, kept.key(), new Intent.Absent(), kept.parent()));
      }
    }
    if (record != null) {
      OnDenial onDenial =
          allowed(sync) ? OnDenial.ALLOWED : sync.mirrors() ? OnDenial.REMOVED : OnDenial.STAYS;
      Intent left = sync.mirrors() ? new Intent.Absent() : new Intent.Released();
      Intent intent = member ? new Intent.Present(Json.MAPPER.createObjectNode(), onDenial) : left;
      RecordKey key =
          new RecordKey(
              sync.workspace(),
              sync.destination().id(),
              sync.membershipSpace(),
              sync.id() + "/" + record.id());
      book.apply(membership(sync, key, intent, record.id()));
    }
  }

  private Intent present(Sync sync, OnDenial onDenial) {
    Subject subject = new Subject.OfPerson(person.state(), person.audiences());
    return new Intent.Present(
        Values.fields(sync, subject), allowed(sync) ? OnDenial.ALLOWED : onDenial);
  }

  private boolean allowed(Sync sync) {
    return Consent.of(person.state().consent())
        .withheldFor(sync.destination().spec().purposes(), unknownAllows)
        .isEmpty();
  }

  private Optional<String> match(Sync sync) {
    return Values.match(sync.spec(), new Subject.OfPerson(person.state(), person.audiences()));
  }

  private static RecordKey key(Sync sync, String value) {
    return new RecordKey(sync.workspace(), sync.destination().id(), sync.space(), value);
  }

  private Wish wish(Sync sync, String value, Intent intent) {
    return new Wish(
        key(sync, value),
        sync.id(),
        sync.object().name(),
        intent,
        person.state().profile(),
        null,
        null,
        lane,
        0,
        origin);
  }

  private Wish membership(Sync sync, RecordKey key, Intent intent, @Nullable String parent) {
    return new Wish(
        key,
        sync.id(),
        sync.memberships() == null ? sync.object().name() : sync.memberships().name(),
        intent,
        person.state().profile(),
        null,
        parent,
        lane,
        0,
        origin);
  }
}
