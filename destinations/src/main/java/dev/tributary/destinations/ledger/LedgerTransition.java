package dev.tributary.destinations.ledger;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Ids;
import dev.tributary.destinations.ledger.DesiredRecord.Intent;
import dev.tributary.destinations.ledger.DesiredRecord.OnDenial;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decides how a desired record changes the ledger. Pure. */
public final class LedgerTransition {
  private LedgerTransition() {}

  public sealed interface Decision {
    /** The row already has the desired content. */
    record Unchanged() implements Decision {}

    /** A row to write, new or changed. */
    record Changed(Delivery row) implements Decision {}

    /** A row that was never sent and is no longer desired. */
    record Forgotten(String id) implements Decision {}
  }

  private static final Decision UNCHANGED = new Decision.Unchanged();

  /**
   * @param row the record's row, or null if there is none
   * @param newId for a new row
   */
  public static Decision decide(@Nullable Delivery row, DesiredRecord desired, String newId) {
    if (row == null) {
      return switch (desired.intent()) {
        case Intent.Present(var fields, var invalid, var setOnce, var onDenial) ->
            new Decision.Changed(
                created(desired, Content.NONE.with(desired.sync(), fields, invalid), newId));
        case Intent.Created(var fields, var invalid) ->
            new Decision.Changed(
                created(desired, Content.NONE.with(desired.sync(), fields, invalid), newId));
        case Intent.Removed() -> new Decision.Changed(created(desired, Content.NONE, newId));
        case Intent.Absent() -> UNCHANGED;
        case Intent.Released() -> UNCHANGED;
      };
    }
    if (desired.position() < row.position()) {
      return UNCHANGED;
    }
    return switch (desired.intent()) {
      case Intent.Released() -> row.sent() ? UNCHANGED : forgetOrKeep(row, desired);
      case Intent.Absent() -> absent(row, desired, desired.lane());
      case Intent.Removed() -> next(row, desired, Content.NONE, desired.lane());
      case Intent.Created(var fields, var invalid) ->
          row.isThere() || row.state().isUnderway()
              ? UNCHANGED
              : next(
                  row,
                  desired,
                  row.content().with(desired.sync(), fields, invalid),
                  desired.lane());
      case Intent.Present(var fields, var invalid, var setOnce, OnDenial onDenial) ->
          onDenial == OnDenial.REMOVED && (row.isThere() || row.state().isUnderway())
              ? absent(row, desired, Priority.OPT_OUT)
              : next(
                  row,
                  desired,
                  row.content().with(desired.sync(), kept(row, desired, fields, setOnce), invalid),
                  desired.lane());
    };
  }

  /**
   * A field that is set once keeps its value, once the destination has accepted one. While one is
   * underway, it is not cleared either: the content is the only place that remembers it after a
   * confirmation.
   */
  private static ObjectNode kept(
      Delivery row, DesiredRecord desired, ObjectNode fields, Set<String> setOnce) {
    ObjectNode before = row.content().bySync().get(desired.sync());
    if (setOnce.isEmpty() || before == null) {
      return fields;
    }
    DeliveredFields delivered = row.delivered();
    ObjectNode kept = fields.deepCopy();
    setOnce.stream()
        .filter(before::hasNonNull)
        .filter(field ->
            delivered.hasValue(field) || !fields.hasNonNull(field) && row.hasUnderway(field))
        .forEach(field -> kept.set(field, before.get(field)));
    return kept;
  }

  private static Decision absent(Delivery row, DesiredRecord desired, Priority lane) {
    Content rest = row.content().without(desired.sync());
    if (rest.present()) {
      return next(row, desired, rest, lane);
    }
    return row.sent() ? next(row, desired, rest, lane) : new Decision.Forgotten(row.id());
  }

  private static Decision forgetOrKeep(Delivery row, DesiredRecord desired) {
    Content rest = row.content().without(desired.sync());
    return rest.present()
        ? next(row, desired, rest, desired.lane())
        : new Decision.Forgotten(row.id());
  }

  private static Decision next(
      Delivery row, DesiredRecord desired, Content content, Priority lane) {
    String hash = content.hash(desired.key().value());
    String owner = owner(row, desired);
    boolean sameOwner = Objects.equals(owner, row.owner());
    if (hash.equals(row.hash()) && sameOwner && desired.key().equals(row.key())) {
      return UNCHANGED;
    }
    boolean sameContent = hash.equals(row.hash());
    boolean asDelivered = hash.equals(row.deliveredHash());
    State state = row.state();
    int attempt = row.attempt();
    if (!sameContent && !state.isUnderway()) {
      state = asDelivered ? row.stateOfDelivered() : State.PENDING;
      attempt = 0;
    }
    return new Decision.Changed(
        DeliveryBuilder.builder()
            .id(row.id())
            .key(desired.key())
            .sync(desired.sync())
            .object(row.object())
            .owner(owner)
            .personRef(desired.personRef() == null ? row.personRef() : desired.personRef())
            .parent(row.parent())
            .content(content)
            .version(sameContent ? row.version() : row.version() + 1)
            .hash(hash)
            .deliveredHash(row.deliveredHash())
            .confirmed(row.confirmed())
            .deliveredFields(
                sameContent ? row.deliveredFields() : deliveredFields(row, asDelivered))
            .sentFields(sameContent ? row.sentFields() : sentFields(row))
            .deliveredAs(row.deliveredAs())
            .formerKeys(row.formerKeysAs(desired.key().value()))
            .vendorId(row.vendorId())
            .state(state)
            .attempt(attempt)
            .lane(lane)
            .position(Math.max(row.position(), desired.position()))
            .origin(desired.origin())
            .build());
  }

  /**
   * Before the delivered content is replaced, the hashes of its fields are kept. They are also kept
   * if the desired content returns to it while another one is underway: after an attempt without an
   * answer, the content would not say any more what the destination has accepted.
   */
  private static @Nullable FieldHashes deliveredFields(Delivery row, boolean asDelivered) {
    FieldHashes known = row.deliveredFields();
    String deliveredHash = row.deliveredHash();
    if (known == null) {
      return row.isThere() && row.hash().equals(deliveredHash)
          ? FieldHashes.of(row.content(), row.hash())
          : null;
    }
    boolean dispensable =
        asDelivered
            && !row.state().isUnderway()
            && deliveredHash != null
            && known.describe(deliveredHash);
    return dispensable ? null : known;
  }

  /** Likewise of the content that is underway, at the first change of the desired content. */
  private static @Nullable FieldHashes sentFields(Delivery row) {
    return row.sentFields() == null && row.state().isUnderway()
        ? FieldHashes.of(row.content(), row.hash())
        : row.sentFields();
  }

  /** A record that both a person and a row desire stays with the person. */
  private static @Nullable String owner(Delivery row, DesiredRecord desired) {
    boolean persons = row.owner() != null && row.owner().startsWith(Ids.PROFILE);
    boolean toPerson = desired.owner() != null && desired.owner().startsWith(Ids.PROFILE);
    return desired.owner() == null || (persons && !toPerson) ? row.owner() : desired.owner();
  }

  private static Delivery created(DesiredRecord desired, Content content, String newId) {
    return DeliveryBuilder.builder()
        .id(newId)
        .key(desired.key())
        .sync(desired.sync())
        .object(desired.object())
        .owner(desired.owner())
        .personRef(desired.personRef())
        .parent(desired.parent())
        .content(content)
        .version(1)
        .hash(content.hash(desired.key().value()))
        .deliveredHash(null)
        .confirmed(true)
        .deliveredFields(null)
        .sentFields(null)
        .deliveredAs(null)
        .formerKeys(List.of())
        .vendorId(null)
        .state(State.PENDING)
        .attempt(0)
        .lane(desired.lane())
        .position(desired.position())
        .origin(desired.origin())
        .build();
  }
}
