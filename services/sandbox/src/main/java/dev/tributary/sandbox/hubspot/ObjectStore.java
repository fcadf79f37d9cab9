package dev.tributary.sandbox.hubspot;

import dev.tributary.sandbox.kit.record.UniqueKeys;
import dev.tributary.sandbox.kit.record.UniqueKeys.Key;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedCollection;
import java.util.SequencedMap;

/** The records of one object type, and which record has which unique value. */
final class ObjectStore {
  private final ObjectType type;
  private final PropertyCatalogue catalogue;
  private final SequencedMap<String, CrmObject> objects = new LinkedHashMap<>();
  private final UniqueKeys keys = new UniqueKeys();
  private final Map<String, CrmObject> archived = new HashMap<>();

  ObjectStore(ObjectType type) {
    this.type = type;
    this.catalogue = new PropertyCatalogue(type);
  }

  ObjectType type() {
    return type;
  }

  PropertyCatalogue catalogue() {
    return catalogue;
  }

  /** The records that are not archived, oldest first. */
  SequencedCollection<CrmObject> all() {
    return objects.sequencedValues();
  }

  Optional<CrmObject> find(String id) {
    return Optional.ofNullable(objects.get(id));
  }

  Optional<CrmObject> findArchived(String id) {
    return Optional.ofNullable(archived.get(id));
  }

  Optional<CrmObject> findBy(String property, String value) {
    return keys.holder(new Key(property, value)).flatMap(this::find);
  }

  void archive(CrmObject object, CrmObject asArchived) {
    keys.release(claims(object));
    objects.remove(object.id());
    archived.put(object.id(), asArchived);
  }

  /** Removes the record completely, also from the archived ones. */
  void forget(CrmObject object) {
    // Another record may have the values of an archived one.
    if (objects.remove(object.id()) != null) {
      keys.release(claims(object));
    }
    archived.remove(object.id());
  }

  /** Deletes a property with all its values. */
  void delete(String property, Instant now) {
    Map<String, String> cleared = Map.of(property, "");
    var draft = draft();
    objects.values().stream()
        .filter(object -> object.value(property) != null)
        .map(object -> object.updated(cleared, now))
        .toList()
        .forEach(draft::put);
    draft.commit();
    catalogue.delete(property);
  }

  Memory.Records memory() {
    var own = catalogue.all().stream().filter(property -> !property.hubspotDefined()).toList();
    return new Memory.Records(own, List.copyOf(objects.values()), List.copyOf(archived.values()));
  }

  void restore(Memory.Records records) {
    records.properties().forEach(catalogue::create);
    var all = draft();
    records.objects().forEach(all::put);
    all.commit();
    records.archived().forEach(object -> archived.put(object.id(), object));
  }

  private List<Key> claims(CrmObject object) {
    var claims = new ArrayList<Key>();
    object
        .properties()
        .forEach((name, value) -> {
          if (catalogue.find(name).filter(this::isUnique).isPresent()) {
            claims.add(new Key(name, value));
          }
        });
    return claims;
  }

  private boolean isUnique(Property property) {
    return property.hasUniqueValue() || property.isEmailOf(type);
  }

  /** Starts a batch: only the batch sees its changes before the commit. */
  Draft draft() {
    return new Draft();
  }

  /** The changes of one batch. They can all be discarded. */
  final class Draft {
    private final Map<String, CrmObject> changed = new LinkedHashMap<>();
    private final UniqueKeys.Draft held = keys.draft();

    Optional<CrmObject> find(String id) {
      var own = changed.get(id);
      return own != null ? Optional.of(own) : ObjectStore.this.find(id);
    }

    Optional<CrmObject> findBy(String property, String value) {
      return held.holder(new Key(property, value)).flatMap(this::find);
    }

    /**
     * Stores nothing of the object if one of its unique values belongs to another.
     *
     * @throws Refusal that names the value and the record that has it
     */
    void put(CrmObject object) {
      var claims = claims(object);
      var taken = held.taken(object.id(), claims);
      if (taken.isPresent()) {
        throw taken(object, taken.get(), held.holder(taken.get()).orElseThrow());
      }
      var before = find(object.id()).map(ObjectStore.this::claims).orElse(List.of());
      held.replace(object.id(), before, claims);
      changed.put(object.id(), object);
    }

    void commit() {
      held.commit();
      objects.putAll(changed);
    }

    private Refusal taken(CrmObject object, Key claim, String holder) {
      var property = catalogue.find(claim.name()).orElseThrow();
      return property.isEmailOf(type)
          ? Refusal.emailTaken(claim.value(), holder)
          : Refusal.ofValues(
              List.of(ValueError.taken(type, property, claim.value(), object.id(), holder)));
    }
  }
}
