package dev.tributary.sandbox.hubspot;

import dev.tributary.sandbox.Answer;
import dev.tributary.sandbox.Call;
import dev.tributary.sandbox.hubspot.BatchWriting.Result;
import dev.tributary.sandbox.hubspot.Inputs.Batch;
import dev.tributary.sandbox.hubspot.Inputs.Input;
import dev.tributary.sandbox.hubspot.ObjectViews.Page;
import dev.tributary.sandbox.hubspot.ObjectViews.Paging;
import dev.tributary.sandbox.hubspot.ObjectViews.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** {@code /crm/v3/objects/{type}}. */
public final class ObjectApi {
  private static final int MAXIMUM_PAGE = 100;

  private record GdprDelete(@Nullable String objectId, @Nullable String idProperty) {}

  private final Account account;

  public ObjectApi(Account account) {
    this.account = account;
  }

  public Answer batchUpsert(Call call) {
    return write(call, 200, true, BatchWriting::upsert);
  }

  public Answer batchCreate(Call call) {
    return write(call, 201, false, BatchWriting::create);
  }

  public Answer batchUpdate(Call call) {
    return write(call, 200, false, BatchWriting::update);
  }

  public Answer batchRead(Call call) {
    return account.answer(() -> {
      var store = store(call);
      var started = account.now();
      var read = Inputs.read(call, Inputs.Read.class);
      var asked = Objects.requireNonNullElse(read.properties(), List.<String>of());
      var views = new ArrayList<View>();
      var missing = new ArrayList<String>();
      for (var input : Inputs.checked(read.inputs())) {
        find(store, input.requiredId(), Optional.ofNullable(read.idProperty()))
            .ifPresentOrElse(
                object -> views.add(ObjectViews.of(store.type(), object, asked)),
                () -> missing.add(input.requiredId()));
      }
      var errors =
          missing.isEmpty()
              ? List.<Refusal.InBatch>of()
              : List.of(ObjectViews.missing(store.type(), missing));
      return Answer.of(
          missing.isEmpty() ? 200 : 207, ObjectViews.batch(views, errors, started, account.now()));
    });
  }

  /** Unknown ids are ignored. */
  public Answer batchArchive(Call call) {
    return account.answer(() -> {
      var store = store(call);
      for (var input : Inputs.checked(Inputs.read(call, Batch.class).inputs())) {
        store.find(input.requiredId()).ifPresent(object -> archive(store, object));
      }
      return Answer.empty(204);
    });
  }

  public Answer list(Call call) {
    return account.answer(() -> {
      var store = store(call);
      int limit = limit(call, 10, MAXIMUM_PAGE);
      long after = number(call.query("after").orElse("0"), "after");
      var rest = store.all().stream().filter(o -> Long.parseLong(o.id()) > after).limit(limit + 1L);
      var objects = rest.toList();
      var shown = objects.subList(0, Math.min(limit, objects.size()));
      var views = shown.stream().map(o -> ObjectViews.of(store.type(), o, asked(call)));
      return Answer.of(
          200,
          new Page<>(
              views.toList(),
              objects.size() > limit ? Paging.after(shown.getLast().id()) : null,
              null));
    });
  }

  public Answer create(Call call) {
    return writeOne(call, 201, BatchWriting::create);
  }

  public Answer update(Call call) {
    return account.answer(() -> {
      var store = store(call);
      var object = required(store, call);
      var body = Inputs.read(call, Input.class);
      var input = new Input(object.id(), null, body.properties(), null);
      return one(store, 200, writing(store).update(List.of(input)));
    });
  }

  public Answer get(Call call) {
    return account.answer(() -> {
      var store = store(call);
      var object =
          call.query("archived").filter("true"::equals).isPresent()
              ? store
                  .findArchived(call.parameter("id"))
                  .orElseThrow(() -> Refusal.notFound("resource not found"))
              : required(store, call);
      return Answer.of(200, ObjectViews.of(store.type(), object, asked(call)));
    });
  }

  public Answer archive(Call call) {
    return account.answer(() -> {
      var store = store(call);
      store.find(call.parameter("id")).ifPresent(object -> archive(store, object));
      return Answer.empty(204);
    });
  }

  /**
   * Deletes permanently. An unknown id is no error, so a caller does not learn which records
   * existed.
   */
  public Answer gdprDelete(Call call) {
    return account.answer(() -> {
      var store = store(call);
      var body = Inputs.read(call, GdprDelete.class);
      var id = body.objectId();
      if (id == null) {
        throw Refusal.validation("The field objectId is required.");
      }
      find(store, id, Optional.ofNullable(body.idProperty()))
          .or(() -> store.findArchived(id))
          .ifPresent(object -> {
            leaveLists(store, object);
            store.forget(object);
          });
      return Answer.empty(204);
    });
  }

  private Answer write(
      Call call, int success, boolean upsert, BiFunction<BatchWriting, List<Input>, Result> step) {
    return account.answer(() -> {
      var store = store(call);
      var started = account.now();
      var inputs = Inputs.checked(Inputs.read(call, Batch.class).inputs());
      var result = step.apply(writing(store), inputs);
      return Answer.of(
          result.errors().isEmpty() ? success : 207,
          ObjectViews.batch(store.type(), result, upsert, started, account.now()));
    });
  }

  private Answer writeOne(
      Call call, int success, BiFunction<BatchWriting, List<Input>, Result> step) {
    return account.answer(() -> {
      var store = store(call);
      var body = Inputs.read(call, Input.class);
      var input = new Input(null, null, body.properties(), null);
      return one(store, success, step.apply(writing(store), List.of(input)));
    });
  }

  private static Answer one(ObjectStore store, int success, Result result) {
    var object = result.written().getFirst().object();
    return Answer.of(success, ObjectViews.of(store.type(), object, object.properties().keySet()));
  }

  private BatchWriting writing(ObjectStore store) {
    return new BatchWriting(store, account.refusedEmails(), account::nextId, account.now());
  }

  private ObjectStore store(Call call) {
    return account.store(ObjectType.named(call.parameter("type")));
  }

  private static CrmObject required(ObjectStore store, Call call) {
    return find(store, call.parameter("id"), call.query("idProperty"))
        .orElseThrow(() -> Refusal.notFound("resource not found"));
  }

  private static Optional<CrmObject> find(
      ObjectStore store, String id, Optional<String> idProperty) {
    return idProperty
        .map(property -> store.findBy(unique(store, property), comparable(property, id)))
        .orElseGet(() -> store.find(id));
  }

  /** A property that names records has unique values. */
  private static String unique(ObjectStore store, String name) {
    var property = store.catalogue().find(name);
    if (property.filter(each -> each.hasUniqueValue() || each.isEmailOf(store.type())).isEmpty()) {
      throw Refusal.validation("The property %s is not unique.".formatted(name));
    }
    return name;
  }

  private static String comparable(String property, String id) {
    return property.equals("email") ? BatchWriting.normalised(id) : id;
  }

  private void archive(ObjectStore store, CrmObject object) {
    leaveLists(store, object);
    store.archive(object, object.archived(account.now()));
  }

  /** A record that is archived has no associations either. */
  private void leaveLists(ObjectStore store, CrmObject object) {
    account.links(object.id()).forEach(other -> account.unlink(object.id(), other));
    account.lists().values().stream()
        .filter(list -> list.type() == store.type())
        .forEach(list -> list.remove(List.of(object.id())));
  }

  private static List<String> asked(Call call) {
    return call.query("properties").map(names -> List.of(names.split(","))).orElse(List.of());
  }

  static int limit(Call call, int otherwise, int maximum) {
    long limit = call.query("limit").map(text -> number(text, "limit")).orElse((long) otherwise);
    if (limit < 1 || limit > maximum) {
      throw Refusal.validation("limit must be between 1 and %d".formatted(maximum));
    }
    return (int) limit;
  }

  static long number(String text, String name) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw Refusal.validation("%s must be a number, not %s".formatted(name, text));
    }
  }
}
