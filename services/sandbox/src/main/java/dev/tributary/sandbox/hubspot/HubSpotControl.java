package dev.tributary.sandbox.hubspot;

import dev.tributary.sandbox.Answer;
import dev.tributary.sandbox.Call;
import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.hubspot.Inputs.Input;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The control API of an {@link Account}. It ignores credentials and limits. */
public final class HubSpotControl {
  private static final int MAXIMUM_PAGE = 1_000;

  private record Token(@Nullable String token) {}

  private record ListLimit(@Nullable Integer lists) {}

  private record RefusedEmail(@Nullable String email) {}

  private record Definition(@Nullable String name, @Nullable Set<String> properties) {}

  @RecordBuilder
  record Seen(
      String id,
      Map<String, String> properties,
      Instant createdAt,
      Instant updatedAt,
      int writes,
      int unchangedWrites,
      boolean createdElsewhere,
      List<String> lists,
      Set<String> associated) {}

  private record SeenPage(List<Seen> objects, int total, @Nullable String after) {}

  /**
   * @param writtenMoreThanOnce how many records were written twice or more over the vendor's API
   */
  private record Counts(
      int objects,
      int createdElsewhere,
      long writes,
      long unchangedWrites,
      long writtenMoreThanOnce) {}

  private record Member(String id, @Nullable String email, Instant since) {}

  private final Account account;

  public HubSpotControl(Account account) {
    this.account = account;
  }

  /** How many requests were above the limit, by group. */
  public Answer refusals(Call ignored) {
    return Answer.of(200, account.refusals());
  }

  public Answer limits(Call call) throws IOException {
    var setting = Json.read(Json.STRICT, call.body(), RateLimit.class);
    return account.exclusively(() -> {
      account.limit(setting);
      return Answer.of(200, account.limit());
    });
  }

  public Answer token(Call call) throws IOException {
    var token = required(Json.read(Json.STRICT, call.body(), Token.class).token(), "token");
    return account.exclusively(() -> {
      account.token(token);
      return Answer.empty(204);
    });
  }

  public Answer listLimit(Call call) throws IOException {
    var lists = Json.read(Json.STRICT, call.body(), ListLimit.class).lists();
    if (lists == null || lists < 0) {
      throw new IllegalArgumentException("lists is required, and 0 or more");
    }
    return account.exclusively(() -> {
      account.listLimit(lists);
      return Answer.empty(204);
    });
  }

  public Answer refuseEmail(Call call) throws IOException {
    var email = required(Json.read(Json.STRICT, call.body(), RefusedEmail.class).email(), "email");
    return account.exclusively(() -> {
      account.refusedEmails().add(BatchWriting.normalised(email));
      return Answer.of(200, List.copyOf(account.refusedEmails()));
    });
  }

  /** A user defines a custom event with its own properties. */
  public Answer defineEvent(Call call) throws IOException {
    var definition = Json.read(Json.STRICT, call.body(), Definition.class);
    var name = required(definition.name(), "name");
    var properties = Objects.requireNonNullElse(definition.properties(), Set.<String>of());
    return account.exclusively(() ->
        Answer.of(201, Map.of("fullyQualifiedName", account.events().define(name, properties))));
  }

  /** The received events, without repetitions. */
  public Answer events(Call ignored) {
    return account.exclusively(() -> Answer.of(200, account.events().events()));
  }

  /** A user deletes a property that the account has created; the records lose its values. */
  public Answer deleteProperty(Call call) {
    return account.answer(() -> {
      store(call).delete(call.parameter("name"), account.now());
      return Answer.empty(204);
    });
  }

  public Answer acceptAllEmails(Call ignored) {
    return account.exclusively(() -> {
      account.refusedEmails().clear();
      return Answer.empty(204);
    });
  }

  /** Creates a record that does not come from a client of the vendor's API. */
  public Answer preset(Call call) {
    return account.answer(() -> {
      var store = store(call);
      var values = BatchWriting.normalised(store.type(), Inputs.read(call, Input.class).values());
      var errors = store.catalogue().errors(values);
      if (!errors.isEmpty()) {
        throw Refusal.ofValues(errors);
      }
      var draft = store.draft();
      var object = CrmObject.create(account.nextId(), values, account.now(), true);
      draft.put(object);
      draft.commit();
      return Answer.of(201, seen(store, object));
    });
  }

  /**
   * The records of one type, oldest first in pages, or one page of the newest; or the one record
   * whose unique {@code property} has that {@code value}.
   */
  public Answer objects(Call call) {
    return account.answer(() -> {
      var store = store(call);
      int limit = ObjectApi.limit(call, 100, MAXIMUM_PAGE);
      boolean newest = call.query("newest").filter("true"::equals).isPresent();
      long after = ObjectApi.number(call.query("after").orElse("0"), "after");
      var found = found(call, store, newest).filter(o -> Long.parseLong(o.id()) > after);
      var page = found.limit(limit + 1L).toList();
      var shown = page.subList(0, Math.min(limit, page.size()));
      return Answer.of(
          200,
          new SeenPage(
              shown.stream().map(o -> seen(store, o)).toList(),
              store.all().size(),
              page.size() > limit && !newest ? shown.getLast().id() : null));
    });
  }

  private static Stream<CrmObject> found(Call call, ObjectStore store, boolean newest) {
    return call.query("property")
        .map(property -> store.findBy(property, call.query("value").orElse("")).stream())
        .orElseGet(() -> (newest ? store.all().reversed() : store.all()).stream());
  }

  public Answer counts(Call call) {
    return account.answer(() -> Answer.of(200, counts(store(call).all())));
  }

  public Answer lists(Call ignored) {
    return account.exclusively(
        () -> Answer.of(200, account.lists().values().stream().map(CrmList::definition).toList()));
  }

  /** The members of the list with that name, so that a test needs no id. */
  public Answer members(Call call) {
    return account.answer(() -> {
      var name = call.parameter("name");
      var list =
          account.lists().values().stream()
              .filter(candidate -> candidate.name().equals(name))
              .findFirst()
              .orElseThrow(() -> Refusal.listNotFound("name " + name));
      var store = account.store(list.type());
      var members = list.members().entrySet().stream();
      Function<Map.Entry<Long, Instant>, Member> member =
          entry -> {
            var id = String.valueOf(entry.getKey());
            var email = store.find(id).map(object -> object.value("email")).orElse(null);
            return new Member(id, email, entry.getValue());
          };
      return Answer.of(200, members.map(member).toList());
    });
  }

  private static String required(@Nullable String value, String field) {
    if (value == null) {
      throw new IllegalArgumentException(field + " is required");
    }
    return value;
  }

  private ObjectStore store(Call call) {
    return account.store(ObjectType.named(call.parameter("type")));
  }

  private Seen seen(ObjectStore store, CrmObject object) {
    return HubSpotControlSeenBuilder.builder()
        .id(object.id())
        .properties(object.properties())
        .createdAt(object.createdAt())
        .updatedAt(object.updatedAt())
        .writes(object.writes())
        .unchangedWrites(object.unchangedWrites())
        .createdElsewhere(object.createdElsewhere())
        .lists(
            account.lists().values().stream()
                .filter(list -> list.type() == store.type() && list.has(object.id()))
                .map(CrmList::name)
                .toList())
        .associated(account.links(object.id()))
        .build();
  }

  private static Counts counts(Collection<CrmObject> objects) {
    return new Counts(
        objects.size(),
        (int) objects.stream().filter(CrmObject::createdElsewhere).count(),
        objects.stream().mapToLong(CrmObject::writes).sum(),
        objects.stream().mapToLong(CrmObject::unchangedWrites).sum(),
        objects.stream().filter(object -> object.writes() > 1).count());
  }
}
