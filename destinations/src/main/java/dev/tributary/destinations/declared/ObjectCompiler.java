package dev.tributary.destinations.declared;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.destinations.declared.ObjectRequests.Find;
import dev.tributary.destinations.declared.ObjectRequests.FindThenWrite;
import dev.tributary.destinations.declared.ObjectRequests.OwnField;
import dev.tributary.destinations.declared.ObjectRequests.PlaceRequests;
import dev.tributary.destinations.declared.ObjectRequests.Remove;
import dev.tributary.destinations.declared.ObjectRequests.ResultQuestion;
import dev.tributary.destinations.declared.ObjectRequests.Write;
import dev.tributary.destinations.declared.answer.AnswerCompiler;
import dev.tributary.destinations.declared.answer.Answers;
import dev.tributary.destinations.declared.answer.SearchAnswers;
import dev.tributary.destinations.declared.template.ExpressionCompiler;
import dev.tributary.destinations.declared.template.ExpressionNames;
import dev.tributary.destinations.declared.template.JsonTemplates;
import dev.tributary.destinations.declared.template.Part;
import dev.tributary.destinations.declared.template.Scope;
import dev.tributary.destinations.declared.template.Scope.PartOfBatch;
import dev.tributary.destinations.declared.template.TextTemplate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Compiles the requests of objects.
 *
 * @param destination the names that all requests may use
 */
record ObjectCompiler(RequestCompiler requests, AnswerCompiler answers, Scope destination) {
  private static final int LATEST_FINDABLE = 3_600;
  private static final String VENDOR_ID = "item.vendorId";
  private static final String MATCH_VALUE = "item.matchValue";
  private static final String KNOWN_AS = "item.knownAs";
  private static final String FIELDS = "item.fields.";
  private static final String[] REQUESTS = {
    "write",
    "find",
    "create",
    "createStrictly",
    "update",
    "remove",
    "removesFormerValues",
    "forget",
    "result",
    "records",
    "list",
    "lookup"
  };
  private static final String FURTHER = "furtherMatchFields";
  private static final String STRICTLY = "createStrictly";
  private static final String FORMER = "removesFormerValues";

  /** In the place of a request: another one of the object. */
  private static final String USE = "use";

  /** The requests; null if they have a mistake. */
  @Nullable ObjectRequests compile(Part object) {
    Part place = object.at("place");
    Scope scope = destination.ofObject(object.node(), place.isPresent());
    PlaceRequests placed =
        place.isPresent() ? place(place, destination.ofObject(object.node(), false)) : null;
    List<OwnField> own = ownFields(object.at("ownFields"), object);
    Part all = object.at("requests");
    if (!all.isPresent() || !all.isMap(REQUESTS)) {
      return null;
    }
    boolean identifies = all.at("find").isPresent() && all.at("write").isPresent();
    boolean searches = all.at("find").isPresent() && !identifies;
    FindThenWrite found = searches ? findThenWrite(all, object, scope) : null;
    if (!searches && object.at(FURTHER).isPresent()) {
      object.at(FURTHER).fault("needs \"find\": a request that creates or updates has one key");
    }
    if (identifies && all.at("create").isPresent()) {
      all.at("create").fault("is there beside \"write\"; accepted is one of them");
    } else if (!searches && all.at("create").isPresent()) {
      all.at("create").fault("needs \"find\", which tells whether a record is there");
    }
    Write write = searches ? null : write(all.at("write"), scope);
    FindThenWrite identified =
        identifies && write != null ? identified(all, object, scope, write) : null;
    boolean updates = !searches && all.at("update").isPresent();
    Write update = updates ? write(all.at("update"), scope) : null;
    if (updates) {
      checkUpdate(all.at("update"), object);
    }
    Remove remove = remove(all.at("remove"), object, scope, searches || identifies);
    FormerValues former = former(all, object, write, remove);
    ErasureRequests forget =
        forget(
            all.at("forget"),
            object,
            scope,
            identified == null ? found : identified,
            remove == null ? null : remove.request());
    modes(object, searches, all.at("write"), remove);
    Part large = object.at("job");
    JobRequests job =
        large.isPresent()
            ? new JobCompiler(requests, answers)
                .compile(large, object, scope, write == null ? null : write.request())
            : null;
    ResultQuestion result =
        result(all, object, Stream.of(write, update, remove == null ? null : remove.request()));
    boolean sound =
        searches
            ? found != null
            : write != null && updates == (update != null) && identifies == (identified != null);
    List<String> within =
        object.at("within").elements().stream().map(each -> each.node().asText()).toList();
    ListRequests reads =
        new ListCompiler(requests, answers)
            .compile(all, object, destination.ofObject(object.node(), false));
    return sound
        ? ObjectRequestsBuilder.builder()
            .write(write)
            .update(update)
            .found(found)
            .identified(identified)
            .remove(remove)
            .former(former)
            .forget(forget)
            .place(placed)
            .own(own)
            .within(within)
            .job(job)
            .result(result)
            .reads(reads)
            .build()
        : null;
  }

  /**
   * The question for the result of a job; null if no request submits one.
   *
   * @param carrying the requests that carry items; null for those that the object has not
   */
  private @Nullable ResultQuestion result(Part all, Part object, Stream<@Nullable Write> carrying) {
    Part part = all.at("result");
    boolean submits = carrying.anyMatch(request -> request != null && request.answers().submit());
    if (submits != part.isPresent()) {
      part.fault(
          submits
              ? "is missing: an answer is \"submitted\"; accepted is a request with ${job.id}"
              : "is never sent: no answer to write, update or remove is \"submitted\"");
      return null;
    }
    if (!submits) {
      return null;
    }
    Scope about =
        destination.ofObject(object.node(), false).with(PartOfBatch.JOB).with(PartOfBatch.RESULT);
    RequestTemplate request = requests.withoutItems(part, about);
    return request == null
        ? null
        : new ResultQuestion(request, answers.compile(part.at("answers"), about));
  }

  private @Nullable Write write(Part part, Scope scope) {
    RequestTemplate request = requests.withItems(part, scope);
    Scope item = scope.with(PartOfBatch.ITEM);
    Scope read = request == null || request.each() == null ? item : item.with(PartOfBatch.TOGETHER);
    Answers meaning = part.node().isObject() ? answers.compile(part.at("answers"), read) : null;
    return request == null || meaning == null ? null : new Write(request, meaning);
  }

  /**
   * @param searches whether items can be searched for
   */
  private @Nullable Remove remove(Part part, Part object, Scope scope, boolean searches) {
    boolean impossible = object.at("removal").node().asText().equals("impossible");
    if (impossible == part.isPresent()) {
      part.fault(
          impossible
              ? "is there, but the removal of the object is impossible"
              : "is missing; accepted is a request, or \"removal: impossible\" for the object");
      return null;
    }
    Write request = impossible ? null : write(part, scope.with(PartOfBatch.REMOVAL));
    return request == null ? null : removal(request, part, searches);
  }

  private static Remove removal(Write request, Part part, boolean searches) {
    boolean byVendorId = RequestCompiler.names(part.node()).contains(VENDOR_ID);
    return new Remove(request, byVendorId, byVendorId && searches);
  }

  /** Null if former values stay at the vendor, or if a request has a mistake. */
  private static @Nullable FormerValues former(
      Part all, Part object, @Nullable Write write, @Nullable Remove remove) {
    Part former = all.at(FORMER);
    if (!former.isTrue()) {
      return null;
    }
    Set<String> names = RequestCompiler.names(all.at("remove").node());
    boolean byValue =
        names.stream().noneMatch(name -> name.startsWith("item.") && !name.equals(KNOWN_AS));
    if (remove == null || remove.request().request().each() == null || !byValue) {
      former.fault(
          "needs a removal with \"$each\" in its body, which names a record by item.knownAs alone");
      return null;
    }
    if (write == null || all.at("update").isPresent() || object.at("job").isPresent()) {
      former.fault("needs a \"write\" for all records, without find, update and job");
      return null;
    }
    int most = items(object).node().asInt();
    if (most < FormerValues.MOST_OF_RECORD) {
      former.fault(
          "needs batches of at least %d items, because a record can have so many values"
              .formatted(FormerValues.MOST_OF_RECORD));
    }
    return new FormerValues(write, remove.request(), most);
  }

  /** The fields without which a request that writes a record refuses it. */
  static Set<String> requiredFields(Part object) {
    Part all = object.at("requests");
    return Stream.of("write", "create", "createStrictly", "update")
        .map(all::at)
        .filter(Part::isPresent)
        .flatMap(request -> RequestCompiler.required(request.node()).stream())
        .filter(name -> name.startsWith(FIELDS))
        .map(name -> name.substring(FIELDS.length()))
        .collect(Collectors.toSet());
  }

  /**
   * The requests that erase records; the object says what they leave.
   *
   * @param found the searches of the object; null if it has none
   * @param remove the request that removes records; null if there is none
   */
  private @Nullable ErasureRequests forget(
      Part part, Part object, Scope scope, @Nullable FindThenWrite found, @Nullable Write remove) {
    if (!part.isPresent()) {
      return null;
    }
    String what = object.at("forget").at("what").node().asText("");
    if (what.isEmpty() || what.equals("impossible")) {
      part.fault(
          "is there, but the object does not say that an erasure is possible; accepted is \"forget:"
              + " { what: deleted, words: … }\" for the object");
      return null;
    }
    boolean several = part.at("requests").isPresent();
    if (several && !part.isMap("find", "requests")) {
      return null;
    }
    List<Part> all = several ? part.at("requests").elements() : List.of(part);
    List<ErasureRequests.Request> requests = new ArrayList<>();
    boolean named = false;
    boolean unnamed = false;
    for (Part each : all) {
      boolean isRemoval = each.node().has(USE);
      Write request =
          isRemoval ? removalOf(each, remove) : write(each, scope.with(PartOfBatch.REMOVAL));
      Part sent = isRemoval ? object.at("requests").at("remove") : each;
      boolean byVendorId = RequestCompiler.names(sent.node()).contains(VENDOR_ID);
      named |= byVendorId;
      unnamed |= !byVendorId;
      if (request != null) {
        requests.add(new ErasureRequests.Request(request, byVendorId));
      }
    }
    Part search = part.at("find");
    List<Find> finds = new ArrayList<>();
    for (Part each : search.elements()) {
      Find find = find(each, scope);
      if (find != null) {
        finds.add(find);
      }
    }
    if (search.isPresent()) {
      checkBy(search, object);
    } else if (found != null && named) {
      finds.addAll(found.finds());
    }
    if (search.isPresent() && !named) {
      search.fault("is never sent: no request names item.vendorId");
    } else if (!unnamed && !search.isPresent() && found == null) {
      part.fault(
          "names item.vendorId only, which is not known for every record; accepted is \"forget: {"
              + " find: …, requests: … }\", or a request with item.knownAs");
    }
    return requests.isEmpty() || requests.size() < all.size()
        ? null
        : new ErasureRequests(requests, finds);
  }

  private static @Nullable Write removalOf(Part part, @Nullable Write remove) {
    if (part.isMap(USE) && !part.at(USE).node().asText("").equals("remove")) {
      part.at(USE).fault("is not accepted; accepted is remove, or a request");
    } else if (remove == null) {
      part.fault("needs \"remove\", a request of the object");
    }
    return remove;
  }

  /** Reports fields that users can map and no request sends. */
  static void checkUse(Part object) {
    Set<String> used = new HashSet<>();
    for (Part request : object.at("requests").entries().values()) {
      used.addAll(RequestCompiler.names(request.node()));
    }
    if (used.contains("item.fields")) {
      return;
    }
    if (object.at("otherFields").isPresent() && !used.contains(ExpressionNames.OTHER_FIELDS)) {
      object
          .at("otherFields")
          .fault(
              "is never sent; accepted is a request with ${item.fields}, $fields, $otherFields or"
                  + " $otherFieldList");
    }
    Set<String> matching = new HashSet<>();
    object.at("matchFields").elements().forEach(each -> matching.add(each.node().asText()));
    for (Part field : object.at("fields").elements()) {
      String name = field.at("name").node().asText();
      if (!matching.contains(name) && !used.contains(FIELDS + name)) {
        field
            .at("name")
            .fault("\"%s\" is never sent; accepted is a field that a request uses".formatted(name));
      }
    }
  }

  /** An update beside a write is for records whose id is known. */
  private static void checkUpdate(Part update, Part object) {
    if (!object.at("kind").node().asText().equals("record")) {
      update.fault("is there beside \"write\"; accepted is an object of the kind record");
    } else if (!RequestCompiler.names(update.node()).contains(VENDOR_ID)) {
      update.fault("does not name a record by its id; accepted is a request with item.vendorId");
    }
  }

  private static void checkSingle(Part object) {
    if (items(object).node().asInt() != 1) {
      items(object).fault("must be 1, because a request of this object carries one item");
    }
  }

  private static Part items(Part object) {
    return object.at("job").isPresent()
        ? object.at("job").at("direct")
        : object.at("batch").isPresent() ? object.at("batch").at("items") : object.at("batchSize");
  }

  /** Only a search, or a request that depends on the mode, keeps records from being created. */
  private static void modes(Part object, boolean searches, Part write, @Nullable Remove remove) {
    for (Part mode : object.at("modes").elements()) {
      String name = mode.node().asText("");
      boolean respected = searches || decides(write.at("body").node(), name);
      if (!respected && (name.equals("update-only") || name.equals("create-only"))) {
        mode.fault(
            "needs \"find\", which tells whether a record is there, or a \"write\" with $mode"
                + " for it in its body");
      }
      if (name.equals("delete") && remove != null && remove.byVendorId() && !remove.searches()) {
        mode.fault(
            "needs \"find\", or a removal without item.vendorId, which only an earlier delivery"
                + " returns");
      }
    }
  }

  /** Whether a $mode has a value for this very mode: without one, its property is left out. */
  private static boolean decides(JsonNode body, String mode) {
    if (body.path(JsonTemplates.MODE).has(mode)) {
      return true;
    }
    for (JsonNode child : body) {
      if (decides(child, mode)) {
        return true;
      }
    }
    return false;
  }

  /**
   * The search beside a write that creates or updates records. It finds a record that was delivered
   * without its id, before the record is removed, or written with another match value.
   */
  private @Nullable FindThenWrite identified(Part all, Part object, Scope scope, Write write) {
    List<Find> finds = finds(all, object, scope);
    checkBy(all.at("find"), object);
    if (!RequestCompiler.names(all.at("write").node()).contains(VENDOR_ID)) {
      all.at("find")
          .fault(
              "is there beside a \"write\" without item.vendorId; accepted are create and update"
                  + " with it");
    }
    checkSingle(object);
    return finds.isEmpty() ? null : new FindThenWrite(finds, write, null, write);
  }

  /** The searches; empty if one of them has a mistake. */
  private List<Find> finds(Part all, Part object, Scope scope) {
    List<Find> finds = new ArrayList<>();
    boolean sound = true;
    for (Part each : all.at("find").elements()) {
      Find find = find(each, scope);
      sound &= find != null;
      if (find != null) {
        finds.add(find);
        checkFurther(find, each, object);
      }
    }
    return sound ? finds : List.of();
  }

  private @Nullable FindThenWrite findThenWrite(Part all, Part object, Scope scope) {
    List<Find> finds = finds(all, object, scope);
    Write create = write(all.at("create"), scope);
    boolean strictly = all.at(STRICTLY).isPresent();
    Write createStrictly = strictly ? write(all.at(STRICTLY), scope) : null;
    if (strictly && !object.at(FURTHER).isPresent()) {
      all.at(STRICTLY).fault("is never sent: it needs furtherMatchFields");
    }
    Write update = write(all.at("update"), scope);
    checkBy(all.at("find"), object);
    if (object.at(FURTHER).isPresent()
        && !RequestCompiler.names(all.at("update").node()).contains(MATCH_VALUE)) {
      object
          .at(FURTHER)
          .fault("needs item.matchValue in \"update\": the match field finds the record next time");
    }
    boolean lacksStrictly = strictly && createStrictly == null;
    if (lacksStrictly || finds.isEmpty() || create == null || update == null) {
      return null;
    }
    boolean single =
        finds.stream().anyMatch(find -> find.request().each() == null)
            || create.request().each() == null
            || createStrictly != null && createStrictly.request().each() == null
            || update.request().each() == null;
    if (single) {
      checkSingle(object);
    }
    return new FindThenWrite(finds, create, createStrictly, update);
  }

  /** Records must not be taken from others: a search by a further field shows their match value. */
  private static void checkFurther(Find find, Part part, Part object) {
    boolean further =
        object.at(FURTHER).elements().stream()
            .anyMatch(field -> find.by().isEmpty() || find.by().contains(field.node().asText()));
    if (further && !find.answers().showMatchValues()) {
      part.at("answers")
          .fault(
              "does not show the match value of a record that a further field finds; accepted in"
                  + " \"found\" is \"matchValue\", or a \"key\" with ${batch.matchField}");
    }
  }

  /** Each field has one search. */
  private static void checkBy(Part find, Part object) {
    Set<String> fields = new LinkedHashSet<>();
    object.at("matchFields").elements().forEach(field -> fields.add(field.node().asText()));
    object.at(FURTHER).elements().forEach(field -> fields.add(field.node().asText()));
    Set<String> open = new LinkedHashSet<>(fields);
    Part all = null;
    for (Part each : find.elements()) {
      if (all != null) {
        each.fault("is never reached: line %d is by all fields".formatted(all.line()));
      }
      all = each.at("by").isPresent() ? all : each;
      for (Part field : each.at("by").elements()) {
        String name = field.node().asText();
        if (!fields.contains(name)) {
          field.fault(
              "is no match field of this object; match fields are " + String.join(", ", fields));
        } else if (!open.remove(name)) {
          field.fault("has a search already");
        }
      }
    }
    if (all == null && (!open.isEmpty() || fields.isEmpty())) {
      find.fault("lacks a search by " + (open.isEmpty() ? "all fields" : String.join(", ", open)));
    }
  }

  private @Nullable Find find(Part find, Scope scope) {
    RequestTemplate search = requests.withItems(find, scope, "findableAfter", "by");
    SearchAnswers found =
        find.node().isObject()
            ? answers.search(
                find.at("answers"),
                search != null && search.each() != null
                    ? scope.with(PartOfBatch.ITEM).with(PartOfBatch.TOGETHER)
                    : scope.with(PartOfBatch.ITEM))
            : null;
    Integer findable = find.at("findableAfter").number(LATEST_FINDABLE);
    Set<String> by =
        find.at("by").elements().stream()
            .map(field -> field.node().asText())
            .collect(Collectors.toSet());
    return search == null || found == null
        ? null
        : new Find(search, found, by, Objects.requireNonNullElse(findable, 0));
  }

  /** The fields that Tributary creates for itself. */
  private List<OwnField> ownFields(Part part, Part object) {
    if (!part.isPresent()) {
      return List.of();
    }
    if (object.at("place").isPresent()) {
      part.fault("is there beside \"place\"; accepted is one of them");
    }
    if (object.at("kind").node().asText().equals("membership")) {
      part.fault("is not accepted here: a membership has no fields");
    }
    Scope scope = destination.ofObject(object.node(), false);
    List<OwnField> fields = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Part each : part.elements()) {
      OwnField field = ownField(each, scope);
      if (field != null) {
        fields.add(field);
        if (!names.add(field.name())) {
          each.at("field").fault("\"%s\" is there twice".formatted(field.name()));
        }
      }
    }
    return fields;
  }

  private @Nullable OwnField ownField(Part part, Scope object) {
    if (!part.isMap("field", "name", "search", "create")) {
      return null;
    }
    PlaceRequests requests = searchAndCreation(part, object.ofSettings());
    String name = part.at("field").text("the name of a declared field");
    if (name != null && !object.fields().contains(name)) {
      part.at("field")
          .fault(
              "\"%s\" is no declared field; accepted are %s"
                  .formatted(name, Scope.listed(object.fields())));
    }
    if (!part.at("create").isPresent()) {
      part.at("create").fault("is missing; accepted is a request that creates the field");
    }
    return name == null || requests == null ? null : new OwnField(name, requests);
  }

  private @Nullable PlaceRequests place(Part part, Scope scope) {
    return part.isMap("name", "search", "create") ? searchAndCreation(part, scope) : null;
  }

  /** The name of a place or of a field, and the requests that search for and create it. */
  private @Nullable PlaceRequests searchAndCreation(Part part, Scope scope) {
    TextTemplate name = new ExpressionCompiler(scope).text(part.at("name"));
    RequestTemplate search = requests.withoutItems(part.at("search"), scope);
    SearchAnswers found = answers.search(part.at("search").at("answers"), scope);
    boolean creates = part.at("create").isPresent();
    RequestTemplate create = creates ? requests.withoutItems(part.at("create"), scope) : null;
    SearchAnswers created = creates ? answers.search(part.at("create").at("answers"), scope) : null;
    return name == null || search == null
        ? null
        : new PlaceRequests(name, search, found, create, created);
  }
}
