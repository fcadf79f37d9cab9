package dev.tributary.destinations.declared;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.BatchBuilder;
import dev.tributary.destinations.connector.Egress.Request;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.ItemBuilder;
import dev.tributary.destinations.connector.Listing;
import dev.tributary.destinations.connector.Listing.Page;
import dev.tributary.destinations.connector.Mode;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.declared.answer.ListAnswers;
import dev.tributary.destinations.declared.answer.ListedRecords;
import dev.tributary.destinations.declared.template.UnfitValue;
import dev.tributary.destinations.declared.template.Values;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The compiled requests that read records of one object.
 *
 * @param list null if the records cannot be listed
 * @param lookup null if a record cannot be looked for
 */
record ListRequests(ListedRecords records, @Nullable Pages list, @Nullable Lookup lookup) {

  /**
   * The request of a page.
   *
   * @param following the request of each page after the first one; null if it is the same
   */
  record Pages(RequestTemplate first, @Nullable RequestTemplate following, ListAnswers answers) {}

  /**
   * The request for the records with a match value.
   *
   * @param certainAfter a record that was written less than this before may not be found; null if
   *     nothing is known about this time
   */
  record Lookup(RequestTemplate request, ListAnswers answers, @Nullable Duration certainAfter) {}

  Listing page(Pages pages, Listing.Scope scope) {
    RequestTemplate following = pages.following();
    RequestTemplate template =
        scope.cursor() == null || following == null ? pages.first() : following;
    return listing(scope, "", template, pages.answers());
  }

  Listing find(Lookup found, Listing.Scope scope, String matchValue) {
    return listing(scope, matchValue, found.request(), found.answers());
  }

  /**
   * Values that cannot be in the request, such as a field with a blank, are the fault of the sync.
   */
  private Listing listing(
      Listing.Scope scope, String matchValue, RequestTemplate template, ListAnswers answers) {
    Values values =
        Values.of(batch(scope, matchValue))
            .of(item(scope, matchValue))
            .about(new Values.About(null, ListAnswers.sent(scope), records.columns(scope)));
    Request request;
    try {
      request = template.request(scope.target(), values);
    } catch (UnfitValue unfit) {
      Outcome outcome = new Outcome.Misconfigured(unfit.words());
      return new Listing.OfConnection((target, egress) -> new Page.Failed(outcome));
    }
    return new Listing.OfRequest(
        request, (answer, now) -> answers.page(records, scope, values, answer, now));
  }

  /** The templates know requests for batches: this one carries nothing. */
  private static Batch batch(Listing.Scope scope, String matchValue) {
    List<Item> items = List.of(item(scope, matchValue));
    return BatchBuilder.builder()
        .target(scope.target())
        .key("")
        .sync(new SyncId(""))
        .object(scope.object())
        .place(null)
        .operation(Batch.Operation.WRITE)
        .syncSettings(scope.syncSettings())
        .items(items)
        .mode(Mode.UPSERT)
        .mapping(List.of())
        .furtherMatches(List.of())
        .build();
  }

  private static Item item(Listing.Scope scope, String matchValue) {
    return ItemBuilder.builder()
        .delivery("")
        .matchField(scope.matchField())
        .matchValue(matchValue)
        .deliveredAs(null)
        .formerMatchValues(List.of())
        .vendorId(null)
        .parentVendorId(null)
        .fields(JsonNodeFactory.instance.objectNode())
        .content(null)
        .version(0)
        .hash("")
        .since(Instant.EPOCH)
        .position(null)
        .uncertain(false)
        .build();
  }
}
