package dev.tributary.identity.resolution;

import dev.tributary.identity.rules.IdentifierType;
import dev.tributary.identity.rules.IdentityRules;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The naive answer to who is who, as docs/reference/identity-rules.md tells it. It keeps nothing
 * but the list of what was decided, from which everything else is found anew each time. Identifiers
 * are texts. It reads the table, and shares no other code with the product.
 */
public final class ResolutionReference {
  private static final Map<String, Duration> PERIODS =
      Map.of(
          "DAY", Duration.ofDays(1),
          "WEEK", Duration.ofDays(7),
          "MONTH", Duration.ofDays(30),
          "YEAR", Duration.ofDays(365));

  private final IdentityRules rules;
  private final List<Set<String>> cuts;
  private final List<Decided> past = new ArrayList<>();
  private final Map<String, Person> people = new TreeMap<>();
  private final Map<String, String> owners = new HashMap<>();

  /** Whose ids these are from then on: those of the smallest of the people. */
  private record Decided(SortedSet<String> people, boolean created, List<String> ids, Instant at) {
    String name() {
      return people.first();
    }
  }

  /**
   * @param since when they have each identifier
   * @param merges how many others they took in
   */
  public record Person(Map<String, Instant> since, int merges) {
    Set<String> ids() {
      return since.keySet();
    }
  }

  /**
   * @param conflicts reason, identifier, anchor, whom it spoke of, whom it leads to
   */
  public record Answer(
      String profile,
      Set<String> losers,
      List<String> kept,
      Map<String, String> leftOut,
      Set<List<String>> conflicts) {}

  private record Obstacle(Collection<String> ids, String reason) {}

  /**
   * @param cuts pairs that somebody keeps apart
   */
  public ResolutionReference(IdentityRules rules, Collection<? extends Collection<String>> cuts) {
    this.rules = rules;
    this.cuts = cuts.stream().<Set<String>>map(HashSet::new).toList();
  }

  /** By the names that they are created under. */
  public Map<String, Person> people() {
    return people;
  }

  private void decided(Decided last) {
    past.add(last);
    fromTheBeginning();
  }

  /** Forgets what was decided last. */
  public void undo() {
    past.removeLast();
    fromTheBeginning();
  }

  private void fromTheBeginning() {
    people.clear();
    owners.clear();
    for (Decided each : past) {
      people.put(each.name(), together(each));
      owners.replaceAll((id, owner) -> each.people().contains(owner) ? each.name() : owner);
      each.ids().forEach(id -> owners.putIfAbsent(id, each.name()));
    }
  }

  private Person together(Decided decided) {
    Map<String, Instant> since = new TreeMap<>();
    int merges = 0;
    for (String name : decided.people()) {
      Person person = people.remove(name);
      if (person != null) {
        merges += since.isEmpty() ? person.merges() : person.merges() + 1;
        person.since().forEach((id, at) -> since.merge(id, at, ResolutionReference::earlier));
      }
    }
    decided.ids().forEach(id -> since.putIfAbsent(id, decided.at()));
    return new Person(since, merges);
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  /** Who had it first, by their name of today; null if nobody has it. */
  private @Nullable String owner(String id) {
    return owners.get(id);
  }

  /** Whoever is new is {@code prf_1}, {@code prf_2}. */
  @Nullable Answer sent(String named, Instant at) {
    return sent(named, at, "prf_" + (1 + past.stream().filter(Decided::created).count()));
  }

  /**
   * @param newcomer the name of whom the event makes known if it leads to nobody
   * @return null if the event names nobody; nothing is decided then
   */
  public @Nullable Answer sent(String named, Instant at, String newcomer) {
    Map<String, String> leftOut = new TreeMap<>();
    List<String> ids = read(named, leftOut);
    if (ids.isEmpty()) {
      return null;
    }
    Map<String, String> undone = new TreeMap<>();
    for (Obstacle obstacle = obstacle(ids, at); obstacle != null; obstacle = obstacle(ids, at)) {
      for (String id : obstacle.ids()) {
        ids.remove(id);
        undone.put(id, obstacle.reason());
      }
    }
    SortedSet<String> found = new TreeSet<>(found(ids));
    boolean created = found.isEmpty();
    if (created) {
      found.add(newcomer);
    }
    decided(new Decided(new TreeSet<>(found), created, List.copyOf(ids), at));
    String profile = found.removeFirst();
    Set<List<String>> conflicts = new HashSet<>();
    undone.forEach((id, reason) -> {
      String other = owner(id);
      if (unique(id) && other != null && !other.equals(profile)) {
        conflicts.add(List.of(reason, id, ids.getFirst(), profile, other));
      }
    });
    leftOut.putAll(undone);
    return new Answer(profile, found, ids, leftOut, conflicts);
  }

  /**
   * Nothing where one of the two leads to nobody.
   *
   * @return whether both lead to somebody
   */
  public boolean byHand(String one, String other) {
    String first = owner(one);
    String second = owner(other);
    if (first == null || second == null) {
      return false;
    }
    decided(new Decided(new TreeSet<>(List.of(first, second)), false, List.of(), Instant.EPOCH));
    return true;
  }

  private List<String> read(String named, Map<String, String> leftOut) {
    Set<String> ids = new LinkedHashSet<>();
    String guess = null;
    for (String word : named.split(" ")) {
      String value = value(word);
      if (type(word).equals("previous_id")) {
        read("anonymous_id", value, ids, leftOut);
        Set<String> guesses = new HashSet<>();
        read("user_id", value, guesses, leftOut);
        guess = guesses.stream().findFirst().orElse(null);
      } else {
        read(type(word), value, ids, leftOut);
      }
    }
    List<String> sorted = new ArrayList<>(ids);
    sorted.sort(
        Comparator.comparing((String id) -> rules.types().indexOf(line(type(id))))
            .thenComparing(ResolutionReference::type)
            .thenComparing(ResolutionReference::value));
    if (guess != null && !sorted.contains(guess)) {
      sorted.add(guess);
    }
    return sorted;
  }

  private void read(String type, String value, Set<String> ids, Map<String, String> leftOut) {
    IdentifierType line = line(type);
    if (line == null) {
      leftOut.put(type + ":" + value, "unknown-type");
    } else if (line.blocked().stream()
        .anyMatch(each -> Pattern.compile("(?i)" + each).matcher(value).find())) {
      leftOut.put(type + ":" + value, "blocked");
    } else {
      boolean small = line.letterCase().name().equals("LOWER");
      ids.add(type + ":" + (small ? value.toLowerCase(Locale.ROOT) : value));
    }
  }

  private @Nullable IdentifierType line(String type) {
    for (String wanted : List.of(type, "*")) {
      for (IdentifierType line : rules.types()) {
        if (line.type().equals(wanted)) {
          return line;
        }
      }
    }
    return null;
  }

  private boolean unique(String id) {
    return line(type(id)).unique();
  }

  private boolean anyMerges(List<String> ids) {
    return ids.stream().anyMatch(id -> line(type(id)).merges());
  }

  /** Whom these lead to, in the order in which they are named. */
  private List<String> found(List<String> ids) {
    List<String> owners = new ArrayList<>();
    if (ids.stream().noneMatch(this::unique)) {
      ids.stream().map(this::owner).filter(owner -> owner != null).limit(1).forEach(owners::add);
    }
    ids.stream()
        .filter(this::unique)
        .map(this::owner)
        .filter(owner -> owner != null && !owners.contains(owner))
        .distinct()
        .forEach(owners::add);
    return owners;
  }

  /** By which of these a person is found. */
  private List<String> by(String person, List<String> ids) {
    boolean shared = ids.stream().noneMatch(this::unique);
    return ids.stream()
        .filter(id -> (shared || unique(id)) && person.equals(owner(id)))
        .limit(shared ? 1 : ids.size())
        .toList();
  }

  /** What is in the way of these, first of all; null if nothing is. */
  private @Nullable Obstacle obstacle(List<String> ids, Instant at) {
    for (String id : ids) {
      if (apart(id, ids)) {
        return new Obstacle(List.of(id), "someone-elses-device");
      }
    }
    List<String> found = found(ids);
    Set<String> together = new HashSet<>();
    List<String> joined = new ArrayList<>();
    for (String id : ids) {
      String person =
          found.stream().filter(each -> by(each, ids).contains(id)).findAny().orElse("");
      if (joined.contains(person)) {
        continue;
      }
      List<String> its = person.isEmpty() ? List.of(id) : by(person, ids);
      Set<String> circle = person.isEmpty() ? Set.of(id) : people.get(person).ids();
      int merges = -1;
      if (!person.isEmpty()) {
        joined.add(person);
        merges += joined.stream().mapToInt(each -> people.get(each).merges() + 1).sum();
      }
      if (!person.isEmpty()
          && joined.size() > 1
          && !(anyMerges(its) && anyMerges(by(joined.getFirst(), ids)))) {
        return new Obstacle(its, "may-not-merge");
      }
      if (cut(together, circle)) {
        return new Obstacle(its, "kept-apart");
      }
      if (!person.isEmpty() && joined.size() > 1 && merges > rules.maxMerges()) {
        return new Obstacle(its, "too-many-merges");
      }
      together.addAll(circle);
    }
    String broken = broken(joined.stream().map(people::get).toList(), ids, at);
    return broken == null ? null : new Obstacle(List.of(ids.getLast()), broken);
  }

  private boolean cut(Set<String> these, Set<String> those) {
    return cuts.stream()
        .anyMatch(pair ->
            pair.stream().anyMatch(these::contains)
                && pair.stream().anyMatch(those::contains)
                && pair.stream().allMatch(id -> these.contains(id) || those.contains(id)));
  }

  /** Whether a device must not go with the person who is named beside it. */
  private boolean apart(String device, List<String> ids) {
    List<String> names = ids.stream().filter(id -> !type(id).equals("anonymous_id")).toList();
    if (!type(device).equals("anonymous_id") || names.stream().noneMatch(this::unique)) {
      return false;
    }
    String person = found(names).stream().findFirst().orElse(null);
    String owner = owner(device);
    if (owner != null && owner.equals(person)) {
      return false;
    }
    return switch (rules.strategy().name()) {
      case "MERGE" -> false;
      case "CONVERSION" ->
          owner != null
              && people.get(owner).ids().stream().anyMatch(id -> !type(id).equals("anonymous_id"));
      default -> true;
    };
  }

  /**
   * @param joined who becomes one, the strongest first; empty for somebody new
   */
  private @Nullable String broken(List<Person> joined, List<String> ids, Instant at) {
    Map<String, Instant> after = new TreeMap<>();
    joined.forEach(person ->
        person
            .since()
            .forEach((id, since) -> after.merge(id, since, ResolutionReference::earlier)));
    ids.forEach(id -> after.putIfAbsent(id, at));
    Set<String> before = joined.isEmpty() ? Set.of() : joined.getFirst().ids();
    if (after.size() > rules.maxIdentifiers() && after.size() > before.size()) {
      return "too-many-identifiers";
    }
    for (String type : after.keySet().stream().map(ResolutionReference::type).distinct().toList()) {
      IdentifierType line = line(type);
      if (line.limit() != null) {
        Duration period = PERIODS.get(line.limit().per().name());
        Set<String> counted = new HashSet<>();
        after.forEach((id, since) -> {
          if (type(id).equals(type) && (period == null || since.isAfter(at.minus(period)))) {
            counted.add(id);
          }
        });
        if (counted.size() > line.limit().values() && !before.containsAll(counted)) {
          return "limit";
        }
      }
    }
    return null;
  }

  private static String type(String id) {
    return id.substring(0, id.indexOf(':'));
  }

  private static String value(String id) {
    return id.substring(id.indexOf(':') + 1);
  }
}
