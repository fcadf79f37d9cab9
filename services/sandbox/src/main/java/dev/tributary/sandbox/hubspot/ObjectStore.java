package dev.tributary.sandbox.hubspot;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedCollection;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The records of one object type, and which record has which unique value. */
final class ObjectStore {
  /** A value that only one record may have. */
  private record Claim(String property, String value) {}

  private final ObjectType type;
  private final PropertyCatalogue catalogue;
  private final SequencedMap<String, CrmObject> objects = new LinkedHashMap<>();
  private final Map<Claim, String> holders = new HashMap<>();
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
    return Optional.ofNullable(holders.get(new Claim(property, value))).flatMap(this::find);
  }

  void archive(CrmObject object, CrmObject asArchived) {
    claims(object).forEach(holders::remove);
    objects.remove(object.id());
    archived.put(object.id(), asArchived);
  }

  /** Removes the record completely, also from the archived ones. */
  void forget(CrmObject object) {
    claims(object).forEach(holders::remove);
    objects.remove(object.id());
    archived.remove(object.id());
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

  private List<Claim> claims(CrmObject object) {
    var claims = new ArrayList<Claim>();
    object
        .properties()
        .forEach((name, value) -> {
          if (catalogue.find(name).filter(this::isUnique).isPresent()) {
            claims.add(new Claim(name, value));
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
    private final Map<Claim, String> claimed = new HashMap<>();
    private final Set<Claim> released = new HashSet<>();

    Optional<CrmObject> find(String id) {
      var own = changed.get(id);
      return own != null ? Optional.of(own) : ObjectStore.this.find(id);
    }

    Optional<CrmObject> findBy(String property, String value) {
      return Optional.ofNullable(holder(new Claim(property, value))).flatMap(this::find);
    }

    /**
     * Stores nothing of the object if one of its unique values belongs to another.
     *
     * @throws Refusal that names the value and the record that has it
     */
    void put(CrmObject object) {
      var claims = claims(object);
      for (var claim : claims) {
        var holder = holder(claim);
        if (holder != null && !holder.equals(object.id())) {
          throw taken(object, claim, holder);
        }
      }
      find(object.id()).ifPresent(before -> claims(before).forEach(this::release));
      claims.forEach(claim -> claimed.put(claim, object.id()));
      changed.put(object.id(), object);
    }

    void commit() {
      released.forEach(holders::remove);
      holders.putAll(claimed);
      objects.putAll(changed);
    }

    private void release(Claim claim) {
      claimed.remove(claim);
      released.add(claim);
    }

    private @Nullable String holder(Claim claim) {
      var own = claimed.get(claim);
      return own != null || released.contains(claim) ? own : holders.get(claim);
    }

    private Refusal taken(CrmObject object, Claim claim, String holder) {
      var property = catalogue.find(claim.property()).orElseThrow();
      return property.isEmailOf(type)
          ? Refusal.emailTaken(claim.value(), holder)
          : Refusal.ofValues(
              List.of(ValueError.taken(type, property, claim.value(), object.id(), holder)));
    }
  }
}
