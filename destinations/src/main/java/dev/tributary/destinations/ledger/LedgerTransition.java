package dev.tributary.destinations.ledger;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Ids;
import dev.tributary.destinations.ledger.DesiredRecord.Intent;
import dev.tributary.destinations.ledger.DesiredRecord.OnDenial;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
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
  private static final int MOST_FORMER_KEYS = 10;

  /**
   * @param row the record's row, or null if there is none
   * @param newId for a new row
   */
  public static Decision decide(@Nullable Delivery row, DesiredRecord desired, String newId) {
    if (row == null) {
      return desired.intent() instanceof Intent.Present(var fields, var setOnce, var onDenial)
          ? new Decision.Changed(created(desired, Content.NONE.with(desired.sync(), fields), newId))
          : UNCHANGED;
    }
    if (desired.position() < row.position()) {
      return UNCHANGED;
    }
    return switch (desired.intent()) {
      case Intent.Released() -> row.sent() ? UNCHANGED : forgetOrKeep(row, desired);
      case Intent.Absent() -> absent(row, desired, desired.lane());
      case Intent.Present(var fields, var setOnce, OnDenial onDenial) ->
          onDenial == OnDenial.REMOVED && (row.isThere() || row.state().isUnderway())
              ? absent(row, desired, Priority.OPT_OUT)
              : next(
                  row,
                  desired,
                  row.content().with(desired.sync(), kept(row, desired, fields, setOnce)),
                  desired.lane());
    };
  }

  /** A field that is set once keeps its value, once the destination has accepted one. */
  private static ObjectNode kept(
      Delivery row, DesiredRecord desired, ObjectNode fields, Set<String> setOnce) {
    ObjectNode before = row.content().bySync().get(desired.sync());
    if (setOnce.isEmpty() || before == null) {
      return fields;
    }
    DeliveredFields delivered = row.delivered();
    ObjectNode kept = fields.deepCopy();
    setOnce.stream()
        .filter(field -> before.hasNonNull(field) && delivered.hasValue(field))
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
            .deliveredFields(sameContent ? row.deliveredFields() : deliveredFields(row, asDelivered))
            .sentFields(sameContent ? row.sentFields() : sentFields(row))
            .deliveredAs(row.deliveredAs())
            .formerKeys(formerKeys(row, desired.key().value()))
            .vendorId(row.vendorId())
            .state(state)
            .attempt(attempt)
            .lane(lane)
            .position(Math.max(row.position(), desired.position()))
            .origin(desired.origin())
            .build());
  }

  /** The newest ones: a record that is never confirmed must not grow without bound. */
  private static List<String> formerKeys(Delivery row, String key) {
    String before = row.key().value();
    if (before.equals(key) || !row.mayHaveArrived()) {
      return row.formerKeys().stream().filter(each -> !each.equals(key)).toList();
    }
    List<String> all =
        Stream.concat(row.formerKeys().stream(), Stream.of(before))
            .filter(each -> !each.equals(key))
            .distinct()
            .toList();
    return all.subList(Math.max(0, all.size() - MOST_FORMER_KEYS), all.size());
  }

  /** Before the delivered content is replaced, the hashes of its fields are kept. */
  private static @Nullable FieldHashes deliveredFields(Delivery row, boolean asDelivered) {
    FieldHashes known = row.deliveredFields();
    String deliveredHash = row.deliveredHash();
    if (known == null) {
      return row.isThere() && row.hash().equals(deliveredHash)
          ? FieldHashes.of(row.content(), row.hash())
          : null;
    }
    return asDelivered && deliveredHash != null && known.describe(deliveredHash) ? null : known;
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
