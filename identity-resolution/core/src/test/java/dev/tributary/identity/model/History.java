package dev.tributary.identity.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.command.Command;
import dev.tributary.contracts.event.CollectedEvent;
import dev.tributary.contracts.event.SourceKind;
import dev.tributary.contracts.id.ModelId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.RunId;
import dev.tributary.contracts.id.SourceId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.row.RowChange;
import dev.tributary.contracts.row.RowChangeBuilder;
import dev.tributary.identity.kafka.IdentityUnderTest;
import dev.tributary.identity.kafka.Inputs;
import dev.tributary.identity.model.Instances.Waiting;
import dev.tributary.runtime.loop.Input;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A generated past: shared devices, aliases, groups, answers, rows that change, move and go, late
 * and repeated events. What it says is kept as plain facts for the naive reference, beside the
 * inputs.
 */
public final class History {
  public static final ModelId MODEL = new ModelId("mdl_people");

  /** Its key is a browser's; all others are servers'. */
  static final SourceId WEB = new SourceId("src_web");

  private static final SourceId PHONE = new SourceId("src_phone");

  /** The origin of what a user has corrected. */
  static final String BY_HAND = "by hand";

  /** The origin of an identifier that a user has corrected. */
  static final String CORRECTION = "correction of an identifier";

  /** The origin of what a user says who withdraws corrections. */
  static final String WITHDRAWN = "withdrawal of corrections";

  /** The trait that users correct: its latest value holds. */
  private static final String CORRECTED = "t0";

  /** The trait with the addresses that users correct. */
  static final String ADDRESS = "email";

  private final Random random;
  private final String name;
  private final Inputs inputs;
  private final List<Fact> facts = Collections.synchronizedList(new ArrayList<>());
  private final List<List<Input>> streams = new ArrayList<>();
  private final Map<Integer, RowFact> rows = new TreeMap<>();
  private final List<Input> copies = new ArrayList<>();
  private final List<Input> rowCopies = new ArrayList<>();
  private Instant lastTime;
  private int messages;
  private final int people;

  /**
   * What an input says, in plain words.
   *
   * @param ids {@code type:value}
   * @param traits null in JSON withdraws
   * @param origin the source, or the row's key
   */
  record Fact(
      String event,
      Instant time,
      List<String> ids,
      String origin,
      Map<String, JsonNode> traits,
      Map<String, Boolean> consent,
      String group) {
    private static final List<String> STRENGTH = List.of("user_id", "email", "anonymous_id");

    /** Whether it was sent with a browser's key. */
    boolean browser() {
      return origin.equals(WEB.value());
    }

    /** By which id it counts as said: the strongest, as the table of rules orders them. */
    String anchor() {
      return ids.size() > 1 && alias()
          ? ids.getFirst()
          : Collections.min(ids, Comparator.comparing(Fact::strength));
    }

    private static int strength(String id) {
      return STRENGTH.indexOf(id.substring(0, id.indexOf(':')));
    }

    /** Whether the third id is the same value as the second, which may be a user's. */
    boolean alias() {
      return ids.size() == 3 && ids.get(1).equals("user_id:" + ids.get(2).substring(13));
    }
  }

  /** A row as it stands at the end; its ids stay joined whatever becomes of it. */
  record RowFact(Fact fact, boolean removed) {}

  public History(long seed, Inputs inputs, int size) {
    this.random = new Random(seed);
    this.name = Long.toHexString(seed);
    this.people = 4 + random.nextInt(60);
    this.inputs = inputs;
    for (int i = 0; i < 4; i++) {
      streams.add(new ArrayList<>());
    }
    for (int i = 0; i < size; i++) {
      event();
    }
    rowChanges(size / 5);
    streams.get(3).addAll(rowCopies);
  }

  WorkspaceId workspace() {
    return inputs.workspace();
  }

  List<Fact> facts() {
    return facts;
  }

  /** What an event said. */
  Fact said(String messageId) {
    return facts.get(Integer.parseInt(messageId.substring(name.length() + 1)) - 1);
  }

  Map<Integer, RowFact> rows() {
    return rows;
  }

  /** Distinct events. */
  int events() {
    return messages;
  }

  /** The streams of several partitions; events in any order, a row's changes in theirs. */
  public List<List<Input>> shuffled(long seed) {
    Random order = new Random(seed);
    List<Input> events = new ArrayList<>();
    streams.subList(0, 3).forEach(events::addAll);
    Collections.shuffle(events, order);
    List<List<Input>> shuffled = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      shuffled.add(new ArrayList<>());
    }
    events.forEach(event -> shuffled.get(order.nextInt(3)).add(event));
    shuffled.add(streams.get(3));
    return shuffled;
  }

  /**
   * The streams, and commands at any place of the events, of which some are on the log twice. A
   * command names a profile by its id, so it is made when an instance comes to it, and its fact is
   * known only then. A command about somebody who is not known yet is never sent.
   *
   * <p>Commands that are processed alone are not among them: they lock people in a second step, so
   * instances may deadlock, and the loop repeats their polls.
   */
  List<List<Waiting>> withCommands(IdentityUnderTest identity, long seed) {
    Random order = new Random(seed);
    List<List<Waiting>> all = new ArrayList<>();
    for (List<Input> stream : shuffled(seed)) {
      List<Waiting> waiting = new ArrayList<>();
      stream.forEach(input -> waiting.add(() -> Optional.of(input)));
      all.add(waiting);
    }
    int commands = messages / 8;
    for (int i = 0; i < commands; i++) {
      List<Waiting> partition = all.get(order.nextInt(3));
      Waiting command = new CachedInput(command(identity, order, i));
      int place = order.nextInt(partition.size() + 1);
      partition.add(place, command);
      for (int copies = order.nextInt(3); copies > 0; copies--) {
        partition.add(place + 1 + order.nextInt(partition.size() - place), command);
      }
    }
    return all;
  }

  private static Instant commandTime(Random order, int number) {
    return Inputs.START.plusSeconds(order.nextInt(3_000)).plusNanos(1_000L * (number + 1) + 500);
  }

  /** A correction or its withdrawal; empty if there is no person for it yet. */
  Optional<Input> correction(IdentityUnderTest identity, Random order, int number)
      throws Exception {
    int kind = order.nextInt(4);
    if (kind < 2) {
      Identifier named = new Identifier(Identifier.USER_ID, "u" + order.nextInt(people));
      Instant at = commandTime(order, number);
      // A user's decision is kept under the strongest identifier, here the only user id.
      return !isOnlyUser(identity, named)
          ? Optional.empty()
          : kind == 0
              ? withdrawCorrection(identity, named, CORRECTED, at)
              : correct(identity, named, CORRECTED, IntNode.valueOf(2_000 + number), at);
    }
    String replaced = address(order);
    String replacement = address(order);
    return correctAddress(identity, replaced, replacement, commandTime(order, number));
  }

  private boolean isOnlyUser(IdentityUnderTest identity, Identifier user) {
    return identity.people().stream()
        .filter(person -> person.workspace().equals(inputs.workspace()))
        .filter(person -> person.identifiers().contains(user))
        .anyMatch(person ->
            person.identifiers().stream()
                    .filter(each -> each.type().equals(Identifier.USER_ID))
                    .count()
                == 1);
  }

  private String address(Random order) {
    return "p" + order.nextInt(people) + "@example.com";
  }

  private Waiting command(IdentityUnderTest identity, Random order, int number) {
    Instant at = commandTime(order, number);
    String user = "u" + order.nextInt(people);
    String other = "u" + order.nextInt(people);
    if (order.nextInt(3) == 0) {
      return () -> merge(identity, user, other, at);
    }
    if (order.nextInt(3) == 0) {
      String replaced = address(order);
      String replacement = address(order);
      return () -> correctAddress(identity, replaced, replacement, at);
    }
    if (order.nextInt(4) == 0) {
      Identifier named = new Identifier(Identifier.USER_ID, user);
      String trait = order.nextBoolean() ? ADDRESS : CORRECTED;
      return () -> withdrawCorrection(identity, named, trait, at);
    }
    if (order.nextInt(3) == 0) {
      Identifier named = new Identifier(Identifier.EMAIL, address(order));
      JsonNode plain = text(address(order));
      return () -> correct(identity, named, ADDRESS, plain, at);
    }
    JsonNode value = order.nextInt(4) == 0 ? null : IntNode.valueOf(2_000 + number);
    String trait = value == null && order.nextBoolean() ? ADDRESS : CORRECTED;
    Identifier named = new Identifier(Identifier.USER_ID, user);
    return () -> correct(identity, named, trait, value, at);
  }

  private Optional<Input> merge(IdentityUnderTest identity, String user, String other, Instant at)
      throws Exception {
    Optional<ProfileId> one = profile(identity, user);
    Optional<ProfileId> two = profile(identity, other);
    if (one.isEmpty() || two.isEmpty() || one.equals(two)) {
      return Optional.empty();
    }
    Input command =
        inputs.command(
            new Command.MergePeople(
                inputs.workspace(),
                one.get(),
                "me",
                at,
                two.get(),
                new Identifier(Identifier.USER_ID, user),
                new Identifier(Identifier.USER_ID, other)));
    decided(command, at, BY_HAND, List.of("user_id:" + user, "user_id:" + other), Map.of());
    return Optional.of(command);
  }

  /**
   * @param named an identifier of the person
   * @param value null deletes
   */
  private Optional<Input> correct(
      IdentityUnderTest identity,
      Identifier named,
      String trait,
      @Nullable JsonNode value,
      Instant at)
      throws Exception {
    Optional<ProfileId> profile = identity.leadsTo(inputs.workspace(), named);
    if (profile.isEmpty()) {
      return Optional.empty();
    }
    Input command =
        inputs.command(
            new Command.CorrectTrait(inputs.workspace(), profile.get(), "me", at, trait, value));
    decided(
        command,
        at,
        BY_HAND,
        List.of(named.type() + ":" + named.value()),
        Map.of(trait, value == null ? NullNode.instance : value));
    return Optional.of(command);
  }

  private Optional<Input> withdrawCorrection(
      IdentityUnderTest identity, Identifier named, String trait, Instant at) throws Exception {
    Optional<ProfileId> profile = identity.leadsTo(inputs.workspace(), named);
    if (profile.isEmpty()) {
      return Optional.empty();
    }
    Input command =
        inputs.command(
            new Command.WithdrawCorrection(inputs.workspace(), profile.get(), "me", at, trait));
    decided(
        command,
        at,
        WITHDRAWN,
        List.of(named.type() + ":" + named.value()),
        Map.of(trait, NullNode.instance));
    return Optional.of(command);
  }

  private Optional<Input> correctAddress(
      IdentityUnderTest identity, String replaced, String replacement, Instant at)
      throws Exception {
    Identifier wrong = new Identifier(Identifier.EMAIL, replaced);
    Optional<ProfileId> profile = identity.leadsTo(inputs.workspace(), wrong);
    if (profile.isEmpty() || replaced.equals(replacement)) {
      return Optional.empty();
    }
    Input command =
        inputs.command(
            new Command.CorrectIdentifier(
                inputs.workspace(),
                profile.get(),
                "me",
                at,
                wrong,
                new Identifier(Identifier.EMAIL, replacement)));
    decided(
        command,
        at,
        CORRECTION,
        List.of("email:" + replaced, "email:" + replacement),
        Map.of(ADDRESS, text(replacement)));
    return Optional.of(command);
  }

  private void decided(
      Input command, Instant at, String origin, List<String> ids, Map<String, JsonNode> traits) {
    String id = MessageHeaders.from(command.headers()).id();
    facts.add(new Fact(id, at, ids, origin, traits, Map.of(), null));
  }

  private Optional<ProfileId> profile(IdentityUnderTest identity, String user) throws Exception {
    return identity.leadsTo(inputs.workspace(), new Identifier(Identifier.USER_ID, user));
  }

  private void event() {
    messages++;
    if (lastTime == null || lastTime.getNano() != 0 || random.nextBoolean()) {
      inputs.nextRequest();
      lastTime = time();
    }
    Instant time = lastTime;
    SourceId source = random.nextInt(3) == 0 ? PHONE : WEB;
    Map<String, String> ids = new LinkedHashMap<>();
    if (random.nextInt(10) < 6) {
      ids.put("anonymousId", "a" + random.nextInt(2 * people));
    }
    if (ids.isEmpty() || random.nextInt(10) < 4) {
      ids.put("userId", "u" + random.nextInt(people));
    }
    switch (random.nextInt(10)) {
      case 0 -> alias(time, source);
      case 1 -> add(time, source, "group", ids, Map.of("groupId", text("g" + random.nextInt(3))));
      case 2, 3 -> answer(time, source, ids);
      case 4, 5 -> add(time, source, "track", ids, Map.of("event", text("Order Completed")));
      default -> identify(time, source, ids);
    }
  }

  private void alias(Instant time, SourceId source) {
    String user = "u" + random.nextInt(people);
    String previous = (random.nextBoolean() ? "a" : "u") + random.nextInt(people);
    send(
        time,
        source,
        "{'type':'alias','userId':'%s','previousId':'%s'".formatted(user, previous),
        List.of("user_id:" + user, "user_id:" + previous, "anonymous_id:" + previous),
        Map.of(),
        Map.of(),
        null);
  }

  private void answer(Instant time, SourceId source, Map<String, String> ids) {
    String purpose = random.nextBoolean() ? "ads" : "analytics";
    answer(time, source, ids, purpose);
    if (time.getNano() == 0) {
      // They change their mind at the same time, in the same request or in another.
      for (int more = random.nextInt(4); more > 0; more--) {
        messages++;
        if (random.nextBoolean()) {
          inputs.nextRequest();
        }
        answer(time, source, ids, purpose);
      }
    }
  }

  private void answer(Instant time, SourceId source, Map<String, String> ids, String purpose) {
    boolean allowed = random.nextBoolean();
    send(
        time,
        source,
        "{'type':'track','event':'Segment Consent Preference Updated',%s,'context':{'consent':{'categoryPreferences':{'%s':%s}}}"
            .formatted(fields(ids), purpose, allowed),
        named(ids, null),
        Map.of(),
        Map.of(purpose, allowed),
        null);
  }

  private void identify(Instant time, SourceId source, Map<String, String> ids) {
    Map<String, JsonNode> traits = new TreeMap<>();
    for (int i = random.nextInt(4); i >= 0; i--) {
      int trait = random.nextInt(8);
      traits.put("t" + trait, random.nextInt(6) == 0 ? NullNode.instance : value(trait));
    }
    String email = random.nextInt(4) == 0 ? "P" + random.nextInt(people) + "@Example.com" : null;
    if (email != null) {
      traits.put("email", text(email));
    }
    StringBuilder json = new StringBuilder();
    traits.forEach((trait, value) ->
        json.append(json.isEmpty() ? "" : ",").append("'" + trait + "':" + value));
    send(
        time,
        source,
        "{'type':'identify',%s,'traits':{%s}".formatted(fields(ids), json),
        named(ids, email),
        traits,
        Map.of(),
        null);
  }

  /** One is told by the length of texts, one by what is said most often. */
  private JsonNode value(int trait) {
    return switch (trait) {
      case 5 -> text("word".repeat(1 + random.nextInt(4)) + random.nextInt(10));
      case 6 -> IntNode.valueOf(random.nextInt(3));
      default -> IntNode.valueOf(random.nextInt(100));
    };
  }

  private void add(
      Instant time,
      SourceId source,
      String type,
      Map<String, String> ids,
      Map<String, JsonNode> more) {
    StringBuilder json = new StringBuilder("{'type':'" + type + "'," + fields(ids));
    more.forEach((field, value) -> json.append(",'" + field + "':" + value));
    JsonNode group = more.get("groupId");
    send(
        time,
        source,
        json.toString(),
        named(ids, null),
        Map.of(),
        Map.of(),
        group == null ? null : group.textValue());
  }

  private void send(
      Instant time,
      SourceId source,
      String open,
      List<String> ids,
      Map<String, JsonNode> traits,
      Map<String, Boolean> consent,
      String group) {
    String json = "%s,'messageId':'%s-%d','timestamp':'%s'}".formatted(open, name, messages, time);
    SourceKind kind = source.equals(WEB) ? SourceKind.BROWSER : SourceKind.SERVER;
    Instant received = Inputs.START.plusSeconds(86_400);
    CollectedEvent event = inputs.from(source).collected(json, received).sentBy(kind);
    facts.add(new Fact(event.eventId().value(), time, ids, source.value(), traits, consent, group));
    int partition = random.nextInt(3);
    Input record = inputs.event(event);
    streams.get(partition).add(record);
    copy(record);
    if (random.nextInt(8) == 0 && time.getNano() != 0) {
      // The same again, under another event id, as after an answer that was lost.
      CollectedEvent again = inputs.nextRequest().collected(json, received).sentBy(kind);
      Input repeated = inputs.event(again);
      streams.get(random.nextInt(3)).add(repeated);
      copy(repeated);
    }
  }

  /** The same record once more, somewhere behind: its producer wrote it twice. */
  private void copy(Input record) {
    if (random.nextInt(10) == 0) {
      copies.add(record);
    }
    if (!copies.isEmpty() && random.nextInt(10) == 0) {
      streams.get(random.nextInt(3)).add(copies.get(random.nextInt(copies.size())));
    }
  }

  private void rowChanges(int count) {
    for (int i = 0; i < count; i++) {
      int key = random.nextInt(8);
      RowFact before = rows.get(key);
      boolean remove = before != null && !before.removed() && random.nextInt(4) == 0;
      RunId run = new RunId("run_%04d".formatted(i));
      Instant time = Inputs.START.plusSeconds(i * 60L);
      if (remove) {
        rows.put(key, new RowFact(before.fact(), true));
        rowChange(change(RowChange.Change.REMOVED, key, run, time, Map.of()));
      } else {
        String user = "u" + random.nextInt(people);
        String email = random.nextBoolean() ? "p" + random.nextInt(people) + "@example.com" : null;
        row(key, run, time, user, email, before == null || before.removed());
      }
    }
  }

  private void row(int key, RunId run, Instant time, String user, String email, boolean added) {
    boolean allowed = random.nextBoolean();
    JsonNode plan = IntNode.valueOf(1_000 + random.nextInt(1_000));
    Map<String, JsonNode> columns = new LinkedHashMap<>();
    columns.put("user", text(user));
    columns.put("plan", plan);
    columns.put("ads", text(allowed ? "granted" : "denied"));
    List<String> ids = new ArrayList<>(List.of("user_id:" + user));
    if (email != null) {
      columns.put("mail", text(email));
      ids.add("email:" + email);
    }
    Fact fact =
        new Fact(
            run.value(), time, ids, "row " + key, Map.of("t0", plan), Map.of("ads", allowed), null);
    // Joins and answers stay, whatever becomes of the row's traits.
    facts.add(
        new Fact(run.value(), time, ids, "row " + key, Map.of(), Map.of("ads", allowed), null));
    rows.put(key, new RowFact(fact, false));
    RowChange change =
        change(added ? RowChange.Change.ADDED : RowChange.Change.CHANGED, key, run, time, columns);
    rowChange(change);
    if (random.nextInt(5) == 0) {
      streams.get(3).add(inputs.row(change));
    }
  }

  /** Now and then with the copy of any change before. */
  private void rowChange(RowChange change) {
    Input record = inputs.row(change);
    streams.get(3).add(record);
    if (random.nextInt(4) == 0) {
      rowCopies.add(record);
    }
    if (!rowCopies.isEmpty() && random.nextInt(4) == 0) {
      streams.get(3).add(rowCopies.get(random.nextInt(rowCopies.size())));
    }
  }

  private RowChange change(
      RowChange.Change kind, int key, RunId run, Instant time, Map<String, JsonNode> columns) {
    return RowChangeBuilder.builder()
        .workspace(inputs.workspace())
        .model(MODEL)
        .modelVersion(1)
        .change(kind)
        .key(Map.of("id", IntNode.valueOf(key)))
        .row(columns)
        .columnTimes(Map.of("plan", time, "ads", time))
        .changed(List.of())
        .hash("hash of " + columns)
        .run(run)
        .runStartedAt(time)
        .build();
  }

  /**
   * Mostly distinct. Some share a second, so that ties are decided by their ids; requests whose
   * items share their time are among them.
   */
  private Instant time() {
    return random.nextInt(6) == 0
        ? Inputs.START.plusSeconds(random.nextInt(20) * 150L)
        : Inputs.START.plusSeconds(random.nextInt(3_000)).plusNanos(1_000L * (messages + 1));
  }

  private static String fields(Map<String, String> ids) {
    StringBuilder json = new StringBuilder();
    ids.forEach((field, value) ->
        json.append(json.isEmpty() ? "" : ",").append("'" + field + "':'" + value + "'"));
    return json.toString();
  }

  private static List<String> named(Map<String, String> ids, String email) {
    List<String> named = new ArrayList<>();
    ids.forEach((field, value) ->
        named.add((field.equals("userId") ? "user_id:" : "anonymous_id:") + value));
    if (email != null) {
      named.add("email:" + email.toLowerCase(java.util.Locale.ROOT));
    }
    return named;
  }

  private static JsonNode text(String value) {
    return new TextNode(value);
  }
}
