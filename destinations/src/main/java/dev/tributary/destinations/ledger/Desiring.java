package dev.tributary.destinations.ledger;

import dev.tributary.contracts.Ids;
import dev.tributary.destinations.ledger.Wish.Intent;
import dev.tributary.destinations.ledger.Wish.OnDenial;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Decides what a wish changes in the ledger. Pure. */
public final class Desiring {
  private Desiring() {}

  public sealed interface Decision {
    /** The record is as it should be. */
    record Unchanged() implements Decision {}

    /** A row to write, new or changed. */
    record Changed(Delivery row) implements Decision {}

    /** A row that was never sent and is not wanted any more. */
    record Forgotten(String id) implements Decision {}
  }

  private static final Decision UNCHANGED = new Decision.Unchanged();

  /**
   * @param row the record's row, or null if there is none
   * @param newId for a new row
   */
  public static Decision decide(@Nullable Delivery row, Wish wish, String newId) {
    if (row == null) {
      return wish.intent() instanceof Intent.Present(var fields, var onDenial)
          ? new Decision.Changed(created(wish, Content.NONE.with(wish.sync(), fields), newId))
          : UNCHANGED;
    }
    if (wish.position() < row.position()) {
      return UNCHANGED;
    }
    return switch (wish.intent()) {
      case Intent.Released() -> row.sent() ? UNCHANGED : forgetOrKeep(row, wish);
      case Intent.Absent() -> absent(row, wish, wish.lane());
      case Intent.Present(var fields, OnDenial onDenial) ->
          onDenial == OnDenial.REMOVED && (row.isThere() || row.state() == State.IN_FLIGHT)
              ? absent(row, wish, Lane.OPT_OUT)
              : next(row, wish, row.content().with(wish.sync(), fields), wish.lane());
    };
  }

  private static Decision absent(Delivery row, Wish wish, Lane lane) {
    Content rest = row.content().without(wish.sync());
    if (rest.present()) {
      return next(row, wish, rest, lane);
    }
    return row.sent() ? next(row, wish, rest, lane) : new Decision.Forgotten(row.id());
  }

  private static Decision forgetOrKeep(Delivery row, Wish wish) {
    Content rest = row.content().without(wish.sync());
    return rest.present() ? next(row, wish, rest, wish.lane()) : new Decision.Forgotten(row.id());
  }

  private static Decision next(Delivery row, Wish wish, Content content, Lane lane) {
    String hash = content.hash(wish.key().value());
    String owner = owner(row, wish);
    boolean sameOwner = Objects.equals(owner, row.owner());
    if (hash.equals(row.hash()) && sameOwner && wish.key().equals(row.key())) {
      return UNCHANGED;
    }
    boolean sameContent = hash.equals(row.hash());
    boolean asDelivered = hash.equals(row.deliveredHash());
    State state = row.state();
    int attempt = row.attempt();
    if (!sameContent && state != State.IN_FLIGHT) {
      state = asDelivered ? State.DELIVERED : State.PENDING;
      attempt = 0;
    }
    return new Decision.Changed(
        new Delivery(
            row.id(),
            wish.key(),
            wish.sync(),
            row.object(),
            owner,
            wish.personRef() == null ? row.personRef() : wish.personRef(),
            row.parent(),
            content,
            sameContent ? row.version() : row.version() + 1,
            hash,
            row.deliveredHash(),
            row.deliveredAs(),
            row.vendorId(),
            state,
            attempt,
            lane,
            Math.max(row.position(), wish.position()),
            wish.origin()));
  }

  /** A record that a person and a row share stays the person's. */
  private static @Nullable String owner(Delivery row, Wish wish) {
    boolean persons = row.owner() != null && row.owner().startsWith(Ids.PROFILE);
    boolean toPerson = wish.owner() != null && wish.owner().startsWith(Ids.PROFILE);
    return wish.owner() == null || (persons && !toPerson) ? row.owner() : wish.owner();
  }

  private static Delivery created(Wish wish, Content content, String newId) {
    return new Delivery(
        newId,
        wish.key(),
        wish.sync(),
        wish.object(),
        wish.owner(),
        wish.personRef(),
        wish.parent(),
        content,
        1,
        content.hash(wish.key().value()),
        null,
        null,
        null,
        State.PENDING,
        0,
        wish.lane(),
        wish.position(),
        wish.origin());
  }
}
